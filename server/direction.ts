// The direction of text that goes out alone, as in a mail: the program that shows it knows nothing of its language.
import type { Language } from '../shared/settings.ts';

const RIGHT_TO_LEFT_MARK = '\u200f';

/** A line that reads from right to left, whatever it begins with, where its language does. */
export const directed = (line: string, lang: Language): string => (lang === 'fa' ? RIGHT_TO_LEFT_MARK + line : line);

/** A part that reads as it is written, and turns nothing around it (the first-strong isolate). */
export const isolate = (text: string): string => `\u2068${text}\u2069`;
