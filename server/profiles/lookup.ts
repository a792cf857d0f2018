// How words that people and dialplans write find the ids of the profile.

/** Words are compared without case, spaces and joiners, and with the Arabic forms of ی and ک as Persian ones. */
export const folded = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replace(/[\s\u200b-\u200f\u2060\u0640]/g, '');

type Words = Record<string, { name?: unknown; match?: readonly string[]; fa?: string; en?: string }>;

/** Folded word → id, from ids, names in all languages and further matches. */
export function lookup(words: Words): Map<string, string> {
  const map = new Map<string, string>();
  for (const [id, { name, match, fa, en }] of Object.entries(words)) {
    const names =
      typeof name === 'object' && name !== null ? Object.values(name as Record<string, string>) : [name as string];
    for (const word of [id, ...names, fa, en, ...(match ?? [])]) if (word !== undefined) map.set(folded(word), id);
  }
  return map;
}
