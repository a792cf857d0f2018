// Drives calls of every kind over AMI alone, on Local channels: see mixes.*.conf for the dialplan and queues that they need.
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection, type Connection } from '../../server/sources/asterisk/connection.ts';
import type { Packet } from '../../server/sources/asterisk/wire.ts';

const kinds = [
  'answered',
  'abandon',
  'timeout',
  'key',
  'pickup',
  'transfer',
  'redirect',
  'redirect-into-queue',
  'hangup',
  'absolute',
  'bridge',
  'dumped-then-key',
  'announced',
] as const;
type Kind = (typeof kinds)[number];
type Plan = { kind: Kind; queue: string; timeout?: number; absolute?: number; key?: number };

/** Who calls: far from any number that a citizen has. */
const FIRST = 100_000;
const NOBODY = 'wallboard-nobody';

type Options = {
  telephony: string;
  calls: number;
  /** Calls a second. */
  rate: number;
  random: () => number;
  /** Rotates queue_log all the while. */
  rotate: boolean;
};

function planOf(kind: Kind, random: () => number): Plan {
  switch (kind) {
    case 'answered':
    case 'transfer':
      return { kind, queue: 'wallboard-plain', timeout: 60 };
    case 'pickup':
      return { kind, queue: random() < 0.3 ? 'wallboard-plain' : 'wallboard-picked', timeout: 30 };
    case 'timeout':
      return { kind, queue: NOBODY, timeout: 3 + Math.floor(random() * 4) };
    case 'key':
      return { kind, queue: NOBODY, timeout: 30, key: 2 + Math.floor(random() * 5) };
    case 'absolute':
      return { kind, queue: NOBODY, timeout: 30, absolute: 3 + Math.floor(random() * 4) };
    case 'dumped-then-key':
      return { kind, queue: 'wallboard-announce', timeout: 40, key: 7 + Math.floor(random() * 8) };
    case 'announced':
      return { kind, queue: 'wallboard-announce', timeout: 25 };
    case 'abandon':
    case 'redirect':
    case 'redirect-into-queue':
    case 'hangup':
    case 'bridge':
      return { kind, queue: NOBODY, timeout: 30 };
  }
}

/** Resolves when the last call was begun and all are over; returns how many of each kind were begun. */
export async function driveMixes({ telephony, calls, rate, random, rotate }: Options): Promise<Record<string, number>> {
  const url = new URL(telephony);
  const [user, secret] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  const address = { host: url.hostname, port: Number(url.port || 5038), secure: false, user, secret };
  const plans = new Map<string, Plan>();
  const begun: Record<string, number> = {};
  const done = new Set<string>();
  const refused: string[] = [];

  const connection = await new Promise<Connection>((resolve, reject) => {
    const opened: Connection = openConnection(address, Date.now, {
      ready: () => resolve(opened),
      event: (packet) => void heard(packet),
      word: () => {},
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
  const far = { Context: 'wallboard-test-far', Exten: 's', Priority: '1' };

  /** What becomes of a caller who has joined. */
  async function joined(plan: Plan, channel: string): Promise<void> {
    await sleep(1_500 + random() * 3_000);
    const Channel = channel;
    switch (plan.kind) {
      case 'abandon':
        return act('Hangup', { Channel: channel.replace(/;2$/, ';1') });
      case 'hangup':
        return act('Hangup', { Channel });
      case 'redirect':
        return act('Redirect', { Channel, Context: 'wallboard-test-elsewhere', Exten: 's', Priority: '1' });
      case 'redirect-into-queue':
        return act('Redirect', { Channel, Context: 'wallboard-test-elsewhere', Exten: '2', Priority: '1' });
      case 'bridge':
        return originate(
          'other',
          { WB_FOR: channel, WB_STAY: '6' },
          { Channel: 'Local/s@wallboard-test-far/n', ...far },
        );
      default: // the rest happens by itself, or when a desk rings or answers
        return;
    }
  }

  async function heard(packet: Packet): Promise<void> {
    const plan = plans.get(packet['CallerIDNum'] ?? '');
    const channel = packet['Channel'] ?? '';
    const key = `${packet['Event']} ${packet['Uniqueid']}`;
    switch (packet['Event']) {
      case 'VarSet': {
        // The other party of a Bridge is there.
        const waiting = packet['Variable'] === '__WB_FOR' ? (packet['Value'] ?? '') : '';
        if (waiting === '' || !channel.endsWith(';1') || done.has(waiting)) return;
        done.add(waiting);
        await sleep(500);
        return act('Bridge', { Channel1: waiting, Channel2: channel });
      }
      case 'QueueCallerJoin':
        if (!plan || done.has(key)) return;
        done.add(key);
        return joined(plan, channel);
      case 'AgentCalled':
        if (plan?.kind !== 'pickup' || done.has(key)) return;
        done.add(key);
        await sleep(300 + random() * 400);
        return originate(
          'picker',
          { WB_STAY: '5' },
          {
            Channel: 'Local/s@wallboard-test-far/n',
            Application: 'PickupChan',
            Data: packet['DestChannel'] ?? '',
          },
        );
      case 'AgentConnect':
        if (plan?.kind !== 'transfer' || done.has(key)) return;
        done.add(key);
        await sleep(1_000);
        return act('Atxfer', {
          Channel: packet['DestChannel'] ?? '',
          Context: 'wallboard-test-elsewhere',
          Exten: '2',
          Priority: '1',
        });
      default: // an open set: whatever else Asterisk tells
        return;
    }
  }

  const rotating = rotate ? setInterval(() => void act('LoggerRotate', {}).catch(() => {}), 7_000) : undefined;
  for (let n = 0; n < calls; n++) {
    const kind = kinds[(n < kinds.length ? n : Math.floor(random() * kinds.length)) % kinds.length] ?? 'answered';
    const plan = planOf(kind, random);
    const caller = String(FIRST + n);
    plans.set(caller, plan);
    begun[kind] = (begun[kind] ?? 0) + 1;
    const { queue, timeout, absolute, key } = plan;
    const variables = {
      WB_QUEUE: queue,
      WB_TIMEOUT: String(timeout ?? 60),
      ...(absolute !== undefined && { WB_ABSOLUTE: String(absolute) }),
      ...(key !== undefined && { WB_KEY: '9', WB_AFTER: String(key) }),
    };
    await originate(caller, variables, { Channel: 'Local/s@wallboard-test-callers/n', ...far });
    await sleep((random() * 2_000) / rate);
  }
  // The longest of them: a timeout, a key, a talk.
  for (let empty = 0; empty < 3; empty = (await callers(connection)) === 0 ? empty + 1 : 0) await sleep(1_000);
  clearInterval(rotating);
  connection.end('stopped');
  if (refused.length > 0) throw new Error(`the AMI user lacks rights: ${[...new Set(refused)].join(', ')}`);
  return begun;
}

const callers = async (connection: Connection): Promise<number> =>
  (await connection.ask('CoreShowChannels')).list.filter(({ Context: context }) =>
    /^wallboard-test-(callers|elsewhere)$/.test(context ?? ''),
  ).length;
