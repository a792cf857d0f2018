// What is wrong with a telephone system's link, in one sentence.
import type { LinkOnWire, LinkState } from '../../shared/links.ts';
import { language } from '../state/language.svelte.ts';
import { isolateLtr } from '../text/bidi.ts';

type Trouble = Pick<LinkOnWire, 'code' | 'since'> & { state: Exclude<LinkState, 'up'> };

export function linkTrouble(system: string, { state, code, since }: Trouble, utcOffset: number): string {
  const { words, moments } = language;
  const why = (code !== undefined && (words.codes[code] ?? code)) || words.noReason;
  const phrase = { down: words.linkDown, refused: words.linkRefused, denied: words.linkDenied }[state];
  return phrase(isolateLtr(system), moments.clock(since, utcOffset), why);
}
