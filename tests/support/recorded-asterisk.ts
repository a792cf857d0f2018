// What Asterisk would have answered in the middle of a recording: who waits, who talks, and its counters, from the packets until then.
import { createWire, type Packet } from '../../server/sources/asterisk/wire.ts';
import type { Answers } from '../../server/sources/asterisk/resync.ts';
import { loadRecording, textOf } from './replay-asterisk.ts';

export type Arrived = { ms: number; packet: Packet };
export type Line = { at: number; text: string };

/** The packets of a recording that answer no question, its queue_log, and the members and queues that it began with. */
export function readRecording(name: string) {
  const all: Arrived[] = [];
  let wire = createWire();
  for (const chunk of loadRecording(name)) {
    if ('edge' in chunk) wire = createWire();
    else for (const packet of wire.push(chunk.bytes)) all.push({ ms: chunk.ms, packet });
  }
  const isAnswer = ({ packet }: Arrived): boolean => packet['ActionID']?.startsWith('rec-') ?? false;
  const firstList = all.slice(
    0,
    all.findIndex(({ packet }) => packet['Event'] === 'QueueStatusComplete'),
  );
  return {
    packets: all.filter((one) => one.packet['Event'] !== undefined && !isAnswer(one)),
    lines: textOf(`${name}.queue_log`)
      .split('\n')
      .filter(Boolean)
      .map((text): Line => ({ at: Number(text.split('|', 1)[0]) * 1000, text })),
    first: firstList.filter(isAnswer).map(({ packet }) => packet),
  };
}

type Recording = ReturnType<typeof readRecording>;
const countedAsAbandoned = /^(ABANDON|EXITWITHTIMEOUT|EXITEMPTY|WITHDRAW)$/;

/**
 * Channels that took over the place of one that waited, by the Uniqueid of that one: it hangs up without leaving the queue, and app_queue
 * reports another from then on.
 */
function takeovers(packets: readonly Arrived[]): Map<string, string> {
  const found = new Map<string, string>();
  const waiting = new Map<string, string>();
  const orphans: { id: string; queue: string }[] = [];
  for (const { packet } of packets) {
    const { Event: event = '', Uniqueid: id = '', Queue: queue = '' } = packet;
    if (event === 'QueueCallerJoin') waiting.set(id, queue);
    else if (event === 'Hangup' && waiting.has(id)) {
      orphans.push({ id, queue: waiting.get(id) ?? '' });
      waiting.delete(id);
    } else if (/^(AgentCalled|AgentRingNoAnswer|QueueCallerLeave|QueueCallerAbandon)$/.test(event)) {
      const place = waiting.get(id) === queue ? -1 : orphans.findIndex((one) => one.queue === queue);
      const [orphan] = place < 0 ? [] : orphans.splice(place, 1);
      if (orphan) waiting.set(id, queue);
      if (orphan) found.set(orphan.id, id);
      if (event === 'QueueCallerLeave') waiting.delete(id);
    }
  }
  return found;
}

export function createRecordedAsterisk({ packets, lines, first }: Recording) {
  const successors = takeovers(packets);
  const channels = new Map<string, Packet>();
  const waiting = new Map<string, { queue: string; at: number }>();
  const inCall = new Set<string>();
  const finished: Record<string, { completed: number; abandoned: number }> = {};
  let members = first.filter((one) => one['Event'] === 'QueueMember');
  const queues = first.filter((one) => one['Event'] === 'QueueParams').map((one) => one['Queue'] ?? '');
  const of = (queue: string) => (finished[queue] ??= { completed: 0, abandoned: 0 });
  const reported = new Set(
    packets
      .filter(({ packet }) => packet['Event'] === 'QueueCallerAbandon')
      .map(({ packet }) => packet['Uniqueid'] ?? ''),
  );
  /** A caller who was bridged from outside leaves in queue_log and in the counters alone. */
  const unreported = lines.flatMap(({ at, text }) => {
    const [, call = '', queue = '', , verb = ''] = text.split('|');
    return countedAsAbandoned.test(verb) && !reported.has(call) ? [{ at, queue }] : [];
  });

  return {
    receive({ packet, ms }: Arrived): void {
      const { Uniqueid: id = '', Queue: queue = '', MemberName: name = '' } = packet;
      const change = (more: Packet): void =>
        void (channels.has(id) && channels.set(id, { ...channels.get(id), ...more }));
      switch (packet['Event']) {
        case 'Newchannel':
          channels.set(id, { Event: 'CoreShowChannel', Uniqueid: id, Channel: packet['Channel'], BridgeId: '' });
          break;
        case 'Newexten':
          change({ Application: packet['Application'], ApplicationData: packet['AppData'] ?? '' });
          break;
        case 'BridgeEnter':
          change({ BridgeId: packet['BridgeUniqueid'] });
          waiting.delete(id);
          break;
        case 'BridgeLeave':
          change({ BridgeId: '' });
          break;
        case 'Hangup': {
          const successor = successors.get(id);
          const place = waiting.get(id);
          if (successor !== undefined && place) {
            waiting.set(successor, place);
            const { Application: application, ApplicationData: data } = channels.get(id) ?? {};
            channels.set(successor, {
              ...channels.get(successor),
              Event: 'CoreShowChannel',
              Uniqueid: successor,
              BridgeId: '',
              Application: application,
              ApplicationData: data,
            });
          }
          channels.delete(id);
          waiting.delete(id);
          break;
        }
        case 'QueueCallerJoin':
          waiting.set(id, { queue, at: ms });
          break;
        case 'QueueCallerLeave':
          waiting.delete(id);
          break;
        case 'QueueCallerAbandon':
          of(queue).abandoned++;
          break;
        case 'AgentConnect':
          inCall.add(`${queue} ${name}`);
          break;
        case 'AgentComplete':
          inCall.delete(`${queue} ${name}`);
          of(queue).completed++;
          break;
        case 'QueueMemberAdded':
          members = [...members, { ...packet, Event: 'QueueMember', Name: name, Location: packet['Interface'] }];
          break;
        case 'QueueMemberRemoved':
          members = members.filter((one) => one['Queue'] !== queue || one['Name'] !== name);
          break;
        default: // nothing that its lists show
      }
    },

    /** `now`: epoch ms. */
    answers(now: number): Answers {
      const silent = (queue: string): number =>
        unreported.filter((one) => one.queue === queue && one.at + 999 <= now).length;
      return {
        queueStatus: [
          ...queues.map((queue) => ({
            Event: 'QueueParams',
            Queue: queue,
            Completed: String(of(queue).completed),
            Abandoned: String(of(queue).abandoned + silent(queue)),
          })),
          ...members.map((one) => ({ ...one, InCall: inCall.has(`${one['Queue']} ${one['Name']}`) ? '1' : '0' })),
          ...[...waiting].map(([id, { queue, at }]) => ({
            Event: 'QueueEntry',
            Queue: queue,
            Uniqueid: id,
            Wait: String(Math.floor(now / 1000) - Math.floor(at / 1000)),
          })),
        ],
        channels: [...channels.values()],
      };
    },
  };
}
