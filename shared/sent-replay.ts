// A replay that a supervisor sends a display to: which, how long, and which moment of it is shown.
import { HOUR } from './time.ts';

/** A replay that a supervisor sent a display to; a display sees no other. `began`: when that was, epoch ms. */
export type SentReplay = { id: string; from: number; to: number; speed: number; began: number };

/** Most that a display replays at a time, ms of watching; and how many displays at once: people replay, too. */
export const LONGEST_SENT = 2 * HOUR;
export const MOST_SENT = 6;

/** How long it takes to watch a stretch, in whole ms. */
export const watchTime = ({ from, to, speed }: Pick<SentReplay, 'from' | 'to' | 'speed'>): number =>
  Math.ceil((to - from) / speed);
export const sentEnd = (sent: SentReplay): number => sent.began + watchTime(sent);
/** The moment that it shows: all displays that were sent together show the same. */
export const sentMoment = (sent: SentReplay, now: number): number =>
  Math.min(Math.max(Math.round(sent.from + (now - sent.began) * sent.speed), sent.from), sent.to);
