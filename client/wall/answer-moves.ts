// What became of those who waited between two boards: who was answered, at which desk, and who left unanswered. The board says
// neither: a visit leaves a queue, and a desk takes a call of that queue. Where several do at once, the oldest was first. Pure.
import type { Board } from '../../shared/board.ts';

export type Moment = {
  /** By the key of the bead. */
  waits: ReadonlyMap<string, { queue: string; joinedAt: number }>;
  /** By desk. */
  calls: ReadonlyMap<string, { queue: string; answeredAt: number }>;
};
export type Moves = { answered: { bead: string; desk: string }[]; gone: string[] };

export function momentOf({ queues, desks }: Pick<Board, 'queues' | 'desks'>): Moment {
  const waits = new Map<string, { queue: string; joinedAt: number }>();
  for (const [queue, { waits: keys }] of Object.entries(queues))
    for (const [key, joinedAt] of Object.entries(keys)) waits.set(`${queue}/${key}`, { queue, joinedAt });
  const calls = new Map<string, { queue: string; answeredAt: number }>();
  for (const [desk, { call }] of Object.entries(desks))
    if (call) calls.set(desk, { queue: call.queue, answeredAt: call.answeredAt });
  return { waits, calls };
}

export function movesBetween(before: Moment, after: Moment): Moves {
  const left = [...before.waits]
    .filter(([key]) => !after.waits.has(key))
    .sort(([, a], [, b]) => a.joinedAt - b.joinedAt);
  const taken = [...after.calls]
    .filter(([desk, call]) => before.calls.get(desk)?.answeredAt !== call.answeredAt)
    .sort(([, a], [, b]) => a.answeredAt - b.answeredAt);
  const moves: Moves = { answered: [], gone: [] };
  for (const [bead, { queue }] of left) {
    const at = taken.findIndex(([, call]) => call.queue === queue);
    const [found] = at === -1 ? [] : taken.splice(at, 1);
    if (found) moves.answered.push({ bead, desk: found[0] });
    else moves.gone.push(bead);
  }
  return moves;
}
