// The language of this screen: chosen by ?lang=, kept in localStorage, Persian otherwise.
import { moments } from '../text/moment.ts';
import { numerals, type Lang } from '../text/numerals.ts';
import { ownDigits } from '../text/own-digits.ts';
import { kept, valueOf } from './storage.ts';

const KEY = 'lang';
const isLang = (value: unknown): value is Lang => value === 'fa' || value === 'en';

function initial(): Lang {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLang(asked)) {
    kept.set(KEY, asked);
    return asked;
  }
  const stored = valueOf(kept.get(KEY));
  return isLang(stored) ? stored : 'fa';
}

class Language {
  current = $state<Lang>(initial());
  other = $derived<Lang>(this.current === 'fa' ? 'en' : 'fa');
  numerals = $derived(numerals(this.current));
  /** What is typed, or will be changed, in the digits of this language. */
  digits = $derived.by(() => {
    const lang = this.current;
    return (text: string): string => ownDigits(text, lang);
  });
  moments = $derived(moments(this.current));
  direction = $derived(this.current === 'fa' ? ('rtl' as const) : ('ltr' as const));
  collator = $derived(new Intl.Collator(this.current, { numeric: true }));

  switch(): void {
    this.choose(this.other);
  }

  choose(lang: Lang): void {
    this.show(lang);
    kept.set(KEY, lang);
  }

  /** For now only: what supervisors set for a display is not this browser's to keep. */
  show(lang: Lang): void {
    this.current = lang;
  }
}
export const language = new Language();
