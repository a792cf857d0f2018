// A month as the report shows it: what was counted, beside what was brought from elsewhere, against other months.
import type { Compared, MonthPage, Words } from './api/months.ts';
import type { MonthOnBoard } from './board.ts';
import { changeOf, reachedBy, type TimeOfDay } from './month-comparison.ts';

/**
 * By how much a month exceeds another (0.14: fourteen percent more). Undefined when the other was not counted as far: a part
 * of a month is compared with the same part only.
 */
export const exceeds = (
  contacts: number,
  { contacts: other, upTo }: Compared,
  isRunning: boolean,
): number | undefined =>
  upTo === 'partial' || (upTo === 'whole' && isRunning) ? undefined : changeOf(contacts, other);

/** The comparison at a later moment of the day on which it was read. */
export function comparedAt(compared: Compared, time: TimeOfDay): Compared {
  return compared.pace ? { ...compared, ...reachedBy(compared.pace, time) } : compared;
}

/** The figures that a report is written from: counted ones, else imported ones (then marked so). */
export const shownMonth = ({ counted, imported }: Pick<MonthPage, 'counted' | 'imported'>): MonthOnBoard | undefined =>
  counted ?? imported;

/** How many officials answered; undefined where an imported month does not have it. */
export const officialsOf = ({ officials, imported }: MonthOnBoard): number | undefined =>
  imported && officials === 0 ? undefined : officials;

/** Names of what a province counts by. */
export type Naming = Pick<Words, 'counties' | 'topics' | 'kinds' | 'channels' | 'agencies'>;

export type Section = 'byChannel' | 'byCounty' | 'byTopic' | 'byKind' | 'byAgency';
/** Ids and counts, greatest first; `unknown` last. */
export const ranked = (tally: Readonly<Record<string, number>>): [id: string, count: number][] =>
  Object.entries(tally).sort(
    ([a, m], [b, n]) => Number(a === 'unknown') - Number(b === 'unknown') || n - m || (a < b ? -1 : 1),
  );
