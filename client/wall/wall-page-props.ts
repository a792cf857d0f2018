// What every page of the wall is given.
import type { BoardState } from '../state/board-state.ts';
import type { SittingsNow } from './sittings-now.ts';

export type WallPageProps = {
  held: BoardState;
  /** The time up to which the data is known: durations stop while nothing is received. */
  now: number;
  sittings: SittingsNow;
};
