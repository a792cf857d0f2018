// When people must look or act: what is measured, of what, and from which value on. Pure; the wall, the server that raises
// alerts and the preview of a new limit all use it.
import { MINUTE } from './time.ts';
import { ownMember } from './own-member.ts';
import type { OpenCasesBySubject } from './open-cases.ts';
import type { AlertOnBoard, Board, QueueOnBoard, ThresholdsOnBoard } from './board.ts';
import { elapsedOnLink } from './link-clock.ts';
import { isManned, statusOf } from './sitting-status.ts';
import { abandonRate, judgedCalls, serviceLevel, totalOf } from './measure.ts';
import type { SurgeFigures, SurgeNow } from './surges.ts';
import type { LinkOnWire, Links } from './links.ts';
import type { Urgency } from './urgency.ts';

export const rules = [
  'waiting',
  'longest-wait',
  'service-level',
  'abandon-rate',
  'late-official',
  'source-down',
  'quiet-source',
  // The place of a rule is its number in calls that play an alert: new ones stand behind the others.
  'cases-overdue',
  'cases-due',
  'topic-surge',
] as const;
export type Rule = (typeof rules)[number];
export const isRule = (word: unknown): word is Rule => rules.some((rule) => rule === word);

export type Levels = { watch: number; act: number };
export type AlertLevel = keyof Levels;

/**
 * `worse`: whether a greater or a smaller value is the worse one. Units: people, seconds, percent, minutes, cases, false alarms a month.
 * `per`: what
 * may have its own limits.
 */
export const ruleFacts: Record<
  Rule,
  {
    worse: 'over' | 'under';
    unit: 'people' | 's' | '%' | 'min' | 'cases' | 'alarms';
    per?: 'queue' | 'agency';
    usual: Levels;
  }
> = {
  waiting: { worse: 'over', unit: 'people', per: 'queue', usual: { watch: 6, act: 12 } },
  'longest-wait': { worse: 'over', unit: 's', per: 'queue', usual: { watch: 120, act: 240 } },
  'service-level': { worse: 'under', unit: '%', per: 'queue', usual: { watch: 50, act: 30 } },
  'abandon-rate': { worse: 'over', unit: '%', per: 'queue', usual: { watch: 25, act: 40 } },
  'late-official': { worse: 'over', unit: 'min', usual: { watch: 5, act: 10 } },
  'source-down': { worse: 'over', unit: 's', usual: { watch: 5, act: 30 } },
  'quiet-source': { worse: 'over', unit: 'min', usual: { watch: 10, act: 20 } },
  'cases-overdue': { worse: 'over', unit: 'cases', per: 'agency', usual: { watch: 10, act: 50 } },
  'cases-due': { worse: 'over', unit: 'cases', per: 'agency', usual: { watch: 20, act: 100 } },
  'topic-surge': { worse: 'under', unit: 'alarms', usual: { watch: 1, act: 0.1 } },
};

/** Limits where a profile sets none. */
export const usualLevels = Object.fromEntries(rules.map((rule) => [rule, ruleFacts[rule].usual])) as Record<
  Rule,
  Levels
>;

/** All queues together. */
export const PROVINCE = 'province';
/** A share of fewer calls than this means nothing yet. */
const LEAST_CALLS = 10;

/** Where a limit stands in the document: `waiting`, or `waiting/samad-sari`. */
export const limitKey = (rule: Rule, subject: string = PROVINCE): string =>
  subject === PROVINCE ? rule : `${rule}/${subject}`;

/** The limits in force: a queue's own, else the province's, else the profile's. */
export function levelsOf(
  profile: Record<Rule, Levels>,
  set: ThresholdsOnBoard,
  rule: Rule,
  subject: string = PROVINCE,
): Levels {
  const own = set[limitKey(rule, subject)];
  const all = set[rule];
  return {
    watch: own?.watch ?? all?.watch ?? profile[rule].watch,
    act: own?.act ?? all?.act ?? profile[rule].act,
  };
}

