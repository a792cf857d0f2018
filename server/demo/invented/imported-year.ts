// The year before the demo's own past, as a table of months that was brought in.
import type { StoredOf } from '../../../shared/event.ts';
import { monthBefore } from '../../../shared/calendar.ts';
import type { NewEvent } from '../../log/intake.ts';
import { createChance } from '../../chance.ts';
import { counties, kinds } from './tags.ts';

const MONTHS = 13;
/** Contacts of an ordinary month; the service grew over the year. */
const CONTACTS = 7_400;
const GROWTH = 0.03;
/** Nowruz keeps offices closed for two weeks. */
const QUIET = '01';

const shares = {
  byChannel: { phone: 78, message: 13, visit: 5, post: 4 },
  byCounty: counties,
  byTopic: {
    'bank-loan': 16,
    roads: 15,
    water: 14,
    employment: 12,
    housing: 9,
    municipality: 8,
    health: 7,
    agriculture: 6,
    welfare: 5,
    land: 4,
    electricity: 3,
    gas: 1,
  },
  byKind: kinds,
} satisfies Partial<Record<keyof StoredOf<'month.imported'>, Readonly<Record<string, number>>>>;

/** Whole months up to `last`, the newest first. */
export function importedYear(last: string, seed: number): NewEvent[] {
  const events: NewEvent[] = [];
  for (let [month, n] = [last, 0]; n < MONTHS; [month, n] = [monthBefore(month), n + 1]) {
    const chance = createChance(seed, `imported ${month}`);
    const season = month.endsWith(`-${QUIET}`) ? 0.6 : 0.9 + chance.next() / 5;
    const contacts = Math.round(CONTACTS * season * (1 - GROWTH) ** n);
    const parts = Object.entries(shares).map(([name, weights]) => [name, split(contacts, weights, chance.next)]);
    events.push({
      type: 'month.imported',
      id: `month/${month}/demo`,
      month,
      contacts,
      officials: chance.within(16, 18),
      ...(Object.fromEntries(parts) as Partial<Record<keyof typeof shares, Record<string, number>>>),
    });
  }
  return events;
}

/** In the given shares, each a little more or less; the sum is exact. */
function split(whole: number, weights: Readonly<Record<string, number>>, next: () => number): Record<string, number> {
  const uneven = Object.entries(weights).map(([id, weight]) => [id, weight * (0.85 + next() * 0.3)] as const);
  const sum = uneven.reduce((all, [, weight]) => all + weight, 0);
  const parts = Object.fromEntries(uneven.map(([id, weight]) => [id, Math.floor((whole * weight) / sum)]));
  const [largest = ''] = uneven.toSorted((a, b) => b[1] - a[1])[0] ?? [];
  const rest = whole - Object.values(parts).reduce((all, part) => all + part, 0);
  return { ...parts, [largest]: (parts[largest] ?? 0) + rest };
}
