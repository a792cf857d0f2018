// What something on the board is called in the language of this screen.
import { nameIn, type Called } from '../../shared/naming.ts';
import { language } from './language.svelte.ts';

/** `otherwise`: its id, where the board does not have it. */
export function nameHere(one: Called): string;
export function nameHere<T extends string | undefined>(one: Called | undefined, otherwise: T): string | T;
export function nameHere(one: Called | undefined, otherwise?: string): string | undefined {
  return one ? nameIn(one, language.current) : otherwise;
}
