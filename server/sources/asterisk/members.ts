// Queue members → states of desks. A member's state is told once for every queue that it is in.
import type { DeskState } from '../../../shared/board.ts';
import { idOf, type Names } from '../names.ts';
import type { Recall } from '../recall.ts';
import type { Say } from '../calls.ts';
import type { Agents } from './agents.ts';
import type { Heard } from './translate.ts';
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

type Parts = { system: string; names: Names; agents: Agents; recall: Recall; say: Say };

export function createMembers({ system, names, agents, recall, say }: Parts) {
  /** The last state said per desk and queue, so that only changes become events. */
  const said = new Map<string, string>();

  const tell = (packet: Packet, at: number, state: DeskState | undefined, approx: boolean): void => {
    const queue = names.queue(packet['Queue'] ?? '');
    const face = packet['Interface'] ?? packet['Location'] ?? '';
    if (!queue || state === undefined || face === '') return;
    const desk = names.desk(packet['MemberName'] ?? packet['Name'] ?? '', face);
    const why = packet['PausedReason'] ?? '';
    const reason = state === 'paused' && why !== '' ? names.reason(why) : undefined;
    const key = `${desk.id} ${queue.id}`;
    const word = `${state} ${reason ?? ''}`;
    if (said.get(key) === word) return;
    // What the log already says of it needs no second telling, which would lose since when it is so.
    if (approx && !said.has(key) && recall.deskWord(desk.id, queue.id) === state) return void said.set(key, word);
    said.set(key, word);
    say({
      type: 'desk.state',
      id: `${idOf(system)}/desk/${desk.id}/${queue.id}/${state}/${at}`,
      at,
      desk: desk.id,
      name: desk.name,
      queue: queue.id,
      state,
      ...(reason !== undefined && { reason }),
      ...(approx && { approx: true as const }),
    });
  };

  const read = (packet: Packet): DeskState | undefined =>
    packet['Paused'] === '1' ? 'paused' : stateOf[packet['Status'] ?? ''];

  return {
    status: ({ packet, at }: Heard): void => tell(packet, at, read(packet), false),
    removed: ({ packet, at }: Heard): void => tell(packet, at, 'away', false),
    /** A QueueMember of an answer: so it is now, since when nobody said. */
    listed(packet: Packet, at: number): void {
      agents.heard(packet);
      tell(packet, at, read(packet), true);
    },
    /** After all that these queues list: who is not among them was removed while nobody listened. */
    unlisted(queues: readonly string[], at: number): void {
      for (const [name, face] of Object.entries(agents.members())) {
        const desk = names.desk(name, face).id;
        for (const raw of queues) {
          const queue = names.queue(raw)?.id ?? '';
          // Of whom something was said on this connection, a removal is heard.
          if (said.has(`${desk} ${queue}`) || (recall.deskWord(desk, queue) ?? 'away') === 'away') continue;
          tell({ Queue: raw, MemberName: name, Interface: face }, at, 'away', true);
        }
      }
    },
  };
}
