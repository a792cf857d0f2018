// A month as the report shows it: what was counted, beside what was brought from elsewhere, against other months.
import type { Answering } from './answering.ts';
import type { MonthOnBoard } from './board.ts';
import { changeOf, reachedBy, type Pace, type TimeOfDay, type UpTo } from './month-comparison.ts';
import type { Name } from './wire.ts';

/**
 * Another month to compare with. `contacts`: those up to the moment at which this was read, while the month that it is
 * compared with is running; `pace` then gives them for a later moment of that day. `countedFrom`: the day on which counting
 * began in it, so it is no yardstick.
 */
export type Compared = {
  month: string;
  contacts: number;
  upTo: UpTo;
  imported?: true;
  pace?: Pace;
  countedFrom?: string;
};

export type MonthPage = {
  month: string;
  /** The Jalali day on which this was read. */
  today: string;
  /** The day on which counting began, where it was not the month's first. */
  countedFrom?: string;
  /** The month is not over; `day` is the Jalali day that it has reached. */
  running?: { day: string };
  /** Absent when nothing was counted here. */
  counted?: MonthOnBoard;
  /** Absent when nothing was imported for it. */
  imported?: MonthOnBoard;
  before?: Compared;
  yearAgo?: Compared;
  /** How soon agencies answered, by agency. */
  answering?: Record<string, Answering>;
  names: {
    officials: Record<string, { name: string; title?: string }>;
    /** Agencies that the profile does not name. */
    agencies: Record<string, string>;
  };
};

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

/** How many officials answered; undefined where an imported month does not tell. */
export const officialsOf = ({ officials, imported }: MonthOnBoard): number | undefined =>
  imported && officials === 0 ? undefined : officials;

export type Naming = {
  counties: Record<string, Name>;
  topics: Record<string, Name>;
  kinds: Record<string, Name>;
  channels: Record<string, Name>;
  agencies: Record<string, Name>;
};

export type Section = 'byChannel' | 'byCounty' | 'byTopic' | 'byKind' | 'byAgency';
/** A past month as it was counted elsewhere. */
export type NewMonth = { month: string; contacts: number; officials?: number } & Partial<
  Record<Section, Record<string, number>>
>;
/** Why a row of a table of months is not taken. */
export type MonthProblem = {
  code: 'no-month' | 'bad-month' | 'bad-count' | 'no-total' | 'not-over' | 'twice' | 'sums-differ' | 'unknown-column';
  value?: string;
};
/** `counted`: contacts that were counted here in that month; `replaces`: those of its last import. */
export type MonthTableRow = { line: number } & (
  { ok: true; month: NewMonth; counted?: number; replaces?: number } | { ok: false; problems: MonthProblem[] }
);

/** What the pages of clerks are written with, who do not see the board. `today`: a Jalali day. */
export type Words = Naming & { today: string; line: string };

/** Ids and counts, greatest first; `unknown` last. */
export const ranked = (tally: Readonly<Record<string, number>>): [id: string, count: number][] =>
  Object.entries(tally).sort(
    ([a, m], [b, n]) => Number(a === 'unknown') - Number(b === 'unknown') || n - m || (a < b ? -1 : 1),
  );
