// What queues and desks are called on the board: as the profile says, else as the telephone system does.
import { describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import { createNaming } from '../../server/board/naming.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { nameIn } from '../../shared/naming.ts';
import { profileSchema } from '../../shared/profile.ts';
import { HOUR } from '../../shared/time.ts';
import { pastFrom } from '../support/memory-log.ts';
import { storedBy, storedUnchecked } from '../support/stored-events.ts';

const T = Date.parse('2026-11-23T08:00:00+03:30');
const profile = profileSchema.parse({
  id: 'test',
  name: { fa: 'الف', en: 'A' },
  counties: {},
  queues: { sari: { name: { fa: 'صف ساری', en: 'Sari queue' } }, babol: { name: 'صف بابل' } },
  desks: { d1: { name: { fa: 'فرماندار ساری', en: 'Governor of Sari' } } },
});
const stored = storedBy('pbx', T);
const joined = (queue: string, name: string, at = T): StoredEvent =>
  stored({ type: 'call.joined', id: `${queue}/${at}`, at, call: `c-${queue}`, queue, name });

function boardOf(events: readonly StoredEvent[]) {
  const fold = createFold({ profile, calendar: createCalendar(), past: pastFrom([...events]) });
  events.forEach((event, n) => fold.apply({ position: n + 1, event }));
  return fold.board;
}

it('shows both languages where the profile has them, and one name where it has one', () => {
  const { queues, desks } = boardOf([joined('sari', '600'), joined('babol', '601'), joined('other', 'Support')]);
  expect(queues['sari']).toMatchObject({ name: 'صف ساری', names: { fa: 'صف ساری', en: 'Sari queue' } });
  expect([queues['babol']?.name, queues['babol']?.names]).toEqual(['صف بابل', undefined]);
  expect([queues['other']?.name, queues['other']?.names]).toEqual(['Support', undefined]);
  expect(desks['d1']?.names?.en).toBe('Governor of Sari');
});

it('is read in the language of the screen, and in the only name where there is no other', () => {
  const { queues } = boardOf([joined('sari', '600'), joined('other', 'Support')]);
  expect(nameIn(queues['sari']!, 'en')).toBe('Sari queue');
  expect(nameIn(queues['sari']!, 'fa')).toBe('صف ساری');
  expect(nameIn(queues['other']!, 'fa')).toBe('Support');
});

const named = (fact: Record<string, unknown>, at: number): StoredEvent =>
  storedUnchecked('office', at)({ id: `named/${JSON.stringify(fact)}/${at}`, by: 'sara', ...fact });
const names = (fa: string, en = fa) => ({ names: { fa, en } });
const state = (desk: string, queue: string, at = T): StoredEvent =>
  stored({ type: 'desk.state', id: `${desk}/${queue}/${at}`, at, desk, queue, state: 'free', name: desk });
const day = stored({ type: 'day.started', id: 'd', day: '1405-09-02' });

describe('a name that a person gives', () => {
  const given = named({ type: 'queue.named', queue: 'other', ...names('پشتیبانی', 'Support'), county: 'sari' }, T + 1);
  it('stands before that of the system and that of the profile, with its county', () => {
    const { queues } = boardOf([
      joined('other', '602'),
      joined('sari', '600'),
      given,
      named({ type: 'queue.named', queue: 'sari', ...names('صف مرکز', 'Centre') }, T + 2),
      joined('other', '602', T + 3),
    ]);
    expect(queues['other']).toMatchObject({ name: 'پشتیبانی', names: { en: 'Support' }, county: 'sari' });
    expect(queues['sari']?.names).toEqual({ fa: 'صف مرکز', en: 'Centre' });
  });

  it('is taken back by a decision without it: then the profile’s and the system’s are back', () => {
    const { queues } = boardOf([
      ...[joined('other', '602'), joined('sari', '600'), given],
      named({ type: 'queue.named', queue: 'sari', ...names('صف مرکز') }, T + 2),
      named({ type: 'queue.named', queue: 'sari' }, T + 3),
      named({ type: 'queue.named', queue: 'other' }, T + 3),
    ]);
    expect(queues['other']).toMatchObject({ name: '602' });
    expect(queues['other']).not.toHaveProperty('county');
    expect(queues['other']).not.toHaveProperty('names');
    expect(queues['sari']?.names?.en).toBe('Sari queue');
  });

  it('is the later of two, whichever comes first', () => {
    const later = named({ type: 'queue.named', queue: 'other', ...names('دوم') }, T + 9);
    for (const order of [
      [given, later],
      [later, given],
    ])
      expect(boardOf([joined('other', '602'), ...order]).queues['other']?.name).toBe('دوم');
  });

  it('names an official and the title in both languages', () => {
    const events = [
      day,
      stored({
        ...{ type: 'sitting.scheduled', id: 's', sitting: 's1', level: 'province', from: T, to: T + HOUR },
        official: { id: 'o1', name: 'علی رضایی', title: 'فرماندار' },
      }),
      named(
        {
          type: 'official.named',
          official: 'o1',
          ...names('علی رضایی', 'Ali Rezaei'),
          titles: { fa: 'فرماندار', en: 'Governor' },
        },
        T + 1,
      ),
    ];
    expect(boardOf(events).officials['o1']).toMatchObject({
      ...{ name: 'علی رضایی', names: { en: 'Ali Rezaei' }, title: 'فرماندار', titles: { en: 'Governor' } },
    });
  });
});

describe('a queue that people ignore', () => {
  const ignored = named({ type: 'queue.named', queue: 'other', ignored: true }, T + 1);
  it('leaves the board where it has not counted today, and with it the desks that serve nothing else', () => {
    const elsewhere = boardOf([day, state('m-1', 'other'), state('m-2', 'sari'), ignored]);
    expect(elsewhere.queues).not.toHaveProperty('other');
    expect(elsewhere.desks['m-1']?.state).toBeUndefined();
    expect(elsewhere.now.desksOnDuty).toBe(1);
  });
  it('stays with what it counted today: what was counted is not rewritten', () => {
    const { queues, now } = boardOf([day, joined('other', '602'), ignored]);
    expect(queues['other']).toMatchObject({ waiting: 1, today: { offered: 1 } });
    expect(now.waiting).toBe(1);
  });
  it('is back when they no longer do', () => {
    const again = named({ type: 'queue.named', queue: 'babol' }, T + 2);
    const without = named({ type: 'queue.named', queue: 'babol', ignored: true }, T + 1);
    expect(boardOf([day, without]).queues).not.toHaveProperty('babol');
    expect(boardOf([day, without, again]).queues['babol']?.name).toBe('صف بابل');
  });
});

describe('a desk that is the same as another', () => {
  const same = named({ type: 'desk.named', desk: 'm-2', as: 'm-1' }, T + 1);
  it('leaves the board, and is not on duty twice', () => {
    const { desks, now } = boardOf([day, state('m-1', 'sari'), state('m-2', 'sari'), same]);
    expect(Object.keys(desks)).toEqual(['d1', 'm-1']);
    expect(now.desksOnDuty).toBe(1);
  });
  it('leads to the last of several, and two that name each other are one', () => {
    const naming = createNaming(profile);
    const take = (desk: string, as: string, at: number): void =>
      naming.take(named({ type: 'desk.named', desk, as }, at) as Parameters<typeof naming.take>[0]);
    take('m-3', 'm-2', T);
    take('m-2', 'm-1', T);
    expect(['m-1', 'm-2', 'm-3', 'm-9'].map(naming.deskOf)).toEqual(['m-1', 'm-1', 'm-1', 'm-9']);
    take('m-1', 'm-2', T + 5);
    expect(new Set(['m-1', 'm-2', 'm-3'].map(naming.deskOf)).size).toBe(1);
  });
});

it('never shows a UUID, which some systems call their agents', () => {
  const uuid = '7bd0c3de-41a6-4f6f-a9e1-0b1f5a2c9d10';
  expect(boardOf([day, stored({ type: 'desk.state', id: 'u', desk: uuid, state: 'free' })]).desks[uuid]?.name).toBe(
    '7bd0…',
  );
});
