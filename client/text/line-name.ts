// The number that citizens dial, in the digits of a language. It is a name, so it has no grouping and keeps leading zeros.
import { numerals, type Lang } from './numerals.ts';

export const nameOfLine = (line: string, lang: Lang): string =>
  line.replace(/\d/g, (digit) => numerals(lang).plain(Number(digit)));
