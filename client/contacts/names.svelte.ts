// The names that the province uses, by their ids.
import type { PickOption } from '../parts/pickable.ts';
import type { AnswerOf } from '../../shared/api/types.ts';
import { Query } from '../state/query.svelte.ts';
import { askSignedIn } from '../state/signed-in.ts';
import { language } from '../state/language.svelte.ts';
import { common } from '../state/messages.svelte.ts';
import { t } from './messages.svelte.ts';

type List = 'channels' | 'counties' | 'topics' | 'kinds' | 'agencies';

class Names extends Query<AnswerOf<'GET /api/words'>> {
  constructor() {
    super(() => askSignedIn('GET /api/words'));
  }
  /** The name of an id; the id itself where the profile does not know it (any more). */
  of(list: List, id: string | undefined): string {
    if (id === undefined) return t.current.none;
    return id === 'unknown' ? common.current.unknown : (this.current?.[list][id]?.[language.current] ?? id);
  }
  /** Those that a person may register, in the profile's order. */
  channels(): { value: string; label: string }[] {
    return Object.entries(this.current?.channels ?? {}).map(([value, name]) => ({
      value,
      label: name[language.current],
    }));
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
