// The tracking code of a contact that SAMAD gave none: short enough for a telephone, with a check digit, and a keyed function
// of the contact's name, so that it reveals nothing about how many there are.
import { createHmac } from 'node:crypto';
import { latinDigits } from '../../shared/digits.ts';

/** 31 letters and digits that are not mistaken for each other; a prime number of them, so every single slip is noticed. */
const LETTERS = '23456789ABCDEFGHJKLMNPQRSTVWXYZ';
const LENGTH = 7;

/** Seven letters (35 bits) and a check letter, such as `K7PQ-3HTW`. The same key and subject give the same code. */
export function refOf(subject: string, key: string): string {
  const digest = createHmac('sha256', key).update(subject).digest();
  const values = Array.from({ length: LENGTH }, (_, n) => (digest.readUInt32BE(n * 4) >>> 0) % LETTERS.length);
  const letters = [...values, checkOf(values)].map((value) => LETTERS[value]).join('');
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** Whether a code of ours was written down right: no letter wrong, no two neighbours swapped. */
export function isRef(written: string): boolean {
  const values = [...written.toUpperCase().replaceAll('-', '')].map((letter) => LETTERS.indexOf(letter));
  return (
    values.length === LENGTH + 1 &&
    values.every((value) => value >= 0) &&
    checkOf(values.slice(0, -1)) === values.at(-1)
  );
}

/** A code as it is compared: hyphens, blanks and case do not tell two codes apart. */
export const normalizeCode = (written: string): string =>
  latinDigits(written.normalize('NFKC'))
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');

/** Codes of ours from which a written one differs by one slip: a letter wrong, missing or too many, or two neighbours swapped. */
export function nearCodes(written: string): string[] {
  const code = normalizeCode(written);
  const letters = [...LETTERS];
  const places = [...code, ''].map((_, place) => place);
  const tried =
    code.length === LENGTH + 1
      ? places.flatMap((place) => [
          ...letters.map((letter) => code.slice(0, place) + letter + code.slice(place + 1)),
          code.slice(0, place) +
            code.slice(place + 1, place + 2) +
            code.slice(place, place + 1) +
            code.slice(place + 2),
        ])
      : code.length === LENGTH
        ? places.flatMap((place) => letters.map((letter) => code.slice(0, place) + letter + code.slice(place)))
        : code.length === LENGTH + 2
          ? places.map((place) => code.slice(0, place) + code.slice(place + 1))
          : [];
  return [...new Set(tried)].filter((one) => one !== code && isRef(one));
}

const checkOf = (values: readonly number[]): number =>
  values.reduce((sum, value, place) => sum + value * (place + 2), 0) % LETTERS.length;
