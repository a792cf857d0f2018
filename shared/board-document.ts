// The one document that every screen shows, as a schema: its types in ../board.ts come from here. Objects keyed by id, no arrays,
// no nulls; nothing in it depends on now. Times are epoch milliseconds, durations seconds.
import { z } from 'zod';
import { alertActions } from './alert-actions.ts';
import { deskStates } from './enums.ts';

const n = z.number();
const maybe = z.exactOptional(z.string());
const when = z.exactOptional(n);
const keyed = <S extends z.ZodType>(schema: S) => z.record(z.string(), schema);

export const callCounters = z
  .object({
    offered: n,
    waiting: n,
    answered: n,
    answeredInTarget: n,
    abandoned: n,
    abandonedInTarget: n,
    timedOut: n,
    leftByKey: n,
    leftOtherwise: n,
    lost: n,
    missed: n,
    completed: n,
    talkUnknown: n,
    waitUnknown: n.meta({ description: 'Answers whose wait was not reported: averages leave them out.' }),
    abandonWaitUnknown: n.meta({ description: 'Abandoned calls whose wait was not reported.' }),
    waitSecondsAnswered: n,
    waitSecondsAbandoned: n,
    talkSeconds: n,
    refused: when,
    unheard: when,
  })
  .meta({
    id: 'CallCounters',
    description:
      'Counters of visits. Seconds are sums. refused and unheard are absent unless the telephone system reported them.',
  });
export type CallCounters = z.output<typeof callCounters>;

const deskCounters = z.object({ answered: n, completed: n, missed: n, talkSeconds: n });
const officialCounters = z.object({ answered: n, completed: n, talkSeconds: n });
export type DeskCounters = z.output<typeof deskCounters>;
export type OfficialCounters = z.output<typeof officialCounters>;

/** Beside `name`, where somebody gave it in both languages and they differ. */
const names = z
  .exactOptional(z.object({ fa: z.string(), en: z.string() }))
  .meta({ description: 'Its name in both languages; absent: it has one name only.' });

const queue = z
  .object({
    name: z.string(),
    names,
    county: maybe,
    system: maybe,
    waiting: n,
    oldestJoinedAt: when,
    talking: n,
    waits: keyed(n).meta({ description: 'The oldest 60 waiting: opaque key to time of joining.' }),
    today: callCounters,
  })
  .meta({ id: 'QueueOnBoard' });
export type QueueOnBoard = z.output<typeof queue>;

const desk = z
  .object({
    name: z.string(),
    names,
    official: maybe,
    state: z.exactOptional(z.enum(deskStates)),
    since: when.meta({ description: 'Since when it is in that state; absent: not reported.' }),
    reason: maybe,
    queue: maybe.meta({ description: 'The queue that it served last, or the only one that it serves.' }),
    system: maybe.meta({ description: 'The telephone system, or sender of events, that mentioned it last.' }),
    call: z.exactOptional(z.object({ answeredAt: n, queue: z.string(), county: maybe, topic: maybe })),
    today: deskCounters,
  })
  .meta({ id: 'DeskOnBoard' });
export type DeskOnBoard = z.output<typeof desk>;

const official = z
  .object({
    name: z.string(),
    names,
    title: maybe,
    titles: names,
    agency: maybe,
    agencyName: maybe.meta({ description: 'The agency’s name where the profile does not have it.' }),
    sitting: maybe.meta({
      description: 'The sitting of the day: the one in which they answered last, else the first.',
    }),
    today: officialCounters,
  })
  .meta({ id: 'OfficialOnBoard' });
export type OfficialOnBoard = z.output<typeof official>;

/** The counters of a sitting: visits that belong to it by its margins. */
export const sittingCounters = {
  firstAnswerAt: when,
  lastEndAt: when.meta({ description: 'When the last of its talks ended.' }),
  offered: n,
  waiting: n,
  talking: n,
  answered: n,
  completed: n,
  abandoned: n,
  notReached: n.meta({ description: 'Still waiting when its time was over, and then not answered.' }),
  waitSeconds: n.meta({ description: 'Waits of all who no longer wait, as far as they are known.' }),
  talkSeconds: n,
  lastTalks: keyed(n).meta({
    description: 'Seconds of its latest completed talks, numbered in the order of their ends.',
  }),
};
const sitting = z
  .object({
    official: z.string(),
    from: n,
    to: n,
    level: z.enum(['province', 'county']),
    county: maybe,
    queue: maybe,
    desk: maybe,
    ...sittingCounters,
    cancelled: z.exactOptional(z.literal(true)),
    clash: maybe.meta({
      description: 'Another sitting at the same desk in the same time; of the two the lower id has the answers.',
    }),
  })
  .meta({ id: 'SittingOnBoard', description: 'Yesterday’s sittings, today’s and those of the coming week.' });
export type SittingOnBoard = z.output<typeof sitting>;

const county = z
  .object({ waiting: n, talking: n, today: n, month: n })
  .meta({ id: 'CountyOnBoard', description: 'waiting and talking: visits at this moment; today and month: contacts.' });
export type CountyOnBoard = z.output<typeof county>;

const tally = keyed(n);
export type Tally = z.output<typeof tally>;

