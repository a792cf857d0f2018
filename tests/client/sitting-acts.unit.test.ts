// What an act on a live sitting would change, and what is in its way.
import { describe, expect, it } from 'vitest';
import { clashUntil, consequenceOf } from '../../client/sittings/acts/consequence.ts';
import type { Board, SittingOnBoard } from '../../shared/board.ts';
import { emptyBoard } from '../../shared/board.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

const named = { id: 'mazandaran', fa: 'مازندران', en: 'Mazandaran' };
const NOW = Date.parse('2026-11-25T09:25:00+03:30');
const links = { pbx: { state: 'up' as const, since: 0 } };

const sitting = (more: Partial<SittingOnBoard> = {}): SittingOnBoard => ({
  official: 'gov',
  from: NOW - HOUR,
  to: NOW + 20 * MINUTE,
  level: 'county',
  queue: 'samad',
  desk: 'm-1',
  offered: 20,
  answered: 6,
  completed: 6,
  abandoned: 0,
  waiting: 14,
  talking: 0,
  notReached: 0,
  waitSeconds: 600,
  talkSeconds: 1080,
  firstAnswerAt: NOW - 20 * MINUTE,
  lastEndAt: NOW - 10_000,
  lastTalks: { 1: 180, 2: 180, 3: 180, 4: 180, 5: 180, 6: 180 },
  ...more,
});
const board = (sittings: Record<string, SittingOnBoard>): Board => ({ ...emptyBoard(named, []), sittings });
const seen = (one: SittingOnBoard) => ({ board: board({ s: one }), links, profile: {}, now: NOW });

describe('the consequence of an act', () => {
  it('of more time is more answers, within its range, of those who wait now', () => {
    const found = consequenceOf({ to: NOW + 40 * MINUTE }, 's', seen(sitting()));
    expect(found?.waiting).toBe(14);
    expect(found?.after).toBeGreaterThan(found?.before ?? 0);
    expect(found?.low).toBeLessThanOrEqual(found?.after ?? 0);
    expect(found?.high).toBeGreaterThanOrEqual(found?.after ?? 0);
    expect(found?.high).toBeLessThanOrEqual(14);
  });

  it('of a second desk is about twice as many', () => {
    const found = consequenceOf({ moreDesks: 1 }, 's', seen(sitting()));
    expect(found?.after).toBeGreaterThan((found?.before ?? 0) * 1.6);
  });

  it('is what the forecast on the screen says, where nothing changes', () => {
    const found = consequenceOf({}, 's', seen(sitting()));
    expect(found?.after).toBe(found?.before);
  });

  it('is not said while too few talks have ended, before its time, and after it', () => {
    const act = { to: NOW + 40 * MINUTE };
    expect(consequenceOf(act, 's', seen(sitting({ lastTalks: { 1: 180, 2: 180 }, completed: 2 })))).toBeUndefined();
    expect(consequenceOf(act, 's', seen(sitting({ from: NOW + MINUTE })))).toBeUndefined();
    expect(consequenceOf(act, 's', seen(sitting({ to: NOW - MINUTE })))).toBeUndefined();
    expect(consequenceOf(act, 'other', seen(sitting()))).toBeUndefined();
  });
});

describe('what is in the way', () => {
  const nameOf = (official: string): string => official;
  const other = (more: Partial<SittingOnBoard>) =>
    sitting({ official: 'dep', desk: 'm-2', from: NOW + 30 * MINUTE, to: NOW + HOUR, ...more });
  const clash = (one: SittingOnBoard) =>
    clashUntil(board({ s: sitting(), other: one }), nameOf, {
      id: 's',
      from: NOW - HOUR,
      to: NOW + 40 * MINUTE,
      desk: 'm-1',
      official: 'gov',
    });

  it('is another session of the desk, or of the official, the earlier first', () => {
    expect(clash(other({ desk: 'm-1' }))).toEqual({ name: 'dep', from: NOW + 30 * MINUTE, by: 'desk' });
    expect(clash(other({ official: 'gov' }))).toEqual({ name: 'gov', from: NOW + 30 * MINUTE, by: 'official' });
  });

  it('is nothing that is elsewhere, later, or cancelled', () => {
    expect(clash(other({}))).toBeUndefined();
    expect(clash(other({ desk: 'm-1', from: NOW + 40 * MINUTE }))).toBeUndefined();
    expect(clash(other({ desk: 'm-1', cancelled: true }))).toBeUndefined();
  });
});