/** Which level a value has reached; a limit is reached at its value. */
export function levelAt(rule: Rule, value: number, { watch, act }: Levels): AlertLevel | undefined {
  const { worse, unit } = ruleFacts[rule];
  const reached = (limit: number): boolean => {
    // The limit 0 turns such a rule off.
    if (unit === 'alarms' && limit === 0) return false;
    return worse === 'over' ? value >= limit : value <= limit;
  };
  return reached(act) ? 'act' : reached(watch) ? 'watch' : undefined;
}

/** Whether every value reaches a limit, so that its level would never end. A time is measured only while something lasts. */
export function isAlwaysReached(rule: Rule, limit: number): boolean {
  const { worse, unit } = ruleFacts[rule];
  if (unit === 's' || unit === 'min') return false;
  return worse === 'over' ? limit <= 0 : limit >= 100;
}

/**
 * Whether a value has come back far enough from a limit for the level to end: by a fifth of the way to the end of its
 * scale, and at least by one, so that nothing flickers around a limit; at the scale's end it has, however near that is.
 */
export function hasLeft(rule: Rule, value: number, limit: number): boolean {
  if (levelAt(rule, value, { watch: limit, act: limit })) return false;
  if (ruleFacts[rule].worse === 'over') return value <= Math.max(0, limit - Math.max(1, limit * 0.2));
  // Rates of false alarms lie far apart: twice the rate is away.
  if (ruleFacts[rule].unit === 'alarms') return value >= Math.min(100, limit * 2);
  // What is worse when it is less is a percentage.
  return value >= Math.min(100, limit + Math.max(1, Math.min(limit, 100 - limit) * 0.2));
}

/** One thing measured now. Without a value it is unknown (B10). */
export type Measured = { rule: Rule; subject: string; value: number | undefined; surge?: SurgeFigures };

type Seen = {
  board: Board;
  links: Links;
  now: number;
  /** Time of a telephone system's latest fact of a call or desk, by its own clock; undefined when it never did. */
  lastFactAt: (system: string) => number | undefined;
  /** Open cases; undefined while they have not been counted. */
  cases?: OpenCasesBySubject | undefined;
  /** Topics that many calls came about; undefined while they have not been looked for. */
  surges?: readonly SurgeNow[] | undefined;
};

export type CaseRule = 'cases-overdue' | 'cases-due';
export const isCaseRule = (rule: string): rule is CaseRule => rule === 'cases-overdue' || rule === 'cases-due';

/** Everything that has limits, as it stands now. A queue is measured by itself where it has its own limits. */
export function measure({ board, links, now, lastFactAt, cases, surges }: Seen): Measured[] {
  const found: Measured[] = [];
  const queues = Object.entries(board.queues);
  const add = (subject: string, some: readonly QueueOnBoard[], isAsked: (rule: Rule) => boolean): void => {
    for (const rule of rules)
      if (ruleFacts[rule].per === 'queue' && isAsked(rule))
        found.push({ rule, subject, value: ofQueues(rule, some, links, now) });
  };
  add(
    PROVINCE,
    queues.map(([, queue]) => queue),
    () => true,
  );
  for (const [id, queue] of queues) add(id, [queue], (rule) => board.thresholds[limitKey(rule, id)] !== undefined);

  let isTime = false;
  for (const [id, sitting] of Object.entries(board.sittings)) {
    if (now >= sitting.from && now < sitting.to && !sitting.cancelled) isTime = true;
    found.push({ rule: 'late-official', subject: id, value: minutesLate(id, board, links, now) });
  }
  for (const [system, link] of Object.entries(links)) {
    const isUp = link.state === 'up';
    found.push({ rule: 'source-down', subject: system, value: secondsDown(link, now) });
    const word = lastFactAt(system);
    const quiet = word === undefined ? undefined : (now - (link.skew ?? 0) - word) / MINUTE;
    found.push({ rule: 'quiet-source', subject: system, value: isUp && isTime ? quiet : undefined });
  }
  if (cases)
    for (const rule of ['cases-overdue', 'cases-due'] as const) {
      found.push({ rule, subject: PROVINCE, value: casesOf(rule, PROVINCE, cases) });
      for (const subject of subjectsWithLimits(board.thresholds, rule))
        found.push({ rule, subject, value: casesOf(rule, subject, cases) });
    }
  for (const { subject, alarms, ...surge } of surges ?? [])
    found.push({ rule: 'topic-surge', subject, value: alarms, surge });
  return found;
}

