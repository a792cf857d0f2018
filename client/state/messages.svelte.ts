// The one way in which words come onto the screen: each feature has messages.fa.ts and messages.en.ts beside it and joins them here.
import { en } from '../text/messages.en.ts';
import { fa } from '../text/messages.fa.ts';
import { language } from './language.svelte.ts';

/** `current`: in the language of this screen; `other`: in the other one, for a screen that does not know who reads it. */
export const messages = <M>(fa: M, en: M) => ({
  get current(): M {
    return language.current === 'fa' ? fa : en;
  },
  get other(): M {
    return language.current === 'fa' ? en : fa;
  },
});

/** What many parts of the screen say; all else stands with its feature, so that a wall never loads the words of a form. */
export const common = messages(fa, en);
