// What a schema cannot see in a profile: two fields that contradict each other. Each sentence names both.
import { channelsOf } from '../../shared/channels.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import type { Profile } from '../../shared/profile.ts';

export function conflicts(profile: Profile): string[] {
  const counties = Object.entries(profile.counties);
  const levels = Object.entries(profile.thresholds);
  // A service level grows worse as it falls, and a surge is the rarer by chance.
  const fallsWhenWorse = (rule: string): boolean => rule === 'serviceLevel' || rule === 'topicSurge';
  return [
    ...('unknown' in profile.counties
      ? ['counties.unknown: expected another id: `unknown` is what the wallboard calls an unknown county']
      : []),
    ...('unknown' in profile.channels
      ? ['channels.unknown: expected another id: `unknown` is what the wallboard calls an unknown channel']
      : []),
    ...twice(
      counties.map(([id, c]) => [`counties.${id}.tile`, c.tile.join(', ')]),
      'expected a tile of its own',
    ),
    // A longer prefix inside a shorter one would belong to two counties, so it says nothing (B10).
    ...counties.flatMap(([id, c]) =>
      c.prefixes.flatMap((prefix) =>
        counties
          .filter(([other, o]) => other !== id && o.prefixes.some((p) => prefix.startsWith(p)))
          .map(([other]) => `counties.${id}.prefixes: ${prefix} also belongs to ${other}; expected one county only`),
      ),
    ),
    ...(['topics', 'desks', 'queues'] as const).flatMap((field) =>
      twice(
        Object.entries(profile[field]).flatMap(([id, x]) =>
          [...new Set([id, ...x.match])].map((word) => [`${field}.${id}.match`, word.toLowerCase()] as const),
        ),
        'expected a word of one entry only',
      ),
    ),
    ...twice(
      Object.entries(channelsOf(profile.channels)).flatMap(([id, x]) =>
        [...new Set([id, x.fa, x.en, ...x.match].map(normalizeForSearch))].map(
          (word) => [`channels.${id}`, word] as const,
        ),
      ),
      'expected a word of one channel only',
    ),
    ...Object.entries(profile.queues)
      .filter(([, q]) => q.county !== undefined && !Object.hasOwn(profile.counties, q.county))
      .map(([id, q]) => `queues.${id}.county: expected one of the profile's counties, got ${q.county}`),
    ...Object.entries(profile.queues)
      .filter(([, q]) => q.callersFromHere && q.county === undefined)
      .map(([id]) => `queues.${id}.callersFromHere: expected a county beside it: it says where "here" is`),
    ...levels
      .filter(([rule, l]) => (fallsWhenWorse(rule) ? l.act > l.watch : l.act < l.watch))
      .map(
        ([rule, l]) =>
          `thresholds.${rule}.act: expected at ${fallsWhenWorse(rule) ? 'most' : 'least'} watch (${l.watch}), got ${l.act}`,
      ),
    ...(knownZone(profile.timezone) ? [] : [`timezone: expected a name such as Asia/Tehran, got ${profile.timezone}`]),
  ];
}

function twice(said: (readonly [field: string, value: string])[], expected: string): string[] {
  const first = new Map<string, string>();
  return said.flatMap(([field, value]) => {
    const before = first.get(value);
    first.set(value, before ?? field);
    return before === undefined ? [] : [`${field}: ${expected}; ${value} is in ${before} too`];
  });
}

function knownZone(timezone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: timezone }));
  } catch {
    return false; // Intl has no other way of saying so
  }
}
