// Ids that telephone systems make: UUIDs and epochs are made of digits too, and are no telephone numbers (B8).
import { hidesNumber, mayHideNumber } from './number.ts';

const uuid = /(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])/gi;
const epoch = /(?<!\d)[1-9]\d{9}(?:\d{3})?(?!\d)/g;

/** Epoch ms. */
export type Period = { from: number; to: number };
const ANY_TIME: Period = { from: Date.UTC(2010, 0), to: Date.UTC(2100, 0) };

/** Whether such an id could hide a number; an epoch in seconds or milliseconds within the period is none. */
export function idHidesNumber(id: string, { from, to }: Period = ANY_TIME): boolean {
  const isEpoch = (digits: string): boolean => {
    const ms = Number(digits) * (digits.length === 10 ? 1000 : 1);
    return !digits.startsWith('0') && ms >= from && ms <= to;
  };
  if (!mayHideNumber(id, isEpoch)) return false;
  // A letter in their place keeps what stands before apart from what stands behind.
  const rest = id
    .replace(uuid, (one) => (isNoNumber(one) ? 'x' : one))
    .replace(epoch, (digits) => (isEpoch(digits) ? 'x' : digits));
  return hidesNumber(rest);
}

/** A UUID of chance, or one that only counts. One that was made of a number has its digits in front or at the end. */
function isNoNumber(uuidText: string): boolean {
  const digits = uuidText.toLowerCase().replaceAll('-', '');
  const front = digits.slice(0, 12).replace(/(.)\1*$/, '');
  const end = digits.slice(20).replace(/^(.)\1*/, '');
  const most = Math.max(...[front, end].map((part) => part.replace(/[a-f]/g, '').length));
  return most < 7 || isOfChance(digits);
}

/** By its version, its letters, and because no digit fills it up: fewer than one random UUID in a million fails. */
function isOfChance(digits: string): boolean {
  const counts = new Map<string, number>();
  for (const digit of digits) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const isOfVersion = /^.{12}[1-8].{3}[89ab]/.test(digits);
  return isOfVersion && Math.max(...counts.values()) < 13 && /[a-f]/.test(digits.slice(0, 16) + digits.slice(17));
}
