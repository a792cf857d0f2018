// Which page the wall shows, and which part of a long list.
import { describe, expect, it } from 'vitest';
import { fitLines, turnOf, TURN_MS } from '../../client/wall/fit-rows.ts';
import { askedPage, shownPage } from '../../client/wall/rotation.ts';

describe('the page that is asked for', () => {
  it('is the address first, then the display’s own, then where the screen begins', () => {
    expect(askedPage('month', 'map', 'wall')).toBe('month');
    expect(askedPage('rotate', 'map', 'wall')).toBe('rotate');
    expect(askedPage(null, 'map', 'wall')).toBe('map');
    expect(askedPage(null, 'sittings', 'wall')).toBe('sittings');
    expect(askedPage(null, undefined, 'officials')).toBe('officials');
  });
  it('is not taken from an address that names none', () => {
    for (const address of ['', 'sittings', 'constructor', '__proto__'])
      expect(askedPage(address, 'floor', 'wall')).toBe('floor');
  });
});

describe('a rotation', () => {
  const at = (seconds: number, isLive = false) =>
    shownPage('rotate', { now: seconds * 1000, everySeconds: 20, isLive });
  it('turns through its pages by the clock, the same on every screen', () => {
    expect([0, 19, 20, 40, 60, 80, 100].map((seconds) => at(seconds))).toEqual([
      ...['wall', 'wall', 'queues', 'month', 'officials', 'map', 'wall'],
    ]);
  });
  it('stands still on the living wall while a sitting is live, and gives back afterwards', () => {
    expect([at(45, true), at(85, true), at(85)]).toEqual(['wall', 'wall', 'map']);
  });
  it('never shows the floor, and one page stays whatever happens', () => {
    expect(Array.from({ length: 100 }, (_, n) => at(n * 7))).not.toContain('floor');
    expect(shownPage('floor', { now: 0, everySeconds: 20, isLive: true })).toBe('floor');
  });
});

describe('lines in a room', () => {
  const line = { height: 76, width: 560, gap: 10 };
  it('stand in one column as long as they have room, then in more', () => {
    expect(fitLines({ width: 1780, height: 820 }, 9, line)).toMatchObject({ columns: 1, rows: 9 });
    expect(fitLines({ width: 1780, height: 820 }, 20, line)).toMatchObject({ columns: 3, rows: 7 });
  });
  it('turn when not all fit: everybody is seen, in turns as even as can be', () => {
    const all = Array.from({ length: 25 }, (_, n) => n);
    const turns = [0, 1, 2].map((n) => turnOf(all, 10, n * TURN_MS).shown);
    expect(turns.map(({ length }) => length)).toEqual([9, 9, 7]);
    expect(turns.flat()).toEqual(all);
    expect(turnOf(all, 30, 5 * TURN_MS)).toEqual({ shown: all, from: 0 });
  });
  it('are none where there are none', () => {
    expect(turnOf([], 0, 0)).toEqual({ shown: [], from: 0 });
  });
});
