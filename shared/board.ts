// The one document that every screen shows. Objects keyed by id, no arrays, no nulls; nothing in it depends on now.
import type { deskStates } from './choices.ts';

/** Counters of visits. Seconds are sums. `refused` and `unheard` are absent unless the telephone system told (B10). */
export type CallCounters = {
  offered: number;
  waiting: number;
  answered: number;
  answeredInTarget: number;
  abandoned: number;
  abandonedInTarget: number;
  timedOut: number;
  leftByKey: number;
  leftOtherwise: number;
  lost: number;
  missed: number;
  completed: number;
  talkUnknown: number;
  /** Answers whose wait nobody reported: ASA leaves them out. */
  waitUnknown: number;
  /** Abandoned calls whose wait nobody reported: whether they gave up within the target is unknown. */
  abandonWaitUnknown: number;
  waitSecondsAnswered: number;
  waitSecondsAbandoned: number;
  talkSeconds: number;
  refused?: number;
  unheard?: number;
};

export type DeskState = (typeof deskStates)[number];
export type DeskCounters = { answered: number; completed: number; missed: number; talkSeconds: number };
export type OfficialCounters = { answered: number; completed: number; talkSeconds: number };

export type QueueOnBoard = {
  name: string;
  county?: string;
  system?: string;
  waiting: number;
  oldestJoinedAt?: number;
  talking: number;
  /** The oldest 60 waiting: opaque key → time of joining. */
  waits: Record<string, number>;
  today: CallCounters;
};

export type DeskOnBoard = {
  name: string;
  official?: string;
  state?: DeskState;
  /** Since when it is in that state; absent: nobody told. */
  since?: number;
  reason?: string;
  /** The queue that it served last, or the only one that it serves. */
  queue?: string;
  /** The telephone system, or the sender of posted events, that mentioned it last. */
  system?: string;
  call?: { answeredAt: number; queue: string; county?: string; topic?: string };
  today: DeskCounters;
};

export type OfficialOnBoard = {
  name: string;
  title?: string;
  agency?: string;
  /** How the agency is called where the profile does not name it. */
  agencyName?: string;
  /** Their sitting of the day: the one in which they answered last, else the first. */
  sitting?: string;
  today: OfficialCounters;
};

/** Yesterday's sittings, today's and those of the coming week. Counters are visits that belong to it by its reach. */
export type SittingOnBoard = {
  official: string;
  from: number;
  to: number;
  level: 'province' | 'county';
  county?: string;
  queue?: string;
  desk?: string;
  firstAnswerAt?: number;
  /** When the last of its talks ended. */
  lastEndAt?: number;
  offered: number;
  waiting: number;
  talking: number;
  answered: number;
  completed: number;
  abandoned: number;
  /** Still waiting when its time was over, and then not answered. Who waits yet is in `waiting`. */
  notReached: number;
  /** Waits of all who no longer wait, as far as they are known. */
  waitSeconds: number;
  talkSeconds: number;
  /** Seconds of its latest completed talks, numbered in the order in which they ended. */
  lastTalks: Record<string, number>;
  cancelled?: true;
  /** Another sitting at the same desk in the same time; of the two the lower id has the answers. */
  clash?: string;
};

/** waiting and talking: visits at this moment; today and month: contacts. */
export type CountyOnBoard = { waiting: number; talking: number; today: number; month: number };

export type Tally = Record<string, number>;
/**
 * What became of the contacts of one agency. `days`: how many answers took how many days; `open`: cases that were referred
 * and are neither answered nor closed, by the day of their contact.
 */
export type FollowUp = {
  registered: number;
  referred: number;
  answered: number;
  closed: number;
  met: number;
  partly: number;
  unmet: number;
  unreachable: number;
  days: Tally;
  open: Tally;
};
export type MonthOnBoard = {
  contacts: number;
  byChannel: Tally;
  calls: CallCounters;
  byCounty: Tally;
  byTopic: Tally;
  byKind: Tally;
  byAgency: Tally;
  byDay: Tally;
  byHour: Record<string, Tally>;
  byOfficial: Record<string, OfficialCounters>;
  officials: number;
  cases: { registered: number; referred: number; answered: number; closed: number };
  verification: { met: number; partly: number; unmet: number; unreachable: number };
  /** The same by agency: the one that a case was referred to, else the contact's own, else `unknown`. */
  followUp: Record<string, FollowUp>;
  /** These figures were not counted here but brought from elsewhere. */
  imported?: true;
};

/** An alert that is on. `value` and `limit` are those of its latest step; `step` grows with every change of level. */
export type AlertOnBoard = {
  rule: string;
  level: 'watch' | 'act';
  subject: string;
  since: number;
  value: number;
  limit: number;
  step: number;
  seenBy?: string;
};

/** Limits that were set here, by rule or by rule and queue (`waiting/samad-sari`); others are the profile's. */
export type ThresholdsOnBoard = Record<string, { watch?: number; act?: number }>;

/** A time in which nobody listened to a telephone system, and how many calls it counted meanwhile. */
export type GapOnBoard = { system: string; from?: number; to: number; unheard: number };

export type Board = {
  /** Jalali day and month of the province, absent before the first `day.started`. */
  day?: string;
  month?: string;
  /** The first Jalali day on which a server ran here, and the first of which there is a call: months before are not whole. */
  startedOn?: string;
  firstCallOn?: string;
  province: { id: string; fa: string; en: string };
  now: { waiting: number; oldestJoinedAt?: number; talking: number; desksOnDuty: number };
  queues: Record<string, QueueOnBoard>;
  desks: Record<string, DeskOnBoard>;
  officials: Record<string, OfficialOnBoard>;
  sittings: Record<string, SittingOnBoard>;
  counties: Record<string, CountyOnBoard>;
  months: Record<string, MonthOnBoard>;
  alerts: Record<string, AlertOnBoard>;
  thresholds: ThresholdsOnBoard;
  /** Today's gaps with unheard calls, by an opaque key. Times are those of the telephone system. */
  gaps: Record<string, GapOnBoard>;
};

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
  cases: { registered: 0, referred: 0, answered: 0, closed: 0 },
  verification: { met: 0, partly: 0, unmet: 0, unreachable: 0 },
  followUp: {},
});

export const noFollowUp = (): FollowUp => ({
  registered: 0,
  referred: 0,
  answered: 0,
  closed: 0,
  met: 0,
  partly: 0,
  unmet: 0,
  unreachable: 0,
  days: {},
  open: {},
});

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
  months: {},
  alerts: {},
  thresholds: {},
  gaps: {},
});
