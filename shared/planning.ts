// What the planning of sittings says over HTTP: plans going in, sittings coming out, and how a table was understood.
import type { SittingOnBoard } from './board.ts';
import type { Forecast } from './forecast.ts';
import type { Life } from './life.ts';

/** What was foreseen at half-time of those who waited then, and how many of them were answered before the end. */
export type HalfTime = Forecast & { waiting: number; answered: number };
