// Queue members → states of desks. A member's state is told once for every queue that it is in.
import type { DeskState } from '../../../shared/board.ts';
import { idOf, type Names } from '../names.ts';
import type { KnownCalls } from '../known-calls.ts';
import type { Say } from '../calls.ts';
import type { Agents } from './agents.ts';
import type { TimedPacket } from './timed-packet.ts';
import type { Packet } from './wire.ts';

/** Asterisk device states by number; a status that says nothing (0 unknown) is left out. */
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

type Parts = { system: string; names: Names; agents: Agents; recall: KnownCalls; say: Say };

export function createMembers({ system, names, agents, recall, say }: Parts) {
  /** The last state said per desk and queue, so that only changes become events. */
  const said = new Map<string, string>();

  const keyOf = (desk: string, queue = ''): string => `${desk} ${queue}`;
  const faceOf = (packet: Packet): string => packet['Interface'] ?? packet['Location'] ?? '';
  const { deskOf } = agents;
  /** Interface → the desk that it was last told of as. */
  const deskAs = new Map<string, string>();
  const fact = (desk: string, queue: string, state: DeskState, at: number) => ({
    type: 'desk.state' as const,
    id: `${idOf(system)}/desk/${desk}/${queue}/${state}/${at}`,
    at,
    desk,
    queue,
    state,
  });

  /** It has a desk of its own since it has a twin: the one that they shared is nobody's. */
  const leave = (desk: string, at: number): void => {
    for (const [key, word] of said) {
      const [of, queue = ''] = key.split(' ');
      if (of !== desk || word === 'away ') continue;
      said.set(key, 'away ');
      say(fact(desk, queue, 'away', at));
    }
  };

  const tell = (packet: Packet, at: number, state: DeskState | undefined, approx: boolean): void => {
    const queue = names.queue(packet['Queue'] ?? '');
    if (!queue || state === undefined || faceOf(packet) === '') return;
    const desk = deskOf(packet);
    const before = deskAs.get(faceOf(packet));
    deskAs.set(faceOf(packet), desk.id);
    if (before !== undefined && before !== desk.id) leave(before, at);
    const why = packet['PausedReason'] ?? '';
    const reason = state === 'paused' && why !== '' ? names.reason(why) : undefined;
    const key = keyOf(desk.id, queue.id);
    const word = `${state} ${reason ?? ''}`;
    if (said.get(key) === word) return;
    // What the log already says of it needs no second telling, which would lose since when it is so.
    if (approx && !said.has(key) && recall.deskWord(desk.id, queue.id) === state) return void said.set(key, word);
    said.set(key, word);
    say({
      ...fact(desk.id, queue.id, state, at),
      name: desk.name,
      ...(reason !== undefined && { reason }),
      ...(approx && { approx: true as const }),
    });
  };

  const read = (packet: Packet): DeskState | undefined =>
    packet['Paused'] === '1' ? 'paused' : stateOf[packet['Status'] ?? ''];

  return {
    status: ({ packet, at }: TimedPacket): void => tell(packet, at, read(packet), false),
    removed: ({ packet, at }: TimedPacket): void => tell(packet, at, 'away', false),
    /** A QueueMember of an answer, after `agents.listed`: so it is now, since when nobody said. */
    listed(packet: Packet, at: number): void {
      tell(packet, at, read(packet), true);
    },
    /** After all that these queues list: who is not among them was removed while nobody listened. */
    unlisted(queues: readonly string[], listed: readonly Packet[], at: number): void {
      const here = new Set(listed.map((packet) => keyOf(deskOf(packet).id, names.queue(packet['Queue'] ?? '')?.id)));
      for (const queue of queues.map((raw) => names.queue(raw)?.id ?? ''))
        for (const desk of recall.desksIn(system, queue)) {
          const key = keyOf(desk, queue);
          if (here.has(key) || said.has(key)) continue; // of whom something was said on this connection, a removal is heard
          said.set(key, 'away ');
          say({ ...fact(desk, queue, 'away', at), approx: true });
        }
    },
  };
}
