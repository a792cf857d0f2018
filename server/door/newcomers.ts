// Limits queues and desks that nobody named: machines that post may add some hundreds of them, so that made-up
// names do not make the board too large for a screen. What a telephone system reports is always accepted: it has a link and an
// operator behind it.
import type { StoredEvent } from '../../shared/event.ts';
import type { Board } from '../../shared/board.ts';
import type { Refusal } from './door.ts';

export const MOST_UNNAMED = 300;

type Kind = 'queues' | 'desks';
type Parts = {
  /** Whether the profile or a person names it. */
  isNamed: (kind: Kind, id: string) => boolean;
  board: () => Pick<Board, Kind>;
  /** Epoch ms. */
  now: () => number;
  most?: number;
};

/** What was let in and is not on the board by then never comes there: it is too old, or could not be recorded. */
const COMING_MS = 10_000;

const code = { queues: 'too-many-queues', desks: 'too-many-desks' } as const;
const word = { queues: 'queue', desks: 'desk' } as const;

/** Answers why an event may not come onto the board; undefined: it may. */
export function createNewcomers({ isNamed, board, now, most = MOST_UNNAMED }: Parts) {
  /** Let in and not yet on the board, with the moment. */
  const coming = { queues: new Map<string, number>(), desks: new Map<string, number>() };

  const isFull = (kind: Kind, id: string): boolean => {
    const shown = board()[kind];
    if (isNamed(kind, id) || Object.hasOwn(shown, id) || coming[kind].has(id)) return false;
    for (const [one, at] of coming[kind])
      if (Object.hasOwn(shown, one) || Math.abs(now() - at) > COMING_MS) coming[kind].delete(one);
    let count = coming[kind].size;
    for (const one of Object.keys(shown)) if (!isNamed(kind, one)) count++;
    return count >= most;
  };

  return (event: StoredEvent): Refusal | undefined => {
    const named: [Kind, string | undefined][] = [
      ['queues', 'queue' in event ? event.queue : undefined],
      ['desks', 'desk' in event ? event.desk : undefined],
    ];
    for (const [kind, id] of named)
      if (id !== undefined && isFull(kind, id))
        return {
          ok: false,
          code: code[kind],
          message: `${word[kind]}: expected one that has a name here or is on the board: ${most} others are on the board already`,
        };
    for (const [kind, id] of named)
      if (id !== undefined && !isNamed(kind, id) && !Object.hasOwn(board()[kind], id)) coming[kind].set(id, now());
    return undefined;
  };
}
