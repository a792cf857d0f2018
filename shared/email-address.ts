// One e-mail address as people type or paste it. Stricter than mail itself: one address with a Persian letter, or with an
// invisible mark from a document, may be taken and lost by the next server.
import { latinDigits } from './digits.ts';

export type AddressFault = 'empty' | 'several' | 'not-latin' | 'shape';

/** Marks of direction, joiners and byte order, and blanks that do not break: nobody sees them in an address. */
const INVISIBLE = /[\u00a0\u00ad\u061c\u200b-\u200f\u202a-\u202f\u2060\u2066-\u2069\ufeff]/g;
const SEPARATORS = /[,;،؛\r\n]+/;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const HOST = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9-]*[a-z][a-z0-9-]*$/;
const MOST = 254;

/** The address with its domain as servers know it, or what is wrong with it. */
export function readEmailAddress(text: string): { address: string } | { fault: AddressFault } {
  const parts = latinDigits(text.replace(INVISIBLE, ''))
    .split(SEPARATORS)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const [typed] = parts;
  if (typed === undefined) return { fault: 'empty' };
  if (parts.length > 1) return { fault: 'several' };
  const at = typed.lastIndexOf('@');
  const local = typed.slice(0, Math.max(at, 0));
  const host = hostOf(typed.slice(at + 1));
  // Most servers know no other letters than Latin ones before the @.
  if (/[^ -~]/.test(local)) return { fault: 'not-latin' };
  if (at < 1 || host === undefined || !LOCAL.test(local) || local.length > 64) return { fault: 'shape' };
  const address = `${local}@${host}`;
  return address.length > MOST ? { fault: 'shape' } : { address };
}

/** A host's name in ASCII, also where it was typed in Persian. */
function hostOf(typed: string): string | undefined {
  if (typed === '' || /[\s/\\:?#@[\]%<>^|]/.test(typed)) return undefined;
  const url = `http://${typed}/`;
  try {
    const { hostname } = new URL(url);
    return HOST.test(hostname) ? hostname : undefined;
  } catch {
    return undefined; // Such as an empty label, or letters that no domain may have.
  }
}
