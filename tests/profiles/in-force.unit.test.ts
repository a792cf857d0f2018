// The profile that counts: the configured or chosen one, with what administrators changed.
import { describe, expect, it } from 'vitest';
import { changedParts, chosenProvince, withChanges } from '../../server/profiles/in-force.ts';
import { foldHash, loadProfile, profileHash } from '../../server/profiles/load.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { storedUnchecked } from '../support/stored-events.ts';

const T = Date.parse('2026-11-23T08:00:00+03:30');
const base = loadProfile('gilan');
const changed = (set: Record<string, unknown>, at: number): StoredEvent =>
  storedUnchecked('office', T + at)({ type: 'profile.changed', id: `p/${at}`, set, was: {} });
const agency = { gas: { fa: 'گاز', en: 'Gas' } };

describe('what was changed of a province', () => {
  it('replaces its part and no other, the later of two whichever comes first', () => {
    const events = [changed({ target: 40 }, 2), changed({ target: 30, agencies: agency }, 1)];
    for (const order of [events, events.toReversed()]) {
      const profile = withChanges(base, order);
      expect(profile).toMatchObject({ id: 'gilan', target: 40, agencies: agency });
      expect(Object.keys(profile.agencies)).toEqual(['gas']);
      expect(profile.topics).toEqual(base.topics);
    }
  });

  it('is taken back by "default"', () => {
    const events = [changed({ target: 40, topicsOnDisplays: true }, 1), changed({ target: 'default' }, 2)];
    expect(changedParts(events)).toEqual({ topicsOnDisplays: true });
    expect(withChanges(base, events)).toMatchObject({ target: base.target, display: { topics: true } });
  });

  it('is left out where it contradicts the rest, so that a server starts all the same', () => {
    const twice = { a: { fa: 'الف', en: 'A', match: ['همان'] }, b: { fa: 'ب', en: 'B', match: ['همان'] } };
    expect(withChanges(base, [changed({ topics: twice, target: 33 }, 1)])).toMatchObject({
      topics: base.topics,
      target: 33,
    });
  });

  it('is nothing in what the clock says of the target', () => {
    const clock = storedUnchecked(
      'clock',
      T,
    )({ type: 'profile.changed', id: 'c', hash: 'h', target: 90, from: '1405-09-03' });
    expect(withChanges(base, [clock])).toBe(base);
  });
});

it('the province that was chosen last is the province', () => {
  const set = (province: string, at: number): StoredEvent =>
    storedUnchecked('office', T + at)({ type: 'province.set', id: `s/${at}`, province, was: 'mazandaran' });
  expect(chosenProvince([set('gilan', 5), set('fars', 3)])).toBe('gilan');
  expect(chosenProvince([])).toBeUndefined();
});

it('words and limits are no reason to count the board again; margins, counties and names of queues are', () => {
  const words = { ...base, agencies: agency, kinds: {}, display: { topics: true }, maxTalkSeconds: 300 };
  expect(foldHash(words)).toBe(foldHash(base));
  expect(profileHash(words)).not.toBe(profileHash(base));
  expect(foldHash({ ...base, sitting: { before: 0, after: 0 } })).not.toBe(foldHash(base));
  expect(foldHash(loadProfile('fars'))).not.toBe(foldHash(base));
});
