// B1 at its edges: a fold that goes on from what it saved says what the one that ran on says.
import { describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { profileSchema } from '../../shared/profile.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedBy } from '../support/stored-events.ts';

const calendar = createCalendar();
const profile = profileSchema.parse({ id: 'test', name: { fa: 'الف', en: 'A' }, counties: {} });
const T = calendar.startOf('1405-06-10') + 8 * 60 * MINUTE;
const stored = storedBy('pbx', T);
const day = (name: string, at: number) => stored({ type: 'day.started', id: `day/${name}`, at, day: name });

/** A log and its past, and folds over them, from the beginning or from what another saved. */
function openPast() {
  const events: StoredEvent[] = [];
  const months = new Map<string, string>();
  const past = pastFrom(events, (month) => {
    const kept = months.get(month);
    return kept === undefined ? undefined : JSON.parse(kept);
  });
  return {
    add: (...more: object[]) => void events.push(...(more as StoredEvent[])),
    open(saved?: string) {
      const fold = createFold({ profile, calendar, past, ...(saved !== undefined && { saved }) });
      return {
        fold,
        /** Folds what it has not heard yet. */
        go: () => events.slice(fold.position).forEach((event) => fold.apply({ position: fold.position + 1, event })),
        save(): string {
          const { state, months: kept } = fold.save();
          for (const [name, doc] of Object.entries(kept)) months.set(name, doc);
          return state;
        },
      };
    },
  };
}

describe('a fold that goes on from a checkpoint', () => {
  it('knows the sittings of months ago, to which late facts of their calls belong', () => {
    const log = openPast();
    const sitting = { official: { id: 'gov', name: 'Gov' }, level: 'province' as const, queue: 'q', desk: 'd' };
    const call = (n: number) => [
      stored({ type: 'call.joined', id: `j${n}`, at: T + n * MINUTE, call: `c${n}`, queue: 'q', target: 20 }),
      stored({
        type: 'call.answered',
        id: `a${n}`,
        at: T + n * MINUTE + 5_000,
        call: `c${n}`,
        queue: 'q',
        desk: 'd',
      }),
    ];
    log.add(
      day('1405-06-10', T),
      ...[
        stored({
          type: 'sitting.scheduled',
          id: 's',
          at: T,
          sitting: 's1',
          ...sitting,
          from: T,
          to: T + 120 * MINUTE,
        }),
      ],
      ...[...call(1), ...call(2)],
      stored({ type: 'call.ended', id: 'e2', at: T + 4 * MINUTE, call: 'c2', queue: 'q', by: 'caller', talked: 60 }),
      // The end of the first was not heard.
      stored({
        type: 'source.resynced',
        id: 'r',
        at: T + 20 * MINUTE,
        system: 'pbx',
        link: 'l',
        asOf: T + 20 * MINUTE,
        complete: true,
        calls: {},
      }),
      day('1405-09-20', T + 100 * DAY),
    );
    const ran = log.open();
    ran.go();
    const restarted = log.open(ran.save());
    log.add(
      stored({ type: 'call.ended', id: 'e1', at: T + 2 * MINUTE, call: 'c1', queue: 'q', by: 'caller', talked: 20 }),
      ...call(3),
    );
    ran.go();
    restarted.go();
    expect(ran.fold.month('1405-06')?.byOfficial).toEqual({ gov: { answered: 3, completed: 2, talkSeconds: 80 } });
    expect(restarted.fold.month('1405-06')).toEqual(ran.fold.month('1405-06'));
  });

  it('keeps nothing of sittings that are over for the facts that came late, however many they were (B7)', () => {
    const log = openPast();
    const sitting = { official: { id: 'gov', name: 'Gov' }, level: 'province' as const, queue: 'q' };
    const at = { from: T, to: T + 120 * MINUTE };
    log.add(
      day('1405-06-10', T),
      stored({ type: 'sitting.scheduled', id: 's', at: T, sitting: 's1', ...sitting, ...at }),
      day('1405-09-20', T + 100 * DAY),
    );
    const { fold, go, save } = log.open();
    go();
    const before = save().length;
    for (let n = 0; n < 500; n++)
      log.add(
        stored({ type: 'call.joined', id: `j${n}`, at: T + n, call: `c${n}`, queue: 'q' }),
        stored({
          type: 'call.left',
          id: `l${n}`,
          at: T + n + MINUTE,
          call: `c${n}`,
          queue: 'q',
          reason: 'abandoned',
        }),
      );
    log.add(day('1405-09-21', T + 101 * DAY));
    go();
    expect(fold.month('1405-06')?.calls.abandoned).toBe(500);
    expect(save().length).toBeLessThan(before + 1_000);
  });

  it('knows that a call was lost, though very many snapshots listed it', () => {
    const log = openPast();
    const snapshot = (n: number, calls: StoredOf<'source.resynced'>['calls']) => {
      const at = T + n * 10_000;
      return stored({
        type: 'source.resynced',
        id: `r${n}`,
        at,
        system: 'pbx',
        link: 'l',
        asOf: at,
        complete: true,
        calls,
      });
    };
    log.add(
      day('1405-06-10', T),
      stored({ type: 'call.joined', id: 'j', at: T, call: 'c', queue: 'q', target: 20 }),
      ...Array.from({ length: 210 }, (_, n) => snapshot(n + 1, { c: { queue: 'q' } })),
      snapshot(300, {}),
    );
    const ran = log.open();
    ran.go();
    expect(ran.fold.board.queues['q']?.today).toMatchObject({ offered: 1, waiting: 0, lost: 1 });
    const restarted = log.open(ran.save());
    log.add(snapshot(301, {}), stored({ type: 'call.held', id: 'h', at: T + 1, call: 'c' }));
    ran.go();
    restarted.go();
    expect(restarted.fold.board).toEqual(ran.fold.board);
    expect(restarted.fold.board.queues['q']?.today).toMatchObject({ offered: 1, waiting: 0, lost: 1 });
  });
});

describe('calls of before all snapshots that are in memory', () => {
  it('are folded without reading all snapshots of the past for each of them', () => {
    const events: StoredEvent[] = [];
    const past = pastFrom(events);
    let readings = 0;
    const fold = createFold({
      profile,
      calendar,
      past: {
        ...past,
        eventsOf: (subject, before) => {
          if (subject === 'system/pbx') readings++;
          return past.eventsOf(subject, before);
        },
      },
    });
    const add = (event: object): void => {
      events.push(stored(event as never));
      fold.apply({ position: events.length, event: events.at(-1) as StoredEvent });
    };
    add(day('1405-06-10', T));
    for (let n = 0; n < 250; n++) {
      const at = T + n * MINUTE;
      add({ type: 'source.resynced', id: `r${n}`, at, system: 'pbx', link: 'l', asOf: at, complete: true, calls: {} });
    }
    for (let n = 0; n < 100; n++) {
      const its = { call: `c${n}`, queue: 'q' };
      add({ ...its, type: 'call.joined', id: `j${n}`, at: T - DAY + n });
      add({ ...its, type: 'call.answered', id: `a${n}`, at: T - DAY + n + 5_000, desk: 'd' });
    }
    expect(fold.month('1405-06')?.calls).toMatchObject({ offered: 100, answered: 100, talkUnknown: 100 });
    expect(readings).toBeLessThan(5);
  });
});

describe('a log of before', () => {
  it('may name a day that the calendar lacks: such a contact counts once, on the day of its registration', () => {
    const log = openPast();
    log.add(
      day('1405-06-10', T),
      stored({ type: 'contact.registered', id: 'c', at: T, contact: 'c', channel: 'visit', on: '1405-08-31' }),
      stored({ type: 'case.answered', id: 'ca', at: T + DAY, contact: 'c' }),
      stored({ type: 'contact.corrected', id: 'cc', at: T + DAY, contact: 'c', on: '1404-12-30' }),
      stored({ type: 'case.closed', id: 'cl', at: T + 2 * DAY, contact: 'c' }),
    );
    const { fold, go } = log.open();
    go();
    expect(fold.month('1405-06')).toMatchObject({
      contacts: 1,
      byDay: { '1405-06-10': 1 },
      followUp: { unknown: { registered: 1, answered: 1, closed: 1, days: { 1: 1 } } },
    });
    expect(fold.month('1405-08')?.contacts ?? 0).toBe(0);
  });
});
