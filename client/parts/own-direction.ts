// A name reads in the direction of its first letter, whatever the language around it; what has no letter reads as its
// surroundings do. Svelte rewrites an attribute `dir` at every change around it, and each time the browser lays out again
// what it holds; an attachment writes it once.
import type { Attachment } from 'svelte/attachments';

const leftToRight: Attachment<HTMLElement> = (node) => {
  node.dir = 'ltr';
};
const rightToLeft: Attachment<HTMLElement> = (node) => {
  node.dir = 'rtl';
};

/** For an element with a fixed direction inside text that is redrawn often. */
export const inDirection = (direction: 'ltr' | 'rtl'): Attachment<HTMLElement> =>
  direction === 'rtl' ? rightToLeft : leftToRight;

/** Always one of the same three, so that only a name of another direction touches its node. */
export function ownDirection(text: string): Attachment<HTMLElement> | undefined {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(letter) ? rightToLeft : leftToRight;
}
