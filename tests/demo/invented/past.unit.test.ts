// The past that the demo invents: it must be one that could have been written here, call by call.
import { describe, expect, it } from 'vitest';
import { mergeCallback, readCallbacks, type CallbackFacts } from '../../../server/callbacks/callback-list.ts';
import { createDoor } from '../../../server/door/door.ts';
import { OFFICE } from '../../../server/door/own-sources.ts';
import { officeTime } from '../../../server/demo/invented/office-time.ts';
import { demoPast, PAST_DAYS } from '../../../server/demo/invented/past.ts';
import { loadProfile } from '../../../server/profiles/load.ts';
import { createCalendar, monthOf } from '../../../shared/calendar.ts';
import { isCallbackEvent, type EventType, type RawEvent } from '../../../shared/event.ts';
import { DAY } from '../../../shared/time.ts';
import { storedBy } from '../../support/stored-events.ts';

const profile = loadProfile('demo');
const calendar = createCalendar();
const now = officeTime(Date.parse('2026-11-30T22:40:00+03:30'), calendar);
const pastAt = (moment: number, seed = 111) => demoPast({ now: moment, seed, calendar, agencies: profile.agencies });
const past = pastAt(now);
const events = past.map(({ event }) => event);
const of = <T extends EventType>(type: T) =>
  events.filter((event): event is Extract<RawEvent, { type: T }> => event.type === type);

describe('the past of the demo', () => {
  it('is the same for the same seed and moment, and another for another seed', () => {
    expect(JSON.stringify(pastAt(now)) === JSON.stringify(past)).toBe(true);
    expect(pastAt(now, 112).length).not.toBe(past.length);
  });

  it('passes the door as it is: no number, no unknown word, each id once', () => {
    const door = createDoor({ profile, calendar, now: () => now, targetAt: () => profile.target });
    for (const { source, event } of past) {
      const result = source === OFFICE ? door.fromPerson(event, source) : door.fromSource(event, source);
      if (!result.ok) throw new Error(`${event.type} ${event.id}: ${result.message}`);
    }
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('lies in order within 45 days, and nothing is later than now', () => {
    const days = new Set(of('call.joined').map(({ at }) => calendar.dayOf(at)));
    expect(events.every(({ at }, n) => at < now && at >= (events[n - 1]?.at ?? 0))).toBe(true);
    expect(of('day.started').map(({ day }) => day)).toHaveLength(PAST_DAYS + 1);
    expect(days.size).toBeGreaterThan(28);
    expect(days).toContain(calendar.dayOf(now));
  });

  it('has an end for every call, and no desk talks to two citizens at once', () => {
    const left = new Set([...of('call.left'), ...of('call.ended')].map(({ call }) => call));
    expect(of('call.joined').filter(({ call }) => !left.has(call))).toEqual([]);
    const ends = new Map(of('call.ended').map(({ call, at }) => [call, at]));
    const freeAt = new Map<string, number>();
    for (const { desk, at, call } of of('call.answered')) {
      expect(at).toBeGreaterThanOrEqual(freeAt.get(desk) ?? 0);
      freeAt.set(desk, ends.get(call) ?? Infinity);
    }
  });

  it('has no step of a case before the one that it follows, and cases at every stage', () => {
    const last = new Map<string, number>();
    const order = ['case.referred', 'case.answered', 'case.closed', 'case.verified'];
    for (const event of events) {
      const step = order.indexOf(event.type);
      if (step < 0) continue;
      const subject = ('call' in event && event.call) || ('contact' in event && event.contact) || '';
      expect(last.get(subject) ?? -1).toBe(step - 1);
      last.set(subject, step);
    }
    expect(new Set(last.values())).toEqual(new Set([0, 1, 2, 3]));
  });

  it('has every channel, kind, county and agency, and sittings announced for the days to come', () => {
    const seen = (name: 'channel' | 'kind' | 'county' | 'agency' | 'topic') =>
      new Set(events.flatMap((event) => (name in event ? [(event as unknown as Record<string, string>)[name]] : [])));
    expect(seen('channel')).toEqual(new Set(['message', 'visit', 'post', ...Object.keys(profile.channels)]));
    for (const [name, ids] of [
      ['kind', profile.kinds],
      ['county', profile.counties],
      ['agency', profile.agencies],
      ['topic', profile.topics],
    ] as const)
      expect([...seen(name)].filter((one) => one !== undefined).sort()).toEqual(Object.keys(ids).sort());
    expect(Math.max(...of('sitting.scheduled').map(({ from }) => from))).toBeGreaterThan(now + 5 * DAY);
  });

  it('has citizens to be called back, some who were, and some whose handle has expired', () => {
    const known = new Map<string, CallbackFacts>();
    for (const { source, event } of past) {
      const stored = storedBy(source, event.at)(event);
      if (!isCallbackEvent(stored)) continue;
      const facts = known.get(stored.call) ?? { tries: new Map() };
      known.set(stored.call, facts);
      mergeCallback(facts, stored);
    }
    const rows = readCallbacks(known, now);
    const stateOf = (wanted: string) => rows.filter(({ state }) => state === wanted);
    expect([stateOf('open'), stateOf('done'), stateOf('expired')].map(({ length }) => length > 2)).toEqual([
      true,
      true,
      true,
    ]);
    expect(calendar.dayOf(rows[0]?.keptAt ?? 0)).toBe(calendar.dayOf(now));
    expect(new Set(rows.map(({ handle }) => handle)).size).toBe(rows.length);
    const reached = new Set(of('call.answered').map(({ call }) => call));
    expect(rows.filter(({ call }) => reached.has(call))).toEqual([]);
  });

  it('is preceded by thirteen imported months whose parts add up', () => {
    const months = of('month.imported');
    expect(
      months
        .map(({ month }) => month)
        .sort()
        .at(-1),
    ).toBe(monthOf(calendar.dayOf(now - PAST_DAYS * DAY)));
    expect(months).toHaveLength(13);
    for (const { contacts, byChannel, byCounty, byTopic, byKind } of months)
      for (const parts of [byChannel, byCounty, byTopic, byKind])
        expect(Object.values(parts ?? {}).reduce((sum, part) => sum + part, 0)).toBe(contacts);
  });
});

it('a past across Nowruz passes the door, too', () => {
  const then = officeTime(Date.parse('2027-04-06T11:00:00+03:30'), calendar);
  const door = createDoor({ profile, calendar, now: () => then, targetAt: () => profile.target });
  for (const { source, event } of pastAt(then, 7)) {
    const result = source === OFFICE ? door.fromPerson(event, source) : door.fromSource(event, source);
    if (!result.ok) throw new Error(`${event.type} ${event.id}: ${result.message}`);
  }
});
