import { describe, expect, it } from 'vitest';
import { demoPlans, demoRound } from '../../server/demo/timetable.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { clashes } from '../../shared/call-window.ts';

const profile = loadProfile('demo');
const BEGAN = Date.parse('2026-11-24T22:07:31+03:30');
const MINUTE = 60_000;

describe('the sittings of the demo', () => {
  it('are on when it begins, one at every desk, in the queue that the desk answers', () => {
    const plans = demoPlans(profile, BEGAN, 0);
    expect(plans.map(({ desk }) => desk)).toEqual(Object.keys(profile.desks));
    expect(plans.every(({ from, to }) => from < BEGAN && to > BEGAN + 60 * MINUTE)).toBe(true);
    expect(plans.every(({ queue }) => queue !== undefined && queue in profile.queues)).toBe(true);
    expect(plans.find(({ desk }) => desk === 'm-1202')).toMatchObject({ county: 'babol', level: 'county' });
  });

  it('follow each other for days without a clash, and one is on or about to begin at every moment', () => {
    const all = Array.from({ length: 30 }, (_, n) => demoPlans(profile, BEGAN, n)).flat();
    const named = all.map((plan, n) => ({ ...plan, id: String(n) }));
    expect(named.some((a, i) => named.slice(i + 1).some((b) => clashes(a, b)))).toBe(false);
    for (let now = BEGAN; now < BEGAN + 2 * 86_400_000; now += 7 * MINUTE) {
      const round = demoPlans(profile, BEGAN, demoRound(BEGAN, now));
      expect(round.every(({ from, to }) => from <= now && to + 20 * MINUTE > now)).toBe(true);
    }
  });
});
