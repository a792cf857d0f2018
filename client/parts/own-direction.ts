// A name reads in the direction of its first letter, whatever the language around it; what has no letter reads as its
// surroundings do. Svelte writes `dir="auto"` anew at every change around it, and each time the browser lays the name out again.
import type { Attachment } from 'svelte/attachments';

const leftToRight: Attachment<HTMLElement> = (node) => {
  node.dir = 'ltr';
};
const rightToLeft: Attachment<HTMLElement> = (node) => {
  node.dir = 'rtl';
};

/** Always one of the same three, so that only a name of another direction touches its node. */
export function ownDirection(text: string): Attachment<HTMLElement> | undefined {
  const letter = /\p{L}/u.exec(text)?.[0];
  if (letter === undefined) return undefined;
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(letter) ? rightToLeft : leftToRight;
}
