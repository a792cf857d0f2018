// When alerts are raised, change and end; the decisions folded back, as the server does it.
import { beforeEach, describe, expect, it } from 'vitest';
import { createWatcher, CALM_MS } from '../../server/alerts/watcher.ts';
import { createFold } from '../../server/board/fold.ts';
import { findPhoneNumber } from '../../server/door/numbers.ts';
import type { Fold } from '../../server/board/fold-type.ts';
import { noCalls } from '../../shared/board.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { eventSchema, type RawEvent, type StoredEvent } from '../../shared/event.ts';
import { levelsByRule, profileSchema } from '../../shared/profile.ts';
import type { Links } from '../../shared/links.ts';
import { MINUTE } from '../../shared/time.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedUnchecked } from '../support/stored-events.ts';

const profile = profileSchema.parse({
  id: 'test',
  name: { fa: 'آ', en: 'T' },
  counties: {},
  queues: { q1: { name: 'صف ۱' }, q2: { name: 'صف ۲' } },
  thresholds: { waiting: { watch: 5, act: 10 } },
});
const T = Date.parse('2026-11-25T09:00:00+03:30');

let fold: Fold;
let kept: StoredEvent[];
let watcher: ReturnType<typeof createWatcher>;
let now = T;
let links: Links;
let word: number | undefined;

beforeEach(() => {
  kept = [];
  now = T;
  links = { pbx: { state: 'up', since: T - 60 * MINUTE } };
  word = T;
  fold = createFold({ profile, calendar: createCalendar(), past: pastFrom(kept) });
  watcher = createWatcher({ levels: levelsByRule(profile), lastFactAt: () => word, nextAlert: fold.nextAlert });
  fact({ type: 'day.started', id: 'day/1405-09-04', day: '1405-09-04' });
});

function fact(event: Record<string, unknown>): void {
  const stored = storedUnchecked('clock', now)(event);
  kept.push(stored);
  fold.apply({ position: kept.length, event: stored });
}
/** Looks with so many waiting, and folds what was decided. */
function look(waiting = 0, at = now): RawEvent[] {
  now = at;
  const board = structuredClone(fold.board);
  board.now.waiting = waiting;
  if (board.queues['q1']) board.queues['q1'].waiting = waiting;
  const due = watcher.due({ board, links, now });
  for (const event of due) fact(event);
  return due;
}
const on = (): [string, string][] => Object.entries(fold.board.alerts).map(([id, { level }]) => [id, level]);
const noQueue = { name: 'q1', waiting: 1, talking: 0, waits: {}, today: noCalls() };
const FIRST = 'waiting/province/1405-09-04-1';

