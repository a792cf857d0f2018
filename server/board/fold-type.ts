// What a fold needs and what it offers; fold.ts is the fold.
import type { Board, DeskState, MonthOnBoard } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import type { MergePatch } from '../../shared/patch.ts';
import type { Profile } from '../../shared/profile.ts';
import type { KeptMonths } from './archive.ts';
import type { Call } from './call.ts';
import type { OpenCall } from './call-store.ts';
import type { EventHistory } from './event-history.ts';
import type { Naming } from './naming.ts';
import type { Reported } from './merge-rules.ts';
import type { Sitting } from './sitting.ts';

export type FoldOptions = {
  profile: Profile;
  calendar: Calendar;
  past: EventHistory;
  /** A state that `save` returned for the same FOLD_VERSION and profile. Throws TypeError when it cannot be read. */
  saved?: string;
  /** Where the board's day is taken back, the log is folded again by `catchUp`, and not at once. */
  inSteps?: boolean;
};

export type ReportedThing = { lastAt: number; name?: Reported<string>; system?: Reported<string> };

export type Fold = {
  /** The document as it stands; reading it brings it up to date. It changes in place, so copy what must stay. */
  readonly board: Board;
  /** Position of the last entry folded. */
  readonly position: number;
  apply: (entry: LogEntry) => void;
  /** What changed since the last take, in order: usually one patch; empty when nothing did. */
  takePatches: () => MergePatch[];
  /** Calls of one telephone system that are in progress. */
  openCalls: (system: string) => OpenCall[];
  /** Ids of calls that left lately, as is only supposed, or were lost. */
  supposedCalls: (system: string) => string[];
  /** The latest state of a desk in a queue. */
  latestDeskState: (desk: string, queue: string) => DeskState | undefined;
  /** The desks that serve a queue, by the telephone system's latest report. */
  desksIn: (system: string, queue: string) => readonly string[];
  /** Time of a source's latest fact of a call or desk, by the source's own clock. */
  lastAt: (source: string) => number | undefined;
  /** What follows from the facts of a call, whatever its age; `events` are those of its subject. */
  readCall: (call: string, events: readonly StoredEvent[]) => Call;
  /** The calls in progress, as they stand on the board. */
  inProgress: () => Iterable<readonly [id: string, call: Call]>;
  /** A Jalali month as it stands, of any age; undefined when nothing was ever counted in it. It changes in place. */
  month: (month: string) => MonthOnBoard | undefined;
  /** What the next alert of a rule and subject is called; undefined before the first day. */
  nextAlert: (rule: string, subject: string) => string | undefined;
  /** What the queues, desks and officials are called by people. */
  readonly naming: Naming;
  /** The queues and desks that events have named, with what they report of them. */
  readonly reported: Record<'queues' | 'desks', () => [id: string, reported: ReportedThing][]>;
  /** Whether a visit of a call is in memory: of one in progress, or lately ended. */
  knowsVisit: (call: string, visit: number) => boolean;
  /** A sitting of the months on the board or to come, as it stands after its edits. */
  sitting: (id: string) => Sitting | undefined;
  /** Days that were started and stand after a day, each with the number of its last start. */
  daysAfter: (day: string) => readonly { day: string; nth: number }[];
  /** Whether the log is being folded again: until then the board is the one of before, and no checkpoint is to be kept. */
  isBehind: () => boolean;
  /** Goes on with that by so many entries at most. */
  catchUp: (limit: number) => void;
  /** Which start of a day its next one is. */
  nextDayStart: (day: string) => number;
  /**
   * The whole state for a checkpoint: as a string, with the months beside it that were touched and are not on the board.
   * `isAnew`: folded from the beginning; months of earlier checkpoints are not to be read any more.
   */
  save: () => SavedFold;
  /** The same in steps, as it is now whatever is applied in between. */
  beginSave: () => SavingFold;
  /** What was saved is durable. */
  kept: (months: KeptMonths) => void;
};

export type SavedFold = { state: string; months: KeptMonths; isAnew: boolean };
export type SavingFold = {
  /** Writes so many calls at most; true once all are written. */
  step: (limit: number) => boolean;
  /** Undefined where the log was folded again meanwhile: that state is of before. */
  end: () => SavedFold | undefined;
};
