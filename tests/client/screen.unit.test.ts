// What a screen on a wall makes of its device: where the picture stands, and whether anything may move.
import { describe, expect, it } from 'vitest';
import { placeAt, driftReach, type Place } from '../../client/screen/drift-path.ts';
import { paceAfter, isStrained, type FrameRate } from '../../client/screen/frame-rate.ts';

describe('the burn-in guard', () => {
  const places = (reach: number, steps: number): Place[] => Array.from({ length: steps }, (_, n) => placeAt(n, reach));

  it('begins in the middle and stays within reach', () => {
    for (const reach of [0, 1, 2, 4, 8]) {
      expect(placeAt(0, reach)).toEqual({ x: 0, y: 0 });
      for (const { x, y } of places(reach, 1_000)) {
        expect(Math.abs(x)).toBeLessThanOrEqual(reach);
        expect(Math.abs(y)).toBeLessThanOrEqual(reach);
      }
    }
  });
  it('moves by one dot in one direction at a time', () => {
    const path = places(4, 1_000);
    for (const [n, { x, y }] of path.slice(1).entries())
      expect(Math.abs(x - path[n]!.x) + Math.abs(y - path[n]!.y), `step ${n + 1}`).toBe(1);
  });
  it('rests on every place equally long, within one', () => {
    const stays = new Map<string, number>();
    const cycle = 2 * (9 * 9 - 1);
    for (const { x, y } of places(4, cycle)) stays.set(`${x} ${y}`, (stays.get(`${x} ${y}`) ?? 0) + 1);
    expect(stays.size).toBe(81);
    expect([...new Set(stays.values())].sort()).toEqual([1, 2]);
  });
  it('reaches four pixels of a full HD wall, in whole dots of the device', () => {
    expect([driftReach(1, 1), driftReach(2 / 3, 1), driftReach(1, 2), driftReach(2, 1)]).toEqual([4, 2, 8, 8]);
  });
});

describe('a device', () => {
  const lively: FrameRate = { calm: false, quick: 0 };
  const frames = (ms: number): number[] => Array.from({ length: 90 }, (_, n) => ms + (n % 10 === 0 ? 200 : 0));

  it('that draws sixty or forty frames a second may move', () => {
    expect(paceAfter(lively, frames(16.7))).toEqual(lively);
    expect(paceAfter(lively, frames(25))).toEqual(lively);
  });
  it('whose middle frame takes longer than 28 ms is calm', () => {
    expect(paceAfter(lively, frames(28.5))).toEqual({ calm: true, quick: 0 });
  });
  it('moves again only after six quick measurements in a row', () => {
    let pace: FrameRate = { calm: true, quick: 0 };
    for (const ms of [17, 17, 17, 17, 17, 24, 17, 17, 17, 17, 17]) pace = paceAfter(pace, frames(ms));
    expect(pace).toEqual({ calm: true, quick: 5 });
    expect(paceAfter(pace, frames(17))).toEqual(lively);
  });
  it('that drew hardly a frame is not measured', () => {
    expect(paceAfter(lively, [500, 500])).toEqual(lively);
    expect(paceAfter({ calm: true, quick: 3 }, [])).toEqual({ calm: true, quick: 3 });
  });

  it('is strained by three long tasks within ten seconds, not by those of a whole hour', () => {
    const after = (moments: readonly number[]): boolean[] => {
      let lately: number[] = [];
      return moments.map((at) => {
        const next = isStrained(lately, at);
        lately = next.lately;
        return next.isStrained;
      });
    };
    expect(after([0, 4_000, 9_999])).toEqual([false, false, true]);
    expect(after([0, 4_000, 10_001, 13_000])).toEqual([false, false, false, true]);
    expect(after([0, 6_000, 12_000, 18_000])).toEqual([false, false, false, false]);
  });
});
