// The time of day in figures, such as 08:30.
import { MINUTE } from './time.ts';

/** `ms`: epoch ms. `utcOffset`: minutes east of UTC. */
export const clockText = (ms: number, utcOffset: number): string =>
  new Date(ms + utcOffset * MINUTE).toISOString().slice(11, 16);
