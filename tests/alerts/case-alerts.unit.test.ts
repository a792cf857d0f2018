// Alerts about open cases: those past their day, and those that soon will be.
import { beforeEach, describe, expect, it } from 'vitest';
import { createWatcher, CALM_MS } from '../../server/alerts/watcher.ts';
import { createFold } from '../../server/board/fold.ts';
import type { Fold } from '../../server/board/fold-type.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import { levelsByRule, profileSchema } from '../../shared/profile.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedUnchecked } from '../support/stored-events.ts';

const profile = profileSchema.parse({ id: 'test', name: { fa: 'آ', en: 'T' }, counties: {} });
const T = Date.parse('2026-11-25T09:00:00+03:30');

let fold: Fold;
let kept: StoredEvent[];
let watcher: ReturnType<typeof createWatcher>;
let now = T;
let cases: OpenCasesBySubject | undefined;

beforeEach(() => {
  [kept, now, cases] = [[], T, undefined];
  fold = createFold({ profile, calendar: createCalendar(), past: pastFrom(kept) });
  watcher = createWatcher({ levels: levelsByRule(profile), lastFactAt: () => undefined, nextAlert: fold.nextAlert });
  fact({ type: 'day.started', id: 'day/1405-09-04', day: '1405-09-04' });
});

function fact(event: Record<string, unknown>): void {
  const stored = storedUnchecked('clock', now)(event);
  kept.push(stored);
  fold.apply({ position: kept.length, event: stored });
}
/** Looks some time later, and folds what was decided. */
function look(later = 0): RawEvent[] {
  now += later;
  const due = watcher.due({ board: structuredClone(fold.board), links: {}, now, cases });
  for (const event of due) fact(event);
  return due;
}
const on = (): [string, string][] => Object.entries(fold.board.alerts).map(([id, { level }]) => [id, level]);

describe('an alert about cases', () => {
  const OVERDUE = 'cases-overdue/province/1405-09-04-1';
  const open = (overdue: number, soon = 0, gas = 0): OpenCasesBySubject => ({
    province: { open: 100, overdue, soon },
    gas: { open: 20, overdue: gas, soon: 0 },
  });

  it('is raised for the province when as many are past their day as its limit says, and ends when they were closed', () => {
    cases = open(9, 19);
    expect(look()).toEqual([]);
    cases = open(12, 19);
    expect(look(1_000)).toMatchObject([{ rule: 'cases-overdue', subject: 'province', level: 'watch', value: 12 }]);
    cases = open(60, 19);
    look(1_000);
    expect(on()).toEqual([[OVERDUE, 'act']]);
    cases = open(0, 19);
    look(1_000);
    look(CALM_MS);
    expect(on()).toEqual([]);
  });
  it('warns before the day: of cases that are due soon', () => {
    cases = open(0, 20);
    expect(look()).toMatchObject([{ rule: 'cases-due', subject: 'province', level: 'watch', value: 20 }]);
  });
  it('is raised for an agency that has limits of its own, also when it has no open case at all any more', () => {
    fact({ type: 'threshold.set', id: 'l1', rule: 'cases-overdue', level: 'watch', subject: 'gas', limit: 3 });
    fact({ type: 'threshold.set', id: 'l2', rule: 'cases-overdue', level: 'act', subject: 'gas', limit: 30 });
    cases = open(5, 0, 5);
    expect(look()).toMatchObject([{ rule: 'cases-overdue', subject: 'gas', level: 'watch', value: 5, limit: 3 }]);
    cases = { province: { open: 0, overdue: 0, soon: 0 } };
    look(1_000);
    look(CALM_MS);
    expect(on()).toEqual([]);
  });
  it('stays on while cases have not been counted yet, as after a start', () => {
    cases = open(12);
    look();
    cases = undefined;
    look(1_000);
    look(10 * CALM_MS);
    expect(on()).toEqual([[OVERDUE, 'watch']]);
  });
});
