// The calls behind a figure: rows of GET /api/calls, one per visit.

/** The fate of a visit, by the counter that it counts in. */
export const outcomes = ['waiting', 'answered', 'abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'lost'] as const;
export type Outcome = (typeof outcomes)[number];
/** `missed`: calls that some desk, or the desk asked for, did not answer, whatever became of them. */
export const asked = [...outcomes, 'missed'] as const;

/**
 * One visit. `call`: an opaque key, as in `queues.*.waits`. Times are epoch ms; `waited` and `talked` are seconds. Of a visit
 * that still waits, `waited` is its wait until the answer was given.
 */
export type CallRow = {
  call: string;
  queue: string;
  desk?: string | undefined;
  /** The sitting that it belongs to. */
  sitting?: string | undefined;
  county: string;
  topic?: string | undefined;
  joinedAt: number;
  answeredAt?: number | undefined;
  endedAt?: number | undefined;
  waited?: number | undefined;
  /** Nobody reported the wait; it is reckoned from the times of joining and leaving. */
  waitApprox?: true | undefined;
  talked?: number | undefined;
  outcome: Outcome;
};

/** Without `day`: all of a sitting, or the visits in progress. `after`: the cursor `next` of the page before. */
export type CallQuery = {
  day?: string | undefined;
  queue?: string | undefined;
  desk?: string | undefined;
  sitting?: string | undefined;
  outcome?: (typeof asked)[number] | undefined;
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
