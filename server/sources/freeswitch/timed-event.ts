// A message of the telephone system with the time at which it was sent.
import type { Headers } from './wire.ts';

/** `at`: when it happened in the telephone system's time, epoch ms. */
export type TimedEvent = { event: Headers; at: number };
