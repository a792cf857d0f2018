// What can be chosen for a screen, in words; the same for one's own and for a paired display.
import { textSizes, rotation, themes } from '../../shared/settings.ts';
import { language } from '../state/language.svelte.ts';
import { common } from '../state/messages.svelte.ts';
import { t } from './messages.svelte.ts';

const turns = [10, rotation.usual, 30, 60];

export function choices() {
  const { languages } = common.current;
  const { count } = language.numerals;
  return {
    languages: [
      { value: 'fa' as const, label: languages.fa },
      { value: 'en' as const, label: languages.en },
    ],
    themes: themes.map((value) => ({ value, label: t.current.themes[value] })),
    prints: textSizes.map((value) => ({ value, label: t.current.prints[value] })),
    sounds: [
      { value: 'off' as const, label: t.current.off },
      { value: 'on' as const, label: t.current.on },
    ],
    /** `chosen`: stands among them even if it is none of the usual ones. */
    turns: (chosen: number) =>
      [...new Set([...turns, chosen])]
        .sort((a, b) => a - b)
        .map((seconds) => ({ value: String(seconds), label: t.current.seconds(count(seconds)) })),
  };
}
