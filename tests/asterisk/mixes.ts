// Drives calls of every kind over AMI alone, on Local channels: see mixes.*.conf for the dialplan and queues that they need.
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection, type Connection } from '../../server/sources/asterisk/connection.ts';
import type { Packet } from '../../server/sources/asterisk/wire.ts';
import { kinds } from './kinds.ts';
import { far, type Plan, type Step, type Tools } from './steps.ts';

/** Who calls: far from any number that a citizen has. */
const FIRST = 100_000;

type Options = {
  telephony: string;
  calls: number;
  /** Calls a second. */
  rate: number;
  random: () => number;
  /** Rotates queue_log all the while. */
  rotate: boolean;
  /** Kinds of calls; all where none is named. */
  only?: readonly string[];
};

/** Resolves when the last call was begun and all are over; returns how many of each kind were begun. */
export async function driveMixes(options: Options): Promise<Record<string, number>> {
  const { telephony, calls, rate, random, rotate, only = [] } = options;
  const names = only.length > 0 ? only : Object.keys(kinds);
  const unknown = names.filter((name) => !Object.hasOwn(kinds, name));
  if (unknown.length > 0) throw new Error(`no such kind of call: ${unknown.join(', ')}`);
  const url = new URL(telephony);
  const [user, secret] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  const address = { host: url.hostname, port: Number(url.port || 5038), secure: false, user, secret };
  const kindOf = new Map<string, string>();
  const begun: Record<string, number> = {};
  const times = new Map<string, number>();
  const refused: string[] = [];

  const connection = await new Promise<Connection>((resolve, reject) => {
    const opened: Connection = openConnection(address, Date.now, {
      ready: () => resolve(opened),
      event: (packet) => void heard(packet),
      activity: () => {},
      dropped: () => {},
      ended: (code) => reject(new Error(`AMI: ${code}`)),
    });
  });
  const act = async (name: string, headers: Record<string, string>): Promise<void> => {
    const { ok, message } = await connection.ask(name, headers);
    // A caller may be gone by then; that an action is not allowed is another matter.
    if (!ok && /permission/i.test(message)) refused.push(`${name}: ${message}`);
  };
  const originate = (caller: string, variables: Record<string, string>, more: Record<string, string>): Promise<void> =>
    act('Originate', {
      Async: 'true',
      Timeout: '30000',
      CallerID: `"wallboard test" <${caller}>`,
      Variable: Object.entries(variables)
        .map(([name, value]) => `__${name}=${value}`)
        .join(','),
      ...more,
    });
  const tools: Tools = { random, act, originate };

  async function heard(packet: Packet): Promise<void> {
    const event = packet['Event'] ?? '';
    const channel = packet['Channel'] ?? '';
    if (event === 'VarSet' && packet['Variable'] === '__WB_FOR' && channel.endsWith(';1')) {
      // The other party of a Bridge is there.
      const waiting = packet['Value'] ?? '';
      if (waiting === '' || times.has(waiting)) return;
      times.set(waiting, 1);
      await sleep(500);
      return act('Bridge', { Channel1: waiting, Channel2: channel });
    }
    const kind = kinds[kindOf.get(packet['CallerIDNum'] ?? '') ?? ''];
    if (!kind || (event === 'DialEnd' && packet['DialStatus'] !== 'ANSWER')) return;
    const key = `${event} ${packet['CallerIDNum']}`;
    const time = (times.get(key) ?? 0) + 1;
    times.set(key, time);
    const steps: Readonly<Record<string, Step>> = (time === 1 ? kind.on : time === 2 ? kind.again : undefined) ?? {};
    await steps[event]?.(packet, tools);
  }

  const rotating = rotate ? setInterval(() => void act('LoggerRotate', {}).catch(() => {}), 7_000) : undefined;
  for (let n = 0; n < calls; n++) {
    const name = names[(n < names.length ? n : Math.floor(random() * names.length)) % names.length] ?? '';
    const caller = String(FIRST + n);
    kindOf.set(caller, name);
    begun[name] = (begun[name] ?? 0) + 1;
    const plan = kinds[name]?.plan(random);
    if (plan) await originate(caller, variablesOf(plan), channelsOf(plan, caller));
    await sleep((random() * 2_000) / rate);
  }
  // The longest of them: a timeout, a key, a talk.
  for (let empty = 0; empty < 3; empty = (await callers(connection)) === 0 ? empty + 1 : 0) await sleep(1_000);
  clearInterval(rotating);
  connection.end('stopped');
  if (refused.length > 0) throw new Error(`the AMI user lacks rights: ${[...new Set(refused)].join(', ')}`);
  return begun;
}

function variablesOf({
  queue,
  timeout,
  absolute,
  after,
  key,
  options,
  gosub,
  position,
  next,
  last,
}: Plan): Record<string, string> {
  const all = {
    WB_QUEUE: queue,
    WB_TIMEOUT: timeout ?? 60,
    WB_ABSOLUTE: absolute,
    WB_KEY: key,
    WB_AFTER: after,
    WB_OPTIONS: options,
    WB_GOSUB: gosub,
    WB_POSITION: position,
    WB_NEXT: next,
    WB_LAST: last,
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

/** The caller's channel and its far end. */
function channelsOf({ isDirect, isOwnId, queue, timeout }: Plan, caller: string): Record<string, string> {
  if (isDirect)
    return { Channel: 'Local/s@wallboard-test-bridged', Application: 'Queue', Data: `${queue},tT,,,${timeout ?? 60}` };
  const names = isOwnId && { ChannelId: `far-${caller}`, OtherChannelId: `caller-${caller}` };
  return { Channel: 'Local/s@wallboard-test-callers/n', ...far, ...names };
}

const callers = async (connection: Connection): Promise<number> =>
  (await connection.ask('CoreShowChannels')).list.filter(
    ({ Context: context, Application: application }) =>
      application === 'Queue' || /^wallboard-test-(callers|elsewhere)$/.test(context ?? ''),
  ).length;