/** Contacts by what became of them; advised and unrelated are those that needed no case. */
const outcomesOfCases = { registered: n, advised: n, unrelated: n, referred: n, answered: n, closed: n };
const verified = { met: n, partly: n, unmet: n, unreachable: n };
const followUp = z
  .object({
    ...outcomesOfCases,
    ...verified,
    days: tally.meta({ description: 'How many answers took how many days.' }),
    open: tally.meta({
      description: 'Cases that were referred and are neither answered nor closed, by the day of their contact.',
    }),
  })
  .meta({ id: 'FollowUp', description: 'What became of the contacts of one agency.' });
export type FollowUp = z.output<typeof followUp>;
const kindFollowUp = z
  .object({ ...outcomesOfCases, ...verified })
  .meta({ id: 'KindFollowUp', description: 'What became of the contacts of one kind.' });
export type KindFollowUp = z.output<typeof kindFollowUp>;

export const month = z
  .object({
    contacts: n,
    byChannel: tally,
    calls: callCounters,
    byCounty: tally,
    byTopic: tally,
    byKind: tally,
    byAgency: tally,
    byDay: tally,
    byHour: keyed(tally),
    byOfficial: keyed(officialCounters),
    officials: n,
    cases: z.object(outcomesOfCases).meta({
      description:
        'registered: all contacts; advised: settled in the talk itself; unrelated: of no agency; the others are steps of cases.',
    }),
    verification: z.object(verified),
    followUp: keyed(followUp).meta({
      description: 'By agency: the one that a case was referred to, else the contact’s own, else unknown.',
    }),
    followUpByKind: keyed(kindFollowUp),
    imported: z.exactOptional(z.literal(true)).meta({ description: 'Brought from elsewhere, not counted here.' }),
  })
  .meta({ id: 'MonthOnBoard' });
export type MonthOnBoard = z.output<typeof month>;

const alert = z
  .object({
    rule: z.string(),
    level: z.enum(['watch', 'act']),
    subject: z.string(),
    since: n,
    value: n,
    limit: n,
    step: n,
    calls: when,
    usual: when,
    minutes: when,
    seenBy: maybe,
    action: z.exactOptional(z.enum(alertActions)),
    remark: maybe,
    actedBy: maybe,
  })
  .meta({
    id: 'AlertOnBoard',
    description:
      'An alert that is on. value and limit are those of its latest step; step grows with every change of level. action and remark: what somebody did about it, the latest. calls, usual and minutes: of a surge, how many calls came in how many minutes, and how many are usual.',
  });
export type AlertOnBoard = z.output<typeof alert>;

const halfHours = z
  .object({
    today: tally,
    usual: tally.meta({
      description: 'The median of the same weekday in up to six weeks before; empty below two days.',
    }),
    usualDays: n.meta({ description: 'How many days the median is of; days without a call are left out.' }),
  })
  .meta({ id: 'HalfHours', description: 'Visits by the half-hour of the day in which they joined, from 0 to 47.' });
export type HalfHours = z.output<typeof halfHours>;

const thresholds = keyed(z.object({ watch: when, act: when })).meta({
  description:
    'Limits that were set here, by rule or by rule and queue (waiting/samad-sari); others are the profile’s.',
});
export type ThresholdsOnBoard = z.output<typeof thresholds>;

const gap = z.object({ system: z.string(), from: when, to: n, unheard: n }).meta({
  id: 'GapOnBoard',
  description: 'A time without a link to a telephone system, and the calls that it counted meanwhile.',
});
export type GapOnBoard = z.output<typeof gap>;

const message = z
  .object({
    level: z.enum(['info', 'watch', 'act']),
    from: n,
    to: n,
    fa: maybe,
    en: maybe,
    counties: z.exactOptional(keyed(z.literal(true))),
    displays: z.exactOptional(keyed(z.literal(true))),
    postedBy: maybe,
  })
  .meta({
    id: 'MessageOnBoard',
    description: 'A text for the screens from one time to another; without counties and displays for all of them.',
  });
export type MessageOnBoard = z.output<typeof message>;

const help = z
  .object({
    desk: z.string(),
    since: n,
    takenBy: maybe,
    takenAt: when.meta({ description: 'When somebody took it; from the next day on it is not here any more.' }),
  })
  .meta({ id: 'HelpOnBoard', description: 'A desk that asked for help.' });
export type HelpOnBoard = z.output<typeof help>;

export const board = z
  .object({
    day: maybe.meta({ description: 'Jalali day of the province; absent before the first day.started.' }),
    month: maybe,
    startedOn: maybe.meta({ description: 'The first Jalali day on which a server ran here.' }),
    firstCallOn: maybe.meta({
      description: 'The first Jalali day of which there is a call: months before are not whole.',
    }),
    province: z.object({ id: z.string(), fa: z.string(), en: z.string() }),
    now: z.object({ waiting: n, oldestJoinedAt: when, talking: n, desksOnDuty: n }),
    queues: keyed(queue),
    desks: keyed(desk),
    officials: keyed(official),
    sittings: keyed(sitting),
    counties: keyed(county),
    halfHours: z
      .exactOptional(halfHours)
      .meta({ description: 'Of the whole province; absent on screens of some counties.' }),
    months: keyed(month),
    alerts: keyed(alert),
    messages: keyed(message),
    helps: keyed(help),
    thresholds,
    gaps: keyed(gap).meta({
      description: 'Today’s gaps with unheard calls, by an opaque key. Times are those of the telephone system.',
    }),
  })
  .meta({ id: 'Board' });
export type Board = z.output<typeof board>;
