// What the rows of calls are asked by; the rows themselves are in api/calls.ts.
import type { CallRow } from './api/calls.ts';
import type { askedOutcomes } from './enums.ts';

/** Without `day`: all of a sitting, or the visits in progress. `after`: the cursor `next` of the page before. */
export type CallQuery = {
  day?: string | undefined;
  queue?: string | undefined;
  desk?: string | undefined;
  sitting?: string | undefined;
  outcome?: (typeof askedOutcomes)[number] | undefined;
  county?: string | undefined;
  /** Of the day in the province, 0–23: when it joined. */
  hour?: number | undefined;
  after?: string | undefined;
  limit: number;
};
export type CallPage = { rows: readonly CallRow[]; next?: string | undefined };
/** Rows newest first, of `outcome: waiting` oldest first; at most `limit`. */
export type CallRows = { list: (query: CallQuery) => CallPage | Promise<CallPage> };

/** Calls as a CSV table. */
export type TableOf = (rows: readonly CallRow[], lang: 'fa' | 'en') => string;
