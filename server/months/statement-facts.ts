// The facts of a press statement, and what a language makes of them.
import type { MonthOnBoard } from '../../shared/board.ts';

export type StatementLang = 'fa' | 'en';
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
  /** In the order of the channels, those that brought any. */
  channels: { channel: 'phone' | 'message' | 'visit' | 'post'; count: number }[];
  officials: number;
  answered: number;
  seats: Counted[];
  topics: Counted[];
  counties: Counted[];
  /** Whole percent more (or less) than that month. */
  compared: { month: string; count: number; percent: number; sameDay: boolean; imported: boolean }[];
  cases: MonthOnBoard['cases'];
  verification: MonthOnBoard['verification'] & { verified: number };
  imported: boolean;
};
/** A language: its sentences of the facts, paragraph by paragraph, and what it says when there are none. */
export type Sentences = {
  paragraphs: (facts: Facts) => string[];
  nothing: (month: string, province: string) => string;
};
