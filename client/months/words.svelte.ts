// The words of these pages in the language of this screen.
import { language } from '../state/language.svelte.ts';
import { en } from './words.en.ts';
import { fa, type Words } from './words.fa.ts';

export const words = (): Words => (language.current === 'fa' ? fa : en);
