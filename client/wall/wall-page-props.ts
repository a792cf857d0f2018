// What every page of the wall is given.
import type { BoardState } from '../state/board-state.ts';
import type { SittingsNow } from './sittings-now.ts';

export type WallPageProps = {
  held: BoardState;
  /** Now, as far as it is known: durations stand still when nothing is heard. */
  now: number;
  sittings: SittingsNow;
};
