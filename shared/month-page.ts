// A month as the report shows it: what was counted, beside what was brought from elsewhere, against other months.
import type { MonthOnBoard } from './board.ts';
import type { Name } from './wire.ts';

/** Another month to compare with. `upTo` same-day: only its days up to the day that the running month has reached. */
export type Compared = { month: string; contacts: number; upTo: 'whole' | 'same-day'; imported?: true };

export type MonthPage = {
  month: string;
  /** The month is not over; `day` is the Jalali day that it has reached. */
  running?: { day: string };
  /** Absent when nothing was counted here. */
  counted?: MonthOnBoard;
  /** Absent when nothing was imported for it. */
  imported?: MonthOnBoard;
  before?: Compared;
  yearAgo?: Compared;
  names: {
    officials: Record<string, { name: string; title?: string }>;
    /** Agencies that the profile does not name. */
    agencies: Record<string, string>;
  };
};

/** The figures that a report is written from: counted ones, else imported ones (then marked so). */
export const shownMonth = ({ counted, imported }: Pick<MonthPage, 'counted' | 'imported'>): MonthOnBoard | undefined =>
  counted ?? imported;

/** How many officials answered; undefined where an imported month does not tell. */
export const officialsOf = ({ officials, imported }: MonthOnBoard): number | undefined =>
  imported && officials === 0 ? undefined : officials;

/** Whole days from a case to its answer that half of them took at most; undefined without answers. */
export function medianDays(days: Readonly<Record<string, number>>): number | undefined {
  const sorted = Object.entries(days)
    .map(([day, count]) => [Number(day), count] as const)
    .sort(([a], [b]) => a - b);
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [day, count] of sorted) {
    seen += count;
    if (seen * 2 >= all) return day;
  }
  return undefined;
}

export type Naming = {
  counties: Record<string, Name>;
  topics: Record<string, Name>;
  kinds: Record<string, Name>;
  agencies: Record<string, Name>;
};

export type Section = 'byChannel' | 'byCounty' | 'byTopic' | 'byKind' | 'byAgency';
/** A past month as it was counted elsewhere. */
export type MonthToBe = { month: string; contacts: number; officials?: number } & Partial<
  Record<Section, Record<string, number>>
>;
/** Why a row of a table of months is not taken. */
export type MonthProblem = {
  code: 'no-month' | 'bad-month' | 'bad-count' | 'no-total' | 'not-over' | 'twice' | 'sums-differ' | 'unknown-column';
  value?: string;
};
/** `counted`: contacts that were counted here in that month; `replaces`: those of its last import. */
export type MonthTableRow = { line: number } & (
  { ok: true; month: MonthToBe; counted?: number; replaces?: number } | { ok: false; problems: MonthProblem[] }
);

/** What the pages of clerks are written with, who do not see the board. `today`: a Jalali day. */
export type Words = Naming & { today: string; line: string };

/** Ids and counts, greatest first; `unknown` last. */
export const ranked = (tally: Readonly<Record<string, number>>): [id: string, count: number][] =>
  Object.entries(tally).sort(
    ([a, m], [b, n]) => Number(a === 'unknown') - Number(b === 'unknown') || n - m || (a < b ? -1 : 1),
  );
