// What people should know of the queue_log that heals a telephone system's gaps, in one sentence.
import { DAY } from '../../shared/time.ts';
import type { QueueLogOnWire } from '../../shared/links.ts';
import { language } from '../state/language.svelte.ts';
import { common } from '../state/messages.svelte.ts';
import { isolateLtr } from '../text/bidi.ts';

/** `now`: epoch ms; a line of another day is named with its day. */
export function queueLogNote(system: string, { code, until }: QueueLogOnWire, now: number, utcOffset: number): string {
  const { moments } = language;
  const dayOf = (ms: number): number => Math.floor((ms + utcOffset * 60_000) / DAY);
  const clock = until === undefined ? undefined : moments.clock(until, utcOffset);
  const isToday = until === undefined || dayOf(until) === dayOf(now);
  return common.current.queueLog[code](
    isolateLtr(system),
    clock === undefined || isToday ? clock : `${clock} · ${moments.dayOfWeek(until ?? now, utcOffset)}`,
  );
}
