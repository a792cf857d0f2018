// How long something lasted, as an event may hold it.
import { MOST_SECONDS } from '../../../shared/event-fields.ts';

/** Undefined where it is longer than any call: a clock was set meanwhile, and an event with it would be refused. */
export function wholeSeconds(from: number, to: number): number | undefined {
  const seconds = Math.max(0, Math.round((to - from) / 1000));
  return seconds > MOST_SECONDS ? undefined : seconds;
}
