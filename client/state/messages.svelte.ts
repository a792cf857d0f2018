// The one way in which words come onto the screen: each feature has messages.fa.ts and messages.en.ts, joined by this.
import { en } from '../text/messages.en.ts';
import { fa } from '../text/messages.fa.ts';
import { language } from './language.svelte.ts';

/** `current`: in the language of this screen; `other`: in the other one, for a screen whose readers are unknown. */
export const messages = <M>(fa: M, en: M) => ({
  get current(): M {
    return language.current === 'fa' ? fa : en;
  },
  get other(): M {
    return language.current === 'fa' ? en : fa;
  },
});

/** Texts that many parts share. All others stand with their feature, so that a wall never loads the texts of a form. */
export const common = messages(fa, en);
