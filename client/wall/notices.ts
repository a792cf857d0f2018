// The notices of the wall, the gravest first.
import type { Freshness } from '../../shared/freshness.ts';
import type { AlertOnBoard, Board } from '../../shared/board.ts';
import type { LinkState, Links, QueueLogOnWire } from '../../shared/links.ts';
import type { Recording, Warnings } from '../../shared/wire.ts';
import type { HelpView } from '../helps/open-helps.ts';
import { PROVINCE } from '../../shared/rules.ts';
import { trueUntil, type Presence } from '../../shared/telephony.ts';
import { unreachable } from '../../shared/unreachable.ts';

const SKEW_WORTH_SAYING_MS = 2_000;
/** Codes of a link that is up while calls go uncounted. */
const grave = new Set(['twin-system']);

export type Notice =
  | { kind: 'offline'; level: 'act'; since: number; heardAt: number }
  | { kind: 'help'; level: 'act'; desk: string; since: number }
  | { kind: 'alert'; level: AlertOnBoard['level']; id: string; alert: AlertOnBoard }
  | { kind: 'recording'; level: 'act'; since: number }
  | { kind: 'vault'; level: 'act'; since: number }
  | { kind: 'clock'; level: 'watch'; since: number }
  | { kind: 'recount'; level: 'watch'; since: number }
  | { kind: 'no-telephony'; level: 'watch' }
  | { kind: 'link'; level: 'act'; system: string; state: Exclude<LinkState, 'up'>; since: number; code?: string }
  | { kind: 'link-note'; level: 'act' | 'quiet'; system: string; code: string }
  | { kind: 'queue-log'; level: 'watch' | 'quiet'; system: string; queueLog: QueueLogOnWire }
  | { kind: 'gap'; level: 'quiet'; key: string; system: string; from?: number; to: number; unheard: number }
  | { kind: 'skew'; level: 'quiet'; system: string; ms: number };

export type Known = {
  freshness: Freshness;
  heardAt: number | undefined;
  links: Links;
  recording: Recording;
  warnings?: Warnings | undefined;
  /** Times in which nobody listened and calls went unheard. */
  gaps: Board['gaps'];
  alerts: Board['alerts'];
  /** The desks that ask for help, the oldest request first. */
  helps?: readonly HelpView[];
  /** Of all figures from telephone systems. */
  presence: Presence | undefined;
  /** Systems whose silence the bar at the top already shows. */
  silent: readonly string[];
  /** Only administrators see how to set up a telephone system. */
  isAdmin: boolean;
};

export function notices({
  freshness,
  heardAt,
  links,
  recording,
  warnings = {},
  gaps,
  alerts,
  helps = [],
  presence,
  silent,
  isAdmin,
}: Known): Notice[] {
  const found: Notice[] = [];
  const since = trueUntil(heardAt, presence);
  if (freshness !== 'live' && heardAt !== undefined && since !== undefined)
    found.push({ kind: 'offline', level: 'act', since, heardAt });
  for (const { desk, since } of helps) found.push({ kind: 'help', level: 'act', desk, since });
  if (recording.since !== undefined) found.push({ kind: 'recording', level: 'act', since: recording.since });
  if (warnings.vault !== undefined) found.push({ kind: 'vault', level: 'act', since: warnings.vault });
  if (warnings.clock !== undefined) found.push({ kind: 'clock', level: 'watch', since: warnings.clock });
  if (warnings.recount !== undefined) found.push({ kind: 'recount', level: 'watch', since: warnings.recount });
  const systems = Object.entries(links).sort(([a], [b]) => (a < b ? -1 : 1));
  if (systems.length === 0 && presence?.heard === 'never' && isAdmin)
    found.push({ kind: 'no-telephony', level: 'watch' });
  for (const [system, { state, since, code }] of systems)
    if (state !== 'up' && !silent.includes(system))
      found.push({ kind: 'link', level: 'act', system, state, since, ...(code ? { code } : {}) });
  for (const [system, { state, code }] of systems)
    if (state === 'up' && code !== undefined && grave.has(code))
      found.push({ kind: 'link-note', level: 'act', system, code });
  const gravestFirst = Object.entries(alerts)
    .filter(([, alert]) => !isSaidElsewhere(alert))
    .sort(([, a], [, b]) => Number(b.level === 'act') - Number(a.level === 'act') || a.since - b.since);
  for (const [id, alert] of gravestFirst) found.push({ kind: 'alert', level: alert.level, id, alert });
  for (const [system, { state, queueLog }] of systems)
    if (state === 'up' && queueLog)
      found.push({ kind: 'queue-log', level: queueLog.code === 'reading' ? 'quiet' : 'watch', system, queueLog });
  const newestFirst = Object.entries(gaps).sort(([, a], [, b]) => b.to - a.to);
  for (const [key, gap] of newestFirst) found.push({ kind: 'gap', level: 'quiet', key, ...gap });
  for (const [system, { state, code }] of systems)
    if (state === 'up' && code !== undefined && !grave.has(code))
      found.push({ kind: 'link-note', level: 'quiet', system, code });
  for (const [system, { skew }] of systems)
    if (skew !== undefined && Math.abs(skew) > SKEW_WORTH_SAYING_MS)
      found.push({ kind: 'skew', level: 'quiet', system, ms: Math.abs(skew) });
  return found;
}

/** The hero tile already shows these values; a broken link has its own notice. */
const isSaidElsewhere = ({ rule, subject }: AlertOnBoard): boolean =>
  rule === 'source-down' || (subject === PROVINCE && (rule === 'waiting' || rule === 'longest-wait'));

const ofQueues: readonly string[] = ['waiting', 'longest-wait', 'service-level'];

/**
 * Without what the living page shows of queues: those over a limit stand on it by themselves. A single queue is the hero, which
 * knows the province's limits only: what the queue's own limits say stays.
 */
export function withoutQueues(alerts: Board['alerts'], queues: Board['queues']): Board['alerts'] {
  const isSingle = Object.keys(queues).length === 1;
  const isOfProvince = ({ rule, level }: AlertOnBoard): boolean =>
    Object.values(alerts).some((one) => one.subject === PROVINCE && one.rule === rule && one.level === level);
  return Object.fromEntries(
    Object.entries(alerts).filter(
      ([, alert]) =>
        !ofQueues.includes(alert.rule) || queues[alert.subject] === undefined || (isSingle && !isOfProvince(alert)),
    ),
  );
}

/** One notice is one thing on screen, whatever its words. */
export function noticeKey(notice: Notice): string {
  switch (notice.kind) {
    case 'offline':
    case 'recording':
    case 'vault':
    case 'clock':
    case 'recount':
    case 'no-telephony':
      return notice.kind;
    case 'alert':
      return `alert/${notice.id}`;
    case 'help':
      return `help/${notice.desk}`;
    case 'gap':
      return `gap/${notice.key}`;
    case 'link':
    case 'link-note':
    case 'queue-log':
    case 'skew':
      return `${notice.kind}/${notice.system}`;
    default:
      return unreachable(notice);
  }
}
