// What every page of the wall is given.
import type { Held } from '../state/held.ts';
import type { SittingsNow } from './sittings-now.ts';

export type WallPageProps = {
  held: Held;
  /** Now, as far as it is known: durations stand still when nothing is heard. */
  now: number;
  sittings: SittingsNow;
};
