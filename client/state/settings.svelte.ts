// Language and look of this screen. A paired display uses what supervisors set; on any other screen the person there
// chooses, and the choice is kept in localStorage.
import { MediaQuery } from 'svelte/reactivity';
import type { WallPage } from '../../shared/role.ts';
import { textSizes, rotation, themes, type TextSize, type ScreenSettings, type Theme } from '../../shared/settings.ts';
import { readKept, type Kept } from './kept-settings.ts';
import { language } from './language.svelte.ts';
import { kept, valueOf } from './storage.ts';

const KEY = 'screen';

/** What the address asks for, such as ?theme=light, is for a kiosk that nobody can set by hand. */
function asked(): Kept {
  const query = new URLSearchParams(location.search);
  const theme = themes.find((known) => known === query.get('theme'));
  const size = textSizes.find((known) => known === query.get('size'));
  return { ...(theme && { theme }), ...(size && { size }) };
}

const bright = new MediaQuery('(prefers-color-scheme: light)');

class Settings {
  #own = $state.raw<Kept>({ ...readKept(valueOf(kept.get(KEY))), ...asked() });
  #set = $state.raw<ScreenSettings | undefined>();
  #current = $derived<Kept>(this.#set ?? this.#own);

  theme = $derived<Theme>(this.#current.theme ?? 'dark');
  /** What the theme comes to on this device. */
  shade = $derived(this.theme === 'system' ? (bright.current ? 'light' : 'dark') : this.theme);
  print = $derived<TextSize>(this.#current.size ?? 'usual');
  sound = $derived(this.#current.sound ?? false);
  rotateSeconds = $derived(this.#current.rotateSeconds ?? rotation.usual);
  /** The first page of the wall where the display has none set. */
  page = $derived<WallPage | 'rotate'>(this.#own.page ?? 'wall');

  change(part: Kept): void {
    this.#own = { ...this.#own, ...part };
    kept.set(KEY, JSON.stringify(this.#own));
  }

  /** From now on supervisors decide. */
  obey(set: ScreenSettings): void {
    this.#set = set;
    language.show(set.lang ?? 'fa');
  }
}
export const settings = new Settings();
