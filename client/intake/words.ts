import { en } from './words.en.ts';
import { fa } from './words.fa.ts';

export const wordsIn = { fa, en };
