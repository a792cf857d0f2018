// What somebody typed, or will change, in the digits of the language on screen.
import { latinDigits, persianDigits } from '../../shared/digits.ts';
import type { Lang } from './numerals.ts';

export const ownDigits = (text: string, lang: Lang): string =>
  lang === 'fa' ? persianDigits(latinDigits(text)) : latinDigits(text);
