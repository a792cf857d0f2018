// The one document that every screen shows: empty boards and counters. Its types come from its schema, board-document.ts.
import type { Board, CallCounters, FollowUp, KindFollowUp, MonthOnBoard } from './board-document.ts';
import type { deskStates } from './enums.ts';

export type {
  CallCounters,
  DeskCounters,
  OfficialCounters,
  QueueOnBoard,
  DeskOnBoard,
  OfficialOnBoard,
  SittingOnBoard,
  CountyOnBoard,
  HalfHours,
  Tally,
  FollowUp,
  KindFollowUp,
  MonthOnBoard,
  AlertOnBoard,
  ThresholdsOnBoard,
  GapOnBoard,
  MessageOnBoard,
  HelpOnBoard,
  Board,
} from './board-document.ts';
export type DeskState = (typeof deskStates)[number];

export const noCalls = (): CallCounters => ({
  offered: 0,
  waiting: 0,
  answered: 0,
  answeredInTarget: 0,
  abandoned: 0,
  abandonedInTarget: 0,
  timedOut: 0,
  leftByKey: 0,
  leftOtherwise: 0,
  lost: 0,
  missed: 0,
  completed: 0,
  talkUnknown: 0,
  waitUnknown: 0,
  abandonWaitUnknown: 0,
  waitSecondsAnswered: 0,
  waitSecondsAbandoned: 0,
  talkSeconds: 0,
});

/** The counters of a sitting to which no visit belongs. */
export const noVisits = () => ({
  offered: 0,
  waiting: 0,
  talking: 0,
  answered: 0,
  completed: 0,
  abandoned: 0,
  notReached: 0,
  waitSeconds: 0,
  talkSeconds: 0,
});

export const emptyMonth = (): MonthOnBoard => ({
  contacts: 0,
  byChannel: {},
  calls: noCalls(),
  byCounty: {},
  byTopic: {},
  byKind: {},
  byAgency: {},
  byDay: {},
  byHour: {},
  byOfficial: {},
  officials: 0,
  cases: { registered: 0, advised: 0, unrelated: 0, referred: 0, answered: 0, closed: 0 },
  verification: { met: 0, partly: 0, unmet: 0, unreachable: 0 },
  followUp: {},
  followUpByKind: {},
});

export const noKindFollowUp = (): KindFollowUp => ({
  registered: 0,
  advised: 0,
  unrelated: 0,
  referred: 0,
  answered: 0,
  closed: 0,
  met: 0,
  partly: 0,
  unmet: 0,
  unreachable: 0,
});
export const noFollowUp = (): FollowUp => ({ ...noKindFollowUp(), days: {}, open: {} });

/** The board of a province in which nothing has happened yet. */
export const emptyBoard = (province: Board['province'], counties: readonly string[]): Board => ({
  province: { ...province },
  now: { waiting: 0, talking: 0, desksOnDuty: 0 },
  queues: {},
  desks: {},
  officials: {},
  sittings: {},
  counties: Object.fromEntries(
    [...counties, 'unknown'].map((id) => [id, { waiting: 0, talking: 0, today: 0, month: 0 }]),
  ),
  halfHours: { today: {}, usual: {}, usualDays: 0 },
  months: {},
  alerts: {},
  messages: {},
  helps: {},
  thresholds: {},
  gaps: {},
});
