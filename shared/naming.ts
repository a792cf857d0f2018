// What something on the board is called in a language.
import type { Name } from './wire.ts';

export type Called = { name: string; names?: Name };

/** The name that somebody gave it in that language, else the only one that it has. */
export const nameIn = ({ name, names }: Called, lang: keyof Name): string => names?.[lang] ?? name;

/** The same for the title of an official, who may have none. */
export const titleIn = (
  { title, titles }: { title?: string | undefined; titles?: Name },
  lang: keyof Name,
): string | undefined => titles?.[lang] ?? title;
