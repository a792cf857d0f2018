// Whether the number came through as it was put in. What chance grew other digits onto is another number: no rule finds it in a
// long row of digits, and nobody would read it out of one.
import { local, plainDigits } from '../support/pii-canary.ts';

const separated = (digits: string): string => [...digits].join('[^\\p{L}\\d]{0,3}');
const alone = (digits: string): string => `(?<![\\d][^\\p{L}\\d]{0,5}|\\d)${separated(digits)}(?![^\\p{L}\\d]{0,5}\\d)`;
const NUMBER = new RegExp(`${alone('9111234567')}|(?<!\\d)(?:0|98|0098)?9111234567(?!\\d)`, 'u');
const LOCAL = new RegExp(`(?<!\\d)(?:011)?${local}(?!\\d)`, 'u');

export const holdsWhole = (text: string): boolean => {
  const plain = plainDigits(text);
  return NUMBER.test(plain) || LOCAL.test(plain);
};

/** The text in a value that holds it; `except`: fields that may carry any digits. */
export function numberIn(value: unknown, except: readonly string[] = []): string | undefined {
  if (typeof value === 'string' || typeof value === 'number')
    return holdsWhole(String(value)) ? String(value) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (except.includes(key)) continue;
    const found = holdsWhole(key) ? key : numberIn(inner, except);
    if (found !== undefined) return found;
  }
  return undefined;
}
