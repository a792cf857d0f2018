// Tries the settings of a link to an Asterisk, from the address to the clock.
import { setTimeout as sleep } from 'node:timers/promises';
import { isTooOld } from '../sources/asterisk/end-codes.ts';
import { openConnection, type Connection } from '../sources/asterisk/connection.ts';
import type { LinkOptions } from '../sources/asterisk/link-options.ts';
import type { Packet } from '../sources/asterisk/wire.ts';
import { createEventsSeen, judgeRights, type EventsSeen } from './asterisk-rights.ts';
import { judgeClock } from './clock-test.ts';
import { hasGrown, judgeQueueLog, lookAtQueueLog } from './queue-log-test.ts';
import { judgeQueues } from './queues-test.ts';
import { probe, speaksTls, type Probed } from './probe.ts';
import { isReached, isTrusted } from './reach.ts';
import { signIn } from './sign-in.ts';
import { printable, type Steps } from './steps.ts';

export type Surroundings = {
  /** How long events are awaited. */
  seconds: number;
  now: () => number;
  /** Ends the connection. */
  signal: AbortSignal;
};

/** How often it is looked whether enough has been seen. */
const LOOK_MS = 500;
/** Events follow the lists that they change by a moment. */
const LATE_MS = 500;
/** Each of these is written to queue_log as it happens. */
const LOGGED = new Set(['QueueCallerJoin', 'AgentConnect', 'AgentComplete', 'QueueCallerAbandon', 'AgentRingNoAnswer']);

export async function testAsterisk(
  link: LinkOptions,
  steps: Steps,
  { seconds, now, signal }: Surroundings,
): Promise<void> {
  const { host, port, secure } = link;
  const probed = await probe({ host, port, secure, isWhole: (text) => text.includes('\n') });
  if (!isReached(steps, probed)) return;
  if (secure && !isTrusted(steps, link.pin, probed)) return;
  const greeting = await greetingOf(link, steps, probed);
  if (greeting === undefined) return;

  const seen = createEventsSeen();
  let logged: number | undefined;
  const event = (packet: Packet, arrivedAt: number): void => {
    seen.take(packet, arrivedAt);
    const stamp = Number(packet['Timestamp']) * 1000;
    if (LOGGED.has(packet['Event'] ?? '') && Number.isFinite(stamp)) logged = Math.max(logged ?? stamp, stamp);
  };
  const opened = await signIn({ open: openConnection, address: link, now, signal, event });
  if (typeof opened === 'string') {
    steps.good('version', 'version', { detail: greeting });
    const isKnown = opened === 'login-refused' || opened === 'login-in-use' || opened === 'silent';
    return steps.bad('signed-in', isKnown ? opened : 'closed', { ...(probed.here && { detail: probed.here }) });
  }
  const { connection } = opened;
  try {
    const settings = await connection.ask('CoreSettings');
    const version = printable(settings.response['AsteriskVersion'] ?? '');
    steps.good('version', 'version', { detail: version === '' ? greeting : `Asterisk ${version}` });
    steps.good('signed-in', 'signed-in');
    await lookAround({ link, steps, connection, seen, seconds, now, loggedAt: () => logged });
  } catch {
    // It was in the middle of the questions.
    const code = opened.ended() === 'silent' ? 'silent' : 'closed';
    steps.bad(steps.has('signed-in') ? 'queues' : 'signed-in', code);
  } finally {
    connection.end('stopped');
  }
}

/** What greets, where it is an Asterisk that is new enough. */
async function greetingOf(
  { host, port, secure }: LinkOptions,
  steps: Steps,
  probed: Probed,
): Promise<string | undefined> {
  const text = printable(probed.greeting ?? '');
  if (text.startsWith('Asterisk Call Manager')) {
    steps.good('greeting', 'ami', { detail: text });
    if (!isTooOld(text)) return text;
    steps.bad('version', 'asterisk-too-old', { detail: text });
  } else if (probed.greeting !== undefined) steps.bad('greeting', 'not-ami', { ...(text !== '' && { detail: text }) });
  else if (probed.closed) steps.bad('greeting', 'closed-early');
  else steps.bad('greeting', !secure && (await speaksTls(host, port)) ? 'tls-here' : 'no-greeting');
  return undefined;
}

type Look = {
  link: LinkOptions;
  steps: Steps;
  connection: Connection;
  seen: EventsSeen;
  seconds: number;
  now: () => number;
  loggedAt: () => number | undefined;
};

async function lookAround({ link, steps, connection, seen, seconds, now, loggedAt }: Look): Promise<void> {
  const { queueLog, queueLogOld } = link;
  const file = () => (queueLog === undefined ? undefined : lookAtQueueLog(queueLog, queueLogOld));
  const lists = async () => {
    const [queues, calls] = await Promise.all([connection.ask('QueueStatus'), connection.ask('CoreShowChannels')]);
    seen.listed(queues, calls);
    return { queues, calls };
  };
  const skew = await skewOf(connection, now);
  const core = await connection.ask('CoreStatus');
  const before = await file();
  const { queues, calls } = await lists();
  const until = now() + seconds * 1000;
  const isEnough = async (): Promise<boolean> =>
    seen.has('agent') && seen.has('call') && (before === undefined || hasGrown(before, await file()));
  while (now() < until && !(await isEnough())) await sleep(LOOK_MS);
  await lists();
  await sleep(LATE_MS);

  const after = await file();
  judgeRights(steps, seen, queues, calls);
  judgeQueues(steps, queues);
  if (before === undefined || after === undefined) steps.open('queue-log', 'queue-log-unset');
  else judgeQueueLog(steps, { before, after, startedAt: startOf(seen, core.response, skew), logged: loggedAt() });
  judgeClock(steps, skew, seen.isUnstamped());
}

/** Our clock minus Asterisk's, ms. */
async function skewOf(connection: Connection, now: () => number): Promise<number | undefined> {
  const askedAt = now();
  const { response } = await connection.ask('Ping');
  const stamp = Number(response['Timestamp']) * 1000;
  return Number.isFinite(stamp) ? (askedAt + now()) / 2 - stamp : undefined;
}

/** When Asterisk started, in its own time. */
function startOf(seen: EventsSeen, core: Packet, skew = 0): { least: number; most: number } | undefined {
  const booted = seen.booted();
  if (booted?.uptime !== undefined) {
    const at = booted.at - skew - booted.uptime * 1000;
    return { least: at - 1000, most: at + 1000 };
  }
  // CoreStatus tells it in a time zone that it does not name.
  const [day = '', time = ''] = [core['CoreStartupDate'], core['CoreStartupTime']];
  const both = [Date.parse(`${day}T${time}Z`), Date.parse(`${day}T${time}`)];
  return both.every(Number.isFinite) ? { least: Math.min(...both), most: Math.max(...both) } : undefined;
}
