// Queue members → states of desks. A member's state is reported once for every queue that it is in.
import { ownMember } from '../../../shared/own-member.ts';
import type { RawEvent } from '../../../shared/event.ts';
import type { DeskState } from '../../../shared/board.ts';
import { idOf, type Names } from '../names.ts';
import type { KnownCalls } from '../known-calls.ts';
import type { Agents } from './agents.ts';
import type { TimedPacket } from './timed-packet.ts';
import type { Packet } from './wire.ts';

/** Asterisk device states by number; a status without information (0 unknown) is left out. */
const stateOf: Readonly<Record<string, DeskState>> = {
  '1': 'free',
  '2': 'busy',
  '3': 'busy',
  '4': 'unreachable',
  '5': 'unreachable',
  '6': 'ringing',
  '7': 'busy',
  '8': 'busy',
};

type Parts = { system: string; names: Names; agents: Agents; recall: KnownCalls };

export function createMembers({ system, names, agents, recall }: Parts) {
  /** The last emitted state per desk and queue, so that only changes become events. */
  const emitted = new Map<string, string>();

  const keyOf = (desk: string, queue = ''): string => `${desk} ${queue}`;
  const faceOf = (packet: Packet): string => packet['Interface'] ?? packet['Location'] ?? '';
  const { deskOf } = agents;
  /** Interface → the desk that it was last reported as. */
  const deskAs = new Map<string, string>();
  const fact = (desk: string, queue: string, state: DeskState, at: number) => ({
    type: 'desk.state' as const,
    id: `${idOf(system)}/desk/${desk}/${queue}/${state}/${at}`,
    at,
    desk,
    queue,
    state,
  });

  /** It has a separate desk since it has a twin: the one that they shared has no member any more. */
  const leave = (desk: string, at: number): readonly RawEvent[] => {
    const events: RawEvent[] = [];
    for (const [key, shown] of emitted) {
      const [of, queue = ''] = key.split(' ');
      if (of !== desk || shown === 'away ') continue;
      emitted.set(key, 'away ');
      events.push(fact(desk, queue, 'away', at));
    }
    return events;
  };

  const change = (packet: Packet, at: number, state: DeskState | undefined, approx: boolean): readonly RawEvent[] => {
    const queue = names.queue(packet['Queue'] ?? '');
    if (!queue || state === undefined || faceOf(packet) === '') return [];
    const desk = deskOf(packet);
    const before = deskAs.get(faceOf(packet));
    deskAs.set(faceOf(packet), desk.id);
    const left = before !== undefined && before !== desk.id ? leave(before, at) : [];
    const why = packet['PausedReason'] ?? '';
    const reason = state === 'paused' && why !== '' ? names.reason(why) : undefined;
    const key = keyOf(desk.id, queue.id);
    const shown = `${state} ${reason ?? ''}`;
    if (emitted.get(key) === shown) return left;
    // The log has it already, and a second event would lose since when it is so.
    const isInLog = approx && !emitted.has(key) && recall.latestDeskState(desk.id, queue.id) === state;
    emitted.set(key, shown);
    if (isInLog) return left;
    const changed: RawEvent = {
      ...fact(desk.id, queue.id, state, at),
      name: desk.name,
      ...(reason !== undefined && { reason }),
      ...(approx && { approx: true as const }),
    };
    return [...left, changed];
  };

  const read = (packet: Packet): DeskState | undefined =>
    packet['Paused'] === '1' ? 'paused' : ownMember(stateOf, packet['Status'] ?? '');

  return {
    status: ({ packet, at }: TimedPacket): readonly RawEvent[] => change(packet, at, read(packet), false),
    removed: ({ packet, at }: TimedPacket): readonly RawEvent[] => change(packet, at, 'away', false),
    /** A QueueMember of an answer, after `agents.applySnapshot`: its present state, without a known beginning. */
    applySnapshot: (packet: Packet, at: number): readonly RawEvent[] => change(packet, at, read(packet), true),
    /** After all that these queues list: a member that is not among them was removed while this link was away. */
    markMissing(queues: readonly string[], listed: readonly Packet[], at: number): readonly RawEvent[] {
      const events: RawEvent[] = [];
      const here = new Set(listed.map((packet) => keyOf(deskOf(packet).id, names.queue(packet['Queue'] ?? '')?.id)));
      for (const queue of queues.map((raw) => names.queue(raw)?.id ?? ''))
        for (const desk of recall.desksIn(system, queue)) {
          const key = keyOf(desk, queue);
          if (here.has(key) || emitted.has(key)) continue; // its removal would be reported on this connection
          emitted.set(key, 'away ');
          events.push({ ...fact(desk, queue, 'away', at), approx: true });
        }
      return events;
    },
  };
}
