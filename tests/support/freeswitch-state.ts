// What a made-up FreeSWITCH knows at any moment of its callers, desks and queues, and how it says an event (freeswitch 1.10.12,
// as recorded).
import type { Headers } from '../../server/sources/freeswitch/wire.ts';

export type Fields = Record<string, string | number | undefined>;
export type FreeSwitchState = ReturnType<typeof createFreeSwitchState>;

const uuidOf = (kind: string, n: number): string =>
  `${kind.padEnd(8, '0').slice(0, 8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;

export function createFreeSwitchState({
  now,
  say,
  core = 1,
}: {
  /** Its clock, epoch ms. */
  now: () => number;
  /** Takes its events, in order. */
  say: (event: Headers) => void;
  core?: number;
}) {
  let life = core;
  let sequence = 400;
  let channels = 0;
  let members = 0;
  /** The table of members. */
  const rows = new Map<string, Fields>();
  /** Channels of callers. */
  const up = new Set<string>();
  const agents = new Map<string, { status: string; state: string; uuid: string; queues: string[] }>();
  /** Agents on a call outside the queues, as callcenter_track counts it. */
  const outside = new Set<string>();
  /** By queue. */
  const counters = new Map<string, { answered: number; abandoned: number }>();
  const seconds = (): number => Math.floor(now() / 1000);
  const micro = (ms = now()): string => String(Math.round(ms * 1000));

  const event = (name: string, fields: Fields): void => {
    const headers = Object.create(null) as Record<string, string | undefined>;
    const all: Fields = {
      'Event-Name': name,
      'Core-UUID': uuidOf('c0fe', life),
      'FreeSWITCH-Switchname': 'pbx',
      'Event-Date-Timestamp': micro(),
      'Event-Sequence': ++sequence,
      ...fields,
    };
    for (const [key, value] of Object.entries(all)) if (value !== undefined) headers[key] = String(value);
    say(headers);
  };
  const info = (action: string, fields: Fields): void =>
    event('CUSTOM', { 'Event-Subclass': 'callcenter::info', 'CC-Action': action, ...fields });
  const agentOf = (name: string) => {
    let agent = agents.get(name);
    if (!agent) agents.set(name, (agent = { status: 'Logged Out', state: 'Waiting', uuid: '', queues: [] }));
    return agent;
  };
  const count = (queue: string, which: 'answered' | 'abandoned'): void =>
    void (counters.get(queue) ?? counters.set(queue, { answered: 0, abandoned: 0 }).get(queue)!)[which]++;
  const setState = (name: string, state: string): void => {
    agentOf(name).state = state;
    info('agent-state-change', { 'CC-Agent': name, 'CC-Agent-State': state });
  };

  return {
    now,
    rows,
    up,
    agents,
    outside,
    counters,
    seconds,
    micro,
    event,
    info,
    agentOf,
    count,
    setState,
    newChannel: (kind: string): string => uuidOf(kind, ++channels),
    newMember: (kind: string): string => uuidOf(kind, ++members),
    /** SIGKILL and a start on the same database: everybody is gone, and nobody says so. */
    restart(): void {
      life++;
      sequence = 10;
      up.clear();
      for (const [name] of counters) counters.set(name, { answered: 0, abandoned: 0 });
      for (const row of rows.values()) Object.assign(row, { state: 'Abandoned', session_uuid: '', abandoned_epoch: 0 });
      for (const agent of agents.values()) Object.assign(agent, { status: 'Logged Out', state: 'Waiting', uuid: '' });
    },
  };
}
