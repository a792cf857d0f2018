// A screen shows a board that the server once had, or asks for a new one (B6).
import { describe, expect, it } from 'vitest';
import { afterBeat, afterPatch, fromSnapshot, compareBeat } from '../../client/state/board-state.ts';
import { secretIn } from '../../client/state/sign-in.ts';
import { boards, NOW, snapshotOf } from '../fixtures/boards.ts';

const held = fromSnapshot(snapshotOf(boards.calm(), NOW, { rev: 7 }));
const beat = { epoch: 'e1', rev: 7, serverNow: NOW, utcOffset: 210, links: {}, recording: {} };

describe('a held board', () => {
  it('takes a patch that follows on it, and keeps what did not change', () => {
    const next = afterPatch(held, { from: 7, to: 8, patch: { now: { waiting: 5 } }, serverNow: NOW });
    expect(next?.rev).toBe(8);
    expect(next?.board.now.waiting).toBe(5);
    expect(next?.board.queues).toBe(held.board.queues);
  });
  it('refuses a patch that does not follow', () => {
    expect(afterPatch(held, { from: 8, to: 9, patch: {}, serverNow: NOW })).toBeUndefined();
  });
  it('takes links and recording from a beat', () => {
    expect(afterBeat(held, { ...beat, recording: { since: NOW } }).recording).toEqual({ since: NOW });
  });
  it.each([
    [{}, 'same'],
    [{ rev: 8 }, 'waits'],
    [{ rev: 6 }, 'other'],
    [{ epoch: 'e2' }, 'other'],
  ])('stands to a beat with %o as "%s"', (change, expected) => {
    expect(compareBeat(held, { ...beat, ...change })).toBe(expected);
  });
});

describe('a link', () => {
  it('carries a token or a code in its hash', () => {
    expect(secretIn('#token=abc')).toEqual({ token: 'abc' });
    expect(secretIn('#code=1-2')).toEqual({ code: '1-2' });
    expect(secretIn('#top')).toBeUndefined();
    expect(secretIn('')).toBeUndefined();
  });
});
