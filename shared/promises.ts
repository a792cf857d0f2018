// Promises of the office: that an official sits at an announced time, and that a case is answered by its last day. Pure.
import type { Deadlines } from './deadlines.ts';

/**
 * kept: the official was there at the latest `LATE_MS` after the announced beginning. late: there later, or held at another time than
 * announced. broken: cancelled, or nobody came. unknown: nothing reported whether anybody came. open: not over yet.
 */
export const sittingStandings = ['kept', 'late', 'broken', 'unknown', 'open'] as const;
export type SittingStanding = (typeof sittingStandings)[number];
export type SittingPromises = Record<SittingStanding, number>;
export const noSittings = (): SittingPromises => ({ kept: 0, late: 0, broken: 0, unknown: 0, open: 0 });

/** Why a sitting is not simply kept. */
export const sittingReasons = ['delayed', 'moved', 'cancelled', 'absent', 'not-reported'] as const;
export type SittingReason = (typeof sittingReasons)[number];

/** The classes of referred cases, in the order in which they are summed up. */
export const caseStandings = ['inTime', 'late', 'open', 'overdue', 'noDeadline'] as const satisfies (keyof Deadlines)[];
export type CaseStanding = (typeof caseStandings)[number];
