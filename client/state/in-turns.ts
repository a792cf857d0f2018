// A weak screen cannot draw all that twenty changes a second touch: its frames would pile up, and each would be late and
// long. There the parts of what is held take turns. A round takes all of them from one board, so that each round ends with
// a board that the server once had; a new one begins LAST_TURN + 1 times APART_MS after the last.
import type { Held } from './held.ts';
import { LAST_TURN } from './held-in-parts.ts';

/** Longer than a weak screen draws one part. */
const APART_MS = 80;

export type InTurns = {
  /** Shows what follows on what was shown. */
  show: (next: Held) => void;
  /** Shows something else: all of it, at once. */
  showAtOnce: (next: Held) => void;
  /** Nothing is shown any more. */
  stop: () => void;
};

/** `take` shows the parts of one turn, or all. */
export function createTurns(take: (next: Held, turn?: number) => void, isWeak: () => boolean): InTurns {
  let latest: Held | undefined;
  /** What all turns of this round take. */
  let round: Held | undefined;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    latest = undefined;
    turn = 0;
  };
  const showAtOnce = (next: Held): void => {
    stop();
    latest = next;
    take(next);
  };
  const takeTurn = (): void => {
    timer = undefined;
    if (turn === 0) round = latest;
    if (!round) return;
    take(round, turn);
    turn = turn === LAST_TURN ? 0 : turn + 1;
    if (turn !== 0 || round !== latest) timer = setTimeout(takeTurn, APART_MS);
  };
  return {
    show(next) {
      if (!latest || !isWeak()) return showAtOnce(next);
      latest = next;
      if (timer === undefined) takeTurn();
    },
    showAtOnce,
    stop,
  };
}