describe('an alert', () => {
  it('is raised at the limit, once, and named by rule, subject, day and number', () => {
    expect(look(4)).toEqual([]);
    expect(look(5)).toEqual([
      {
        type: 'alert.raised',
        id: `alert/${FIRST}/1`,
        at: T,
        alert: FIRST,
        rule: 'waiting',
        subject: 'province',
        level: 'watch',
        value: 5,
        limit: 5,
        step: 1,
      },
    ]);
    expect(look(5, T + 1_000)).toEqual([]);
    expect(fold.board.alerts[FIRST]).toEqual({
      rule: 'waiting',
      subject: 'province',
      level: 'watch',
      since: T,
      value: 5,
      limit: 5,
      step: 1,
    });
  });

  it('does not flicker around its limit, and ends when the value has stayed away for a while', () => {
    look(5);
    for (let n = 0; n < 60; n++) expect(look(n % 2 ? 5 : 4, T + n * 1_000)).toEqual([]);
    const away = T + 100_000;
    expect(look(4, away)).toEqual([]);
    expect(look(4, away + CALM_MS - 1)).toEqual([]);
    expect(look(5, away + CALM_MS)).toEqual([]);
    expect(look(4, away + CALM_MS + 1_000)).toEqual([]);
    expect(look(3, away + CALM_MS * 2 + 1_000)).toMatchObject([{ type: 'alert.cleared', alert: FIRST }]);
    expect(on()).toEqual([]);
    expect(look(5, away + CALM_MS * 3)).toMatchObject([{ alert: 'waiting/province/1405-09-04-2' }]);
  });

  it('rises at once and falls back step by step', () => {
    look(5);
    expect(look(10, T + 1_000)).toMatchObject([{ level: 'act', step: 2, limit: 10 }]);
    expect(on()).toEqual([[FIRST, 'act']]);
    look(6, T + 2_000);
    expect(look(6, T + 2_000 + CALM_MS)).toMatchObject([{ level: 'watch', step: 3 }]);
    expect(on()).toEqual([[FIRST, 'watch']]);
    look(0, T + MINUTE);
    expect(look(0, T + MINUTE + CALM_MS)).toMatchObject([{ type: 'alert.cleared' }]);
  });

  it('decided by two nodes at the same moments has the same name, so the log keeps one', () => {
    const other = createWatcher({ levels: levelsByRule(profile), lastFactAt: () => word, nextAlert: fold.nextAlert });
    const board = structuredClone(fold.board);
    if (board.queues['q1']) board.queues['q1'].waiting = 7;
    const [mine, theirs] = [watcher, other].map((one) => one.due({ board, links, now }).map(({ id }) => id));
    expect(mine).toEqual([`alert/${FIRST}/1`]);
    expect(theirs).toEqual(mine);
  });

  it('that two nodes named by different days at midnight ends once, and stands once until then', () => {
    look(5);
    const again = 'waiting/province/1405-09-05-1';
    const same = { rule: 'waiting', subject: 'province', level: 'watch', value: 5, limit: 5, step: 1 };
    fact({ ...same, type: 'alert.raised', id: `alert/${again}/1`, alert: again });
    expect(on()).toHaveLength(2);
    expect(look(5, T + 1_000)).toMatchObject([{ type: 'alert.cleared', alert: again }]);
    expect(look(5, T + 2_000)).toEqual([]);
    expect(on()).toEqual([[FIRST, 'watch']]);
    look(0, T + 3_000);
    look(0, T + 3_000 + CALM_MS);
    expect(on()).toEqual([]);
  });

  it('gives the same board when folded again, without new decisions', () => {
    look(12);
    look(0, T + MINUTE);
    look(0, T + MINUTE + CALM_MS);
    const again = createFold({ profile, calendar: createCalendar(), past: pastFrom(kept) });
    kept.forEach((event, i) => again.apply({ position: i + 1, event }));
    expect(again.board).toEqual(fold.board);
  });
});

describe('a limit', () => {
  it('of one queue is watched beside the province’s, and follows the latest change', () => {
    expect(look(3)).toEqual([]);
    const set = { type: 'threshold.set', rule: 'waiting', subject: 'q1' };
    fact({ ...set, id: 'l1', level: 'watch', limit: 3 });
    fact({ ...set, id: 'l2', level: 'act', limit: 20 });
    expect(fold.board.thresholds).toEqual({ 'waiting/q1': { watch: 3, act: 20 } });
    expect(look(3, T + 1_000)).toMatchObject([{ alert: 'waiting/q1/1405-09-04-1', subject: 'q1', limit: 3 }]);
    now = T + 2_000;
    fact({ ...set, id: 'l3', level: 'watch' });
    fact({ ...set, id: 'l4', level: 'act' });
    expect(fold.board.thresholds).toEqual({});
    expect(look(3, T + 3_000)).toMatchObject([{ type: 'alert.cleared', alert: 'waiting/q1/1405-09-04-1' }]);
  });
});

