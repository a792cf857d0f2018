// The language of this screen: chosen by ?lang=, kept in localStorage, Persian otherwise.
import { moments } from '../text/moment.ts';
import { numerals, type Lang } from '../text/numerals.ts';

const KEY = 'lang';
const isLang = (value: unknown): value is Lang => value === 'fa' || value === 'en';

/** A browser may forbid storage; then the choice lasts as long as the page. */
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
function store(lang: Lang): void {
  try {
    localStorage.setItem(KEY, lang);
  } catch (error) {
    console.info('the language is not kept: storage is closed', error);
  }
}

function initial(): Lang {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLang(asked)) {
    store(asked);
    return asked;
  }
  const kept = stored();
  return isLang(kept) ? kept : 'fa';
}

class Language {
  current = $state<Lang>(initial());
  other = $derived<Lang>(this.current === 'fa' ? 'en' : 'fa');
  numerals = $derived(numerals(this.current));
  moments = $derived(moments(this.current));
  direction = $derived(this.current === 'fa' ? ('rtl' as const) : ('ltr' as const));
  collator = $derived(new Intl.Collator(this.current, { numeric: true }));

  switch(): void {
    this.choose(this.other);
  }

  choose(lang: Lang): void {
    this.show(lang);
    store(lang);
  }

  /** For now only: what supervisors set for a display is not this browser's to keep. */
  show(lang: Lang): void {
    this.current = lang;
  }
}
export const language = new Language();
