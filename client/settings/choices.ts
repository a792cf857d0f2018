// What can be chosen for a screen, in words; the same for one's own and for a paired display.
import { textSizes, rotation, themes } from '../../shared/settings.ts';
import type { Lang, Numerals } from '../text/numerals.ts';
import { wordsIn } from './words.ts';

const turns = [10, rotation.usual, 30, 60];

export function choices(lang: Lang, { count }: Pick<Numerals, 'count'>) {
  const words = wordsIn[lang];
  return {
    languages: [
      { value: 'fa' as const, label: 'فارسی' },
      { value: 'en' as const, label: 'English' },
    ],
    themes: themes.map((value) => ({ value, label: words.themes[value] })),
    prints: textSizes.map((value) => ({ value, label: words.prints[value] })),
    sounds: [
      { value: 'off' as const, label: words.off },
      { value: 'on' as const, label: words.on },
    ],
    /** `chosen`: stands among them even if it is none of the usual ones. */
    turns: (chosen: number) =>
      [...new Set([...turns, chosen])]
        .sort((a, b) => a - b)
        .map((seconds) => ({ value: String(seconds), label: words.seconds(count(seconds)) })),
  };
}
