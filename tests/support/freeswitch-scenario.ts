// A FreeSWITCH that is not there: callers live as a test tells them to, and it says what a real one says (freeswitch
// 1.10.12, as recorded): the events, and the tables of mod_callcenter at any moment.
import type { Headers } from '../../server/sources/freeswitch/wire.ts';

type Fields = Record<string, string | number | undefined>;
export type FreeSwitchScenario = ReturnType<typeof createFreeSwitchScenario>;
export type ScenarioCaller = ReturnType<FreeSwitchScenario['caller']>;

const uuidOf = (kind: string, n: number): string =>
  `${kind.padEnd(8, '0').slice(0, 8)}-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** `now`: its clock, epoch ms. `say`: takes its events, in order. */
export function createFreeSwitchScenario({
  now,
  say,
  core = 1,
}: {
  now: () => number;
  say: (event: Headers) => void;
  core?: number;
}) {
  let life = core;
  let sequence = 400;
  let channels = 0;
  let members = 0;
  const rows = new Map<string, Fields>();
  const up = new Set<string>();
  const agents = new Map<string, { status: string; state: string; uuid: string; queues: string[] }>();
  /** Agents on a call outside the queues, as callcenter_track counts it. */
  const outside = new Set<string>();
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
  const table = (names: readonly string[], lines: readonly Fields[]): string =>
    `${lines.length === 0 ? '' : `${names.join('|')}\n`}${lines.map((line) => `${names.map((name) => line[name] ?? '').join('|')}\n`).join('')}+OK\n`;

  const setState = (name: string, state: string): void => {
    agentOf(name).state = state;
    info('agent-state-change', { 'CC-Agent': name, 'CC-Agent-State': state });
  };

  return {
    outside,
    event,
    info,

    queue: (name: string): void => void counters.set(name, { answered: 0, abandoned: 0 }),
    agent(name: string, queues: string[], status = 'Available'): void {
      Object.assign(agentOf(name), { queues, status });
    },
    forget: (name: string): void => void agents.delete(name),
    status(name: string, status: string): void {
      agentOf(name).status = status;
      info('agent-status-change', { 'CC-Agent': name, 'CC-Agent-Status': status });
    },
    state: setState,

    /** A caller's channel; nothing is said of it before it joins. */
    caller({ number = '01133221100' } = {}) {
      const session = uuidOf('ca11', ++channels);
      up.add(session);
      let queue = '';
      let member = '';
      let joinedAt = 0;
      let agent: { name: string; uuid: string; calledAt: number; answeredAt: number } | undefined;
      const ids = () => ({ 'CC-Member-UUID': member, 'CC-Member-Session-UUID': session });
      const onAgent = (uuid: string, name: string): Fields => ({
        'Unique-ID': uuid,
        variable_cc_side: 'agent',
        variable_cc_agent: name,
        variable_cc_queue: queue,
        variable_cc_member_uuid: member,
        variable_cc_member_session_uuid: session,
        variable_cc_queue_joined_epoch: joinedAt,
      });
      const terms = (): Fields => ({
        'CC-Agent': agent?.name,
        'CC-Agent-UUID': agent?.uuid,
        'CC-Member-Joined-Time': joinedAt,
        'CC-Agent-Answered-Time': Math.floor((agent?.answeredAt ?? 0) / 1000),
      });
      /** `cause`: how FreeSWITCH counts the caller, where the channel tells that. */
      const hangUp = (hangup: string | undefined, cause?: 'answered' | 'cancel'): void => {
        up.delete(session);
        event('CHANNEL_HANGUP_COMPLETE', {
          'Unique-ID': session,
          variable_cc_side: 'member',
          variable_sip_hangup_disposition: hangup,
          variable_cc_cause: cause,
          variable_cc_member_uuid: member,
        });
      };

      return {
        session,
        hangUp,

        join(name: string, as: { member?: string } = {}): void {
          queue = name;
          member = as.member ?? uuidOf('face', ++members);
          joinedAt = seconds();
          rows.set(member, {
            queue,
            uuid: member,
            session_uuid: session,
            cid_number: number,
            joined_epoch: joinedAt,
            state: 'Waiting',
          });
          const action = as.member === undefined ? 'member-queue-start' : 'member-queue-resume';
          info(action, { 'CC-Queue': queue, ...ids(), 'CC-Member-CID-Number': number, 'CC-Member-CID-Name': 'Ali' });
        },
        member: (): string => member,

        /** `how` channel: with the telephone ringing; offer: as where none is registered. */
        ring(name: string, how: 'channel' | 'offer' = 'channel'): void {
          agent = { name, uuid: uuidOf('a9e0', ++channels), calledAt: now(), answeredAt: 0 };
          Object.assign(rows.get(member) ?? {}, { state: 'Trying', serving_agent: name });
          setState(name, 'Receiving');
          info('agent-offering', { 'CC-Queue': queue, 'CC-Agent': name, ...ids() });
          if (how === 'channel') event('CHANNEL_CREATE', onAgent(agent.uuid, name));
        },
        fail(cause: string, name = agent?.name ?? ''): void {
          info('bridge-agent-fail', {
            'CC-Queue': queue,
            'CC-Hangup-Cause': cause,
            'CC-Agent': name,
            ...ids(),
            'CC-Member-Joined-Time': joinedAt,
          });
          setState(name, 'Waiting');
        },

        /** The desk's telephone is picked up; the caller still waits while an announcement is played to the desk. */
        pickUp(): void {
          if (!agent) throw new Error('no desk rings');
          agent.answeredAt = now();
          info('bridge-agent-start', {
            'CC-Queue': queue,
            ...terms(),
            ...ids(),
            'Unique-ID': agent.uuid,
            'Caller-Channel-Answered-Time': micro(agent.answeredAt),
          });
        },
        /** Both hear each other. `reported`: by which of the two events that a real one sends. */
        connect(reported: 'both' | 'channel' | 'state' = 'both'): void {
          if (!agent) throw new Error('no desk picked up');
          agentOf(agent.name).uuid = agent.uuid;
          count(queue, 'answered');
          Object.assign(rows.get(member) ?? {}, {
            state: 'Answered',
            serving_agent: agent.name,
            bridge_epoch: seconds(),
          });
          if (reported !== 'state')
            event('CHANNEL_BRIDGE', {
              'Unique-ID': session,
              'Other-Leg-Unique-ID': agent.uuid,
              variable_cc_side: 'member',
              variable_cc_member_uuid: member,
            });
          agentOf(agent.name).state = 'In a queue call';
          if (reported !== 'channel') setState(agent.name, 'In a queue call');
        },
        answer(): void {
          this.pickUp();
          this.connect('state');
        },
        /** The desk's part ends before both were connected; the caller waits on, or is gone. */
        unbridged(hangup: string | undefined = undefined): void {
          if (!agent) throw new Error('no desk picked up');
          const one = agent;
          agent = undefined;
          Object.assign(rows.get(member) ?? {}, { state: 'Waiting', serving_agent: '' });
          info('bridge-agent-end', {
            'CC-Queue': queue,
            'CC-Hangup-Cause': 'SUCCESS',
            'CC-Agent-Bridged': 'false',
            ...ids(),
            'CC-Agent': one.name,
            'CC-Agent-UUID': one.uuid,
            'CC-Member-Joined-Time': joinedAt,
            'CC-Agent-Answered-Time': Math.floor(one.answeredAt / 1000),
            'Unique-ID': one.uuid,
            'Caller-Channel-Answered-Time': micro(one.answeredAt),
            'Caller-Channel-Hangup-Time': micro(),
            variable_sip_hangup_disposition: hangup,
          });
          setState(one.name, 'Waiting');
        },
        /** The desk consults somebody on another channel while the caller is on hold. */
        consult: (channel: string): void =>
          event('CHANNEL_BRIDGE', { 'Unique-ID': agent?.uuid, 'Other-Leg-Unique-ID': channel }),
        /** The caller is bridged with somebody else, whose own number is this. */
        bridgedWith: (channel: string, extension?: string): void =>
          event('CHANNEL_BRIDGE', {
            'Unique-ID': channel,
            'Other-Leg-Unique-ID': session,
            'Caller-Destination-Number': extension,
          }),
        /** As if it were another telephone of the desk that rings for the same call. */
        ringAlso(): void {
          if (agent) event('CHANNEL_CREATE', onAgent(uuidOf('a9e0', ++channels), agent.name));
        },
        hold: (on: boolean): void => event(on ? 'CHANNEL_HOLD' : 'CHANNEL_UNHOLD', { 'Unique-ID': agent?.uuid }),

        /** The talk ends. `caller`: the caller's channel as the call centre sees it at its end; alive when passed on. */
        end(
          by: 'desk' | 'caller' | 'pbx',
          {
            passedTo,
            stays = passedTo !== undefined,
            order = ['desk', 'queue', 'hangup'],
          }: { passedTo?: string; stays?: boolean; order?: ('desk' | 'queue' | 'hangup')[] } = {},
        ): void {
          if (!agent) throw new Error('nobody talks');
          const talked = agent;
          const caller = by === 'caller' ? 'recv_bye' : 'send_bye';
          const isGone = !stays && order.indexOf('hangup') < order.indexOf('queue');
          const parts = {
            desk: (): void =>
              info('bridge-agent-end', {
                'CC-Queue': queue,
                'CC-Hangup-Cause': 'SUCCESS',
                ...terms(),
                ...ids(),
                'Unique-ID': talked.uuid,
                'Caller-Channel-Answered-Time': micro(talked.answeredAt),
                'Caller-Channel-Hangup-Time': micro(),
                variable_sip_hangup_disposition: by === 'desk' ? 'recv_bye' : 'send_bye',
              }),
            queue: (): void =>
              info('member-queue-end', {
                'CC-Queue': queue,
                'CC-Cause': 'Terminated',
                'CC-Hangup-Cause': 'SUCCESS',
                ...terms(),
                ...ids(),
                'Unique-ID': session,
                'Answer-State': stays || by === 'desk' ? 'answered' : 'hangup',
                variable_sip_hangup_disposition: isGone ? caller : undefined,
                variable_transfer_source: `${seconds()}:x:${passedTo === undefined ? `uuid_br:${talked.uuid}` : `bl_xfer:${passedTo}/public/XML`}`,
              }),
            hangup: (): void => (stays ? undefined : hangUp(caller)),
          };
          rows.delete(member);
          agentOf(talked.name).uuid = '';
          for (const part of order) parts[part]();
          setState(talked.name, 'Waiting');
          agent = undefined;
        },

        /** Leaves unanswered. `channel`: what the event says of the caller's channel. */
        leave(
          reason: string,
          channel: { state?: 'answered' | 'hangup'; hangup?: string } = { state: 'answered' },
        ): void {
          count(queue, 'abandoned');
          rows.delete(member);
          info('member-queue-end', {
            'CC-Queue': queue,
            'CC-Cause': 'Cancel',
            'CC-Cancel-Reason': reason,
            ...ids(),
            'CC-Member-Joined-Time': joinedAt,
            'Unique-ID': session,
            'Answer-State': channel.state,
            variable_sip_hangup_disposition: channel.hangup,
          });
        },
        /** Hangs up while waiting. */
        abandon(): void {
          this.leave('BREAK_OUT', { state: 'hangup', hangup: 'recv_bye' });
          hangUp('recv_bye');
        },
      };
    },

    /** What the API answers to a question, or undefined to one that it does not know. */
    answer(question: string): string | undefined {
      const [, asked = ''] = /^callcenter_config queue list members (.+)$/.exec(question) ?? [];
      if (asked !== '')
        return table(
          [
            'queue',
            'instance_id',
            'uuid',
            'session_uuid',
            'cid_number',
            'cid_name',
            'joined_epoch',
            'rejoined_epoch',
            'bridge_epoch',
            'serving_agent',
            'state',
          ],
          [...rows.values()].filter(({ queue }) => queue === asked),
        );
      switch (question) {
        case 'callcenter_config queue list':
          return table(
            ['name', 'moh_sound', 'calls_answered', 'calls_abandoned'],
            [...counters].map(([name, { answered, abandoned }]) => ({
              name,
              moh_sound: 'tone_stream://%(1500,3500,440);loops=-1',
              calls_answered: answered,
              calls_abandoned: abandoned,
            })),
          );
        case 'callcenter_config agent list':
          return table(
            ['name', 'uuid', 'contact', 'status', 'state', 'external_calls_count'],
            [...agents].map(([name, { status, state, uuid }]) => ({
              external_calls_count: outside.has(name) ? '1' : '0',
              name,
              uuid,
              status,
              state,
              contact: `[leg_timeout=8]user/${name.replace('m-', '')}@default`,
            })),
          );
        case 'callcenter_config tier list':
          return table(
            ['queue', 'agent', 'state'],
            [...agents].flatMap(([agent, { queues }]) => queues.map((queue) => ({ queue, agent, state: 'Ready' }))),
          );
        case 'show channels as json':
          return JSON.stringify({
            row_count: up.size,
            ...(up.size > 0 && { rows: [...up].map((uuid) => ({ uuid })) }),
          });
        case 'switchname':
          return 'pbx';
        case 'strmicroepoch':
          return micro();
        default:
          return undefined;
      }
    },

    /** A caller of another node on the same call-centre database: its row is in this node's table, its channel is not. */
    foreign(queue: string, state: 'Waiting' | 'Answered'): void {
      const session = uuidOf('f0e1', ++channels);
      const member = uuidOf('f0ee', ++members);
      const talk = state === 'Answered' ? { serving_agent: 'm-1201', bridge_epoch: seconds() } : {};
      rows.set(member, {
        queue,
        instance_id: 'pbx222',
        uuid: member,
        session_uuid: session,
        cid_number: '01133221100',
        joined_epoch: seconds(),
        state,
        ...talk,
      });
    },

    /** SIGKILL and a start on the same database: everybody is gone, and nobody says so. */
    restart(): void {
      life++;
      sequence = 10;
      up.clear();
      for (const [name] of counters) counters.set(name, { answered: 0, abandoned: 0 });
      for (const row of rows.values()) Object.assign(row, { state: 'Abandoned', session_uuid: '', abandoned_epoch: 0 });
      for (const agent of agents.values()) Object.assign(agent, { status: 'Logged Out', state: 'Waiting', uuid: '' });
    },
    /** Its table of members is empty until the returned function is called. */
    hide(): () => void {
      const kept = [...rows];
      rows.clear();
      return () => kept.forEach(([member, row]) => rows.set(member, row));
    },
    /** `queue reload` of one queue. */
    reload: (queue: string): void => void counters.set(queue, { answered: 0, abandoned: 0 }),
  };
}
