// The words of these pages in the language of this screen, and the names that the province uses.
import type { PickOption } from '../parts/pickable.ts';
import { Fetched } from '../state/fetched.svelte.ts';
import { language } from '../state/language.svelte.ts';
import { en } from './words.en.ts';
import { fa, type Words } from './words.fa.ts';

export const words = (): Words => (language.current === 'fa' ? fa : en);

type List = 'counties' | 'topics' | 'kinds' | 'agencies';

class Names extends Fetched<'GET /api/words'> {
  constructor() {
    super('GET /api/words');
  }
  /** The name of an id; the id itself where the profile does not know it (any more). */
  of(list: List, id: string | undefined): string {
    if (id === undefined) return words().none;
    return id === 'unknown' ? language.words.unknown : (this.current?.[list][id]?.[language.current] ?? id);
  }
  options(list: List): PickOption[] {
    return Object.entries(this.current?.[list] ?? {})
      .map(([value, { fa: persian, en: english }]) => ({
        value,
        label: language.current === 'fa' ? persian : english,
        also: [persian, english],
      }))
      .sort((a, b) => language.collator.compare(a.label, b.label));
  }
}
export const names = new Names();
