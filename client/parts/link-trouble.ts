// What is wrong with a telephone system's link, in one sentence.
import type { LinkOnWire, LinkState } from '../../shared/links.ts';
import { language } from '../state/language.svelte.ts';
import { common } from '../state/messages.svelte.ts';
import { isolateLtr } from '../text/bidi.ts';

type Trouble = Pick<LinkOnWire, 'code' | 'since'> & { state: Exclude<LinkState, 'up'> };

export function linkTrouble(system: string, { state, code, since }: Trouble, now: number, utcOffset: number): string {
  const { moments } = language;
  const why = (code !== undefined && (common.current.codes[code] ?? code)) || common.current.noReason;
  const phrase = {
    down: common.current.linkDown,
    refused: common.current.linkRefused,
    denied: common.current.linkDenied,
  }[state];
  return phrase(isolateLtr(system), moments.clockOrDay(since, now, utcOffset), why);
}
