// A weak screen cannot draw all that twenty changes a second touch: its frames would pile up, and each would be late and
// long. There the parts of what is held take turns. A round takes all of them from one board, so that each round ends with
// a board that the server once had; a new one begins LAST_STAGE + 1 times APART_MS after the last.
import type { BoardState } from './board-state.ts';
import { LAST_STAGE } from './board-signals.ts';

/** Longer than a weak screen draws one part. */
const APART_MS = 80;

export type StagedUpdates = {
  /** Shows what follows on what was shown. */
  show: (next: BoardState) => void;
  /** Shows something else: all of it, at once. */
  showAtOnce: (next: BoardState) => void;
  /** Nothing is shown any more. */
  stop: () => void;
};

/** `take` shows the parts of one turn, or all. */
export function createStagedUpdates(
  take: (next: BoardState, turn?: number) => void,
  isWeak: () => boolean,
): StagedUpdates {
  let latest: BoardState | undefined;
  /** What all turns of this round take. */
  let round: BoardState | undefined;
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    latest = undefined;
    turn = 0;
  };
  const showAtOnce = (next: BoardState): void => {
    stop();
    latest = next;
    take(next);
  };
  const takeTurn = (): void => {
    timer = undefined;
    if (turn === 0) round = latest;
    if (!round) return;
    take(round, turn);
    turn = turn === LAST_STAGE ? 0 : turn + 1;
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
