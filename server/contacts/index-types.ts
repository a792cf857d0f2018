// What the index of contacts takes and answers.
import type { WordFacet } from './index-schema.ts';

/** One contact. `subject` is its name in the log, `name` that in requests. `day` is a number such as 14050902. */
export type Indexed = Record<WordFacet, string | undefined> & {
  subject: string;
  name: string;
  day: number;
  at: number;
  code: string;
  /** Bits: 1 referred, 2 answered, 4 closed; or, without a case, 8 advised, 16 unrelated. */
  steps: number;
  /** Days as numbers, 0 where there is none. */
  referred: number;
  ended: number;
  /** How it stands by its deadline, as a number; 0 without a referral. */
  deadline: number;
};
/** Days are numbers, both ends included. Of each facet one of the values; undefined as a value is `unknown`. */
export type Wanted = {
  from?: number | undefined;
  to?: number | undefined;
  code?: string | undefined;
  values: Partial<
    Record<WordFacet, readonly (string | undefined)[]> & { steps: readonly number[]; deadline: readonly number[] }
  >;
};
export type Place = { day: number; at: number; name: string };
export type Listed = Place & { subject: string };
export type Order = 'newest' | 'oldest';

/** What a deadline depends on. */
export type JudgedCase = { kind: string | undefined; agency: string | undefined; referred: number; ended: number };
/** Cases that are alike in it. */
export type CaseGroup = JudgedCase & { count: number };
