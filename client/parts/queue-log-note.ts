// What people should know of the queue_log that heals a telephone system's gaps, in one sentence.
import type { QueueLogOnWire } from '../../shared/links.ts';
import { language } from '../state/language.svelte.ts';
import { common } from '../state/messages.svelte.ts';
import { isolateLtr } from '../text/bidi.ts';

/** `now`: epoch ms; a line of another day is named with its day. */
export function queueLogNote(system: string, { code, until }: QueueLogOnWire, now: number, utcOffset: number): string {
  const moment = until === undefined ? undefined : language.moments.clockOrDay(until, now, utcOffset);
  return common.current.queueLog[code](isolateLtr(system), moment);
}
