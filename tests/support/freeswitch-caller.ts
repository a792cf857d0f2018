// One caller of a made-up FreeSWITCH, who lives as a test tells them to: each step changes what FreeSWITCH knows, and is said as
// a real one says it (freeswitch 1.10.12, as recorded).
import type { Fields, FreeSwitchState } from './freeswitch-state.ts';

/** A caller's channel; nothing is said of it before it joins. */
export function createFreeSwitchCaller(state: FreeSwitchState, number: string) {
  const { rows, up, now, seconds, micro, event, info, agentOf, count, setState, newChannel, newMember } = state;
  const session = newChannel('ca11');
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
      member = as.member ?? newMember('face');
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
      agent = { name, uuid: newChannel('a9e0'), calledAt: now(), answeredAt: 0 };
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
      if (agent) event('CHANNEL_CREATE', onAgent(newChannel('a9e0'), agent.name));
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
    leave(reason: string, channel: { state?: 'answered' | 'hangup'; hangup?: string } = { state: 'answered' }): void {
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
}
