// The state of a fold as a checkpoint keeps it.
import type { Board } from '../../shared/board.ts';
import type { SavedAlerts } from './alerts.ts';
import type { SavedCalls } from './call-store.ts';
import type { SavedDays } from './days.ts';
import type { createDesks } from './desks.ts';
import type { createGaps } from './gaps.ts';
import type { SavedHelps } from './helps.ts';
import type { SavedHalfHours } from './half-hours.ts';
import type { SavedLastFacts } from './last-facts.ts';
import type { SavedNaming } from './naming.ts';
import type { SavedMessages } from './messages.ts';
import type { createPeriods } from './periods.ts';
import type { createQueues } from './queues.ts';
import type { createResyncs } from './resyncs.ts';
import type { SavedSittings } from './sittings.ts';

export type Saved = {
  position: number;
  lastAt: SavedLastFacts;
  board: Board;
  periods: ReturnType<ReturnType<typeof createPeriods>['save']>;
  queues: ReturnType<ReturnType<typeof createQueues>['save']>;
  desks: ReturnType<ReturnType<typeof createDesks>['save']>;
  resyncs: ReturnType<ReturnType<typeof createResyncs>['save']>;
  calls: SavedCalls;
  gaps: ReturnType<ReturnType<typeof createGaps>['save']>;
  halfHours: SavedHalfHours;
  sittings: SavedSittings;
  seats: Record<string, string>;
  alerts: SavedAlerts;
  naming: SavedNaming;
  messages: SavedMessages;
  helps: SavedHelps;
  days: SavedDays;
};

/** Throws where this is no such state. */
export function readSaved(text: string): Saved {
  const saved = JSON.parse(text) as Saved;
  if (typeof saved.days === 'object' && Number.isSafeInteger(saved.position)) return saved;
  throw new TypeError('expected the state of a fold');
}

/** A state whose calls were written down apart from the `rest`. */
export const withCalls = (rest: string, calls: string): string => `${rest.slice(0, -1)},"calls":${calls}}`;