describe('other rules', () => {
  it('see a telephone system that is down, and one that is silent during a sitting only', () => {
    expect(look(0, T + 30 * MINUTE)).toEqual([]);
    fact({
      type: 'sitting.scheduled',
      id: 's/1',
      sitting: 's',
      version: 1,
      level: 'province',
      queue: 'q1',
      official: { id: 'o', name: 'نام' },
      from: T,
      to: T + 120 * MINUTE,
    });
    expect(look(0, T + 31 * MINUTE)).toMatchObject([{ rule: 'quiet-source', subject: 'pbx', level: 'act', value: 31 }]);
    links = { pbx: { state: 'down', since: T + 31 * MINUTE } };
    expect(look(0, T + 31 * MINUTE + 6_000)).toMatchObject([{ rule: 'source-down', level: 'watch', value: 6 }]);
  });

  it('outlive a restart: a server that does not know its links yet ends nothing', () => {
    links = { pbx: { state: 'down', since: T } };
    look(0, T + 40_000);
    const standing = on();
    expect(standing).toEqual([['source-down/pbx/1405-09-04-1', 'act']]);
    watcher = createWatcher({ levels: levelsByRule(profile), lastFactAt: () => word, nextAlert: fold.nextAlert });
    links = {};
    expect(look(0, T + 41_000)).toEqual([]);
    links = { pbx: { state: 'down', since: T } };
    expect(look(0, T + 42_000)).toEqual([]);
    expect(on()).toEqual(standing);
    // A system that is asked no more has no link, and after a while no alert.
    links = {};
    expect(look(0, T + 50_000)).toEqual([]);
    expect(look(0, T + 50_000 + CALM_MS)).toMatchObject([{ type: 'alert.cleared' }]);
  });

  it('a telephone system that stays away keeps its level when its silence is counted again, until it is back', () => {
    links = { pbx: { state: 'down', since: T } };
    look(0, T + 40_000);
    const standing = on();
    expect(standing).toEqual([['source-down/pbx/1405-09-04-1', 'act']]);
    // The server was started anew, and knows of no earlier moment.
    watcher = createWatcher({ levels: levelsByRule(profile), lastFactAt: () => word, nextAlert: fold.nextAlert });
    links = { pbx: { state: 'down', since: T + MINUTE } };
    for (let s = 60; s < 120; s++) expect(look(0, T + s * 1_000)).toEqual([]);
    links = { pbx: { state: 'refused', since: T + 2 * MINUTE } };
    for (let s = 120; s < 180; s++) expect(look(0, T + s * 1_000)).toEqual([]);
    expect(on()).toEqual(standing);
    // A higher limit ends it all the same.
    const set = { type: 'threshold.set', rule: 'source-down', limit: 3_600 };
    fact({ ...set, id: 'l1', level: 'act' });
    fact({ ...set, id: 'l2', level: 'watch' });
    look(0, T + 3 * MINUTE);
    expect(look(0, T + 3 * MINUTE + CALM_MS)).toMatchObject([{ type: 'alert.cleared' }]);
  });

  it('report an official who is late, and that he came', () => {
    fact({
      type: 'sitting.scheduled',
      id: 's/1',
      sitting: 's',
      version: 1,
      level: 'province',
      desk: 'm-1',
      official: { id: 'o', name: 'نام' },
      from: T,
      to: T + 120 * MINUTE,
    });
    word = T + 4 * MINUTE;
    expect(look(0, T + 4 * MINUTE)).toEqual([]);
    expect(look(0, T + 5 * MINUTE)).toMatchObject([{ rule: 'late-official', subject: 's', level: 'watch', value: 5 }]);
    word = T + 11 * MINUTE;
    expect(look(0, T + 11 * MINUTE)).toMatchObject([{ rule: 'late-official', level: 'act' }]);
    fact({ type: 'desk.state', id: 'd', desk: 'm-1', state: 'free' });
    look(0, T + 12 * MINUTE);
    expect(look(0, T + 12 * MINUTE + CALM_MS)).toMatchObject([{ type: 'alert.cleared' }]);
  });

  it('report no shares while few calls are known, and then that the service level fell', () => {
    const board = structuredClone(fold.board);
    const due = (calls: object) => {
      if (board.queues['q1']) board.queues['q1'].today = { ...noCalls(), ...calls };
      return watcher.due({ board, links, now });
    };
    expect(due({ offered: 9, abandoned: 9 })).toEqual([]);
    const ids = due({ offered: 20, answered: 10, answeredInTarget: 5, abandoned: 10 }).map((event) =>
      event.type === 'alert.raised' ? [event.rule, event.level, event.value] : [],
    );
    expect(ids).toEqual([
      ['service-level', 'act', 25],
      ['abandon-rate', 'act', 50],
    ]);
  });
});

it('an alert is raised whatever the value: one of weeks is reported as the greatest that an event can hold', () => {
  now = T + 40 * 24 * 60 * MINUTE;
  const board = structuredClone(fold.board);
  board.queues['q1'] = { ...noQueue, oldestJoinedAt: T };
  const due = (['up', 'down'] as const).flatMap((state) =>
    watcher.due({ board, links: { pbx: { state, since: T } }, now }),
  );
  const raised = due.flatMap((event) => (event.type === 'alert.raised' ? [event.rule] : []));
  expect(raised).toEqual(expect.arrayContaining(['longest-wait', 'source-down']));
  for (const event of due) expect(eventSchema.safeParse(event).success, JSON.stringify(event)).toBe(true);
});

it.each(['sales-9', 'm09', '989', '111'])('an alert is raised for a subject that ends with digits: %s', (subject) => {
  const board = structuredClone(fold.board);
  board.thresholds[`waiting/${subject}`] = { watch: 1 };
  board.queues[subject] = { ...noQueue, name: subject };
  const due = watcher.due({ board, links, now });
  expect(due).toMatchObject([{ type: 'alert.raised', rule: 'waiting', subject }]);
  for (const event of due) {
    expect(eventSchema.safeParse(event).success, JSON.stringify(event)).toBe(true);
    expect(findPhoneNumber(event)).toBeUndefined();
  }
});
