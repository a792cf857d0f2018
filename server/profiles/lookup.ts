// How words that people and dialplans write find the ids of the profile.
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';

type Words = Record<string, { name?: unknown; match?: readonly string[]; fa?: string; en?: string }>;

/** Folded word → id, from ids, names in all languages and further matches. */
export function lookup(words: Words): Map<string, string> {
  const map = new Map<string, string>();
  for (const [id, { name, match, fa, en }] of Object.entries(words)) {
    const names =
      typeof name === 'object' && name !== null ? Object.values(name as Record<string, string>) : [name as string];
    for (const word of [id, ...names, fa, en, ...(match ?? [])])
      if (word !== undefined) map.set(normalizeForSearch(word), id);
  }
  return map;
}
