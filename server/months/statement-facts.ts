// The facts of a press statement, and what a language makes of them.
import type { MonthOnBoard } from '../../shared/board.ts';
import type { Deadlines } from '../../shared/deadlines.ts';
import type { UpTo } from '../../shared/month-comparison.ts';

export type Counted = { name: string; count: number };

export type Facts = {
  province: string;
  /** The number that citizens dial. */
  line: string;
  /** "Mordad 1399" */
  month: string;
  /** The day that a running month has reached. */
  day: number | undefined;
  contacts: number;
  /** In the order of the channels, those that brought any; `unknown` last. All of them sum to the contacts. */
  channels: { channel: string; name: string; count: number }[];
  officials: number;
  /** Answers given by officials, at desks outside sessions, and together. A transferred call is answered more than once. */
  answered: { officials: number; desks: number; all: number };
  /** Telephone contacts: calls, each once, and those that were registered by hand. */
  phone: { calls: number; byHand: number };
  seats: Counted[];
  topics: Counted[];
  counties: Counted[];
  /** Whole percent more (or less) than that month. */
  compared: { month: string; count: number; percent: number; upTo: UpTo; imported: boolean }[];
  /** The day on which counting began: of this month, and of months that therefore are no yardstick. */
  countedFrom: string | undefined;
  partial: { month: string; from: string }[];
  cases: MonthOnBoard['cases'];
  /** Minutes spoken; undefined where no talk has a known length. */
  minutes: number | undefined;
  /** Absent while no deadline is set. */
  deadlines: Deadlines | undefined;
  verification: MonthOnBoard['verification'] & { verified: number };
  imported: boolean;
};
/** A language: its sentences of the facts, paragraph by paragraph, and its sentence when there are none. */
export type Sentences = {
  paragraphs: (facts: Facts) => string[];
  nothing: (month: string, province: string) => string;
};
