// Words that somebody who guesses takes from the place: what the system is called, its province and its line.
import type { Profile } from '../../shared/profile.ts';
import { folded, lettersOf } from './folded-password.ts';

const OWN = ['111', 'samad', 'wallboard', 'سامد'];
const SHORTEST = 3;
/** Shorter parts of a name, such as the "and" between two words, say nothing about it. */
const SHORTEST_PART = 4;

/** Of the province: its id, its names and the number that people call. */
export const provinceWords = ({ id, name, line }: Pick<Profile, 'id' | 'name' | 'line'>): string[] => [
  id,
  name.fa,
  name.en,
  line,
];

/** Whether such words make up at least half of a folded password. `words`: further ones, as they are written. */
export function isMostlyContext(password: string, words: readonly string[]): boolean {
  const letters = lettersOf(password);
  let rest = letters;
  for (const word of searched([...OWN, ...words])) rest = rest.replaceAll(word, ' ');
  return letters !== '' && lettersOf(rest).length * 2 <= letters.length;
}

/** Folded, whole and in parts, the longest first, so that a short one does not break a longer one up. */
function searched(words: readonly string[]): string[] {
  const all = words.map(folded).flatMap((word) => {
    const parts = word.split(/[^\p{L}\p{N}]+/u).filter((part) => part.length >= SHORTEST_PART);
    return [lettersOf(word), ...parts];
  });
  return [...new Set(all)].filter((word) => word.length >= SHORTEST).sort((a, b) => b.length - a.length);
}