/** An agency that has no open case is absent. */
const casesOf = (rule: CaseRule, subject: string, cases: OpenCasesBySubject): number => {
  const own = ownMember(cases, subject);
  return (rule === 'cases-overdue' ? own?.overdue : own?.soon) ?? 0;
};

/** The agencies that have limits of their own. */
const subjectsWithLimits = (set: ThresholdsOnBoard, rule: CaseRule): string[] =>
  Object.keys(set).flatMap((key) => (key.startsWith(`${rule}/`) ? [key.slice(rule.length + 1)] : []));

const secondsDown = ({ state, since }: LinkOnWire, now: number): number | undefined =>
  state === 'up' ? undefined : (now - since) / 1000;

/** How long an official should have been at the desk; undefined while one is there, or it is unknown. */
function minutesLate(id: string, board: Board, links: Links, now: number): number | undefined {
  const sitting = board.sittings[id];
  if (!sitting) return undefined;
  const onDuty = isManned(board, links, sitting.desk);
  const life = statusOf(sitting, onDuty, now);
  const isLate = life === 'late' || (life === 'scheduled' && now >= sitting.from && onDuty === false);
  return isLate ? (now - sitting.from) / MINUTE : undefined;
}

/**
 * What an alert is about, as it stands now: the figure that its tile shows. Undefined where it is no longer known. Of a
 * silence it is the least that it can have lasted: when it began is known to the server alone, as are the calls of a surge.
 */
export function livingValue(
  { rule, subject, since, value }: AlertOnBoard,
  { board, links, now, cases }: { board: Board; links: Links; now: number; cases?: OpenCasesBySubject | undefined },
): number | undefined {
  if (!isRule(rule)) return undefined;
  const link = ownMember(links, subject);
  switch (rule) {
    case 'late-official':
      return minutesLate(subject, board, links, now);
    case 'source-down':
      return link && secondsDown(link, now);
    case 'cases-overdue':
    case 'cases-due':
      return cases && casesOf(rule, subject, cases);
    case 'topic-surge':
      return value;
    case 'quiet-source':
      return link?.state === 'up' ? Math.max(value, (now - since) / MINUTE) : undefined;
    default: {
      const queue = ownMember(board.queues, subject);
      const queues = subject === PROVINCE ? Object.values(board.queues) : queue ? [queue] : [];
      return queues.length === 0 ? undefined : ofQueues(rule, queues, links, now);
    }
  }
}

/** Which limit some queues together have reached by a rule: what the alert of that rule goes by, and every tile and cell. */
export function urgencyOf(
  rule: Rule,
  limits: Levels,
  { queues, links, now }: { queues: readonly QueueOnBoard[]; links: Links; now: number },
): Urgency {
  const value = ofQueues(rule, queues, links, now);
  return (value === undefined ? undefined : levelAt(rule, value, limits)) ?? 'calm';
}

function ofQueues(rule: Rule, queues: readonly QueueOnBoard[], links: Links, now: number): number | undefined {
  switch (rule) {
    case 'waiting':
      return queues.reduce((sum, { waiting }) => sum + waiting, 0);
    case 'longest-wait':
      return queues.reduce<number | undefined>((longest, { oldestJoinedAt, system }) => {
        if (oldestJoinedAt === undefined) return longest;
        return Math.max(longest ?? 0, elapsedOnLink(links, system, oldestJoinedAt, now));
      }, undefined);
    case 'service-level':
    case 'abandon-rate': {
      const calls = totalOf(queues);
      const known = calls && (rule === 'service-level' ? judgedCalls(calls) : calls.offered - calls.waiting);
      if (!calls || known === undefined || known < LEAST_CALLS) return undefined;
      const share = rule === 'service-level' ? serviceLevel(calls) : abandonRate(calls);
      return share === undefined ? undefined : share * 100;
    }
    default:
      return undefined;
  }
}
