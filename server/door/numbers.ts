// Looks for a citizen's number in a field where none belongs (B8).
import { digitRun, type RawEvent } from '../../shared/event.ts';
import { readsAsTelephone } from '../../shared/ref.ts';

/** `number` is dropped at the door; SAMAD's tracking code is made of digits and only must not read as a number here. */
const EXEMPT = new Set(['number', 'ref']);
const NEAR_MS = 48 * 3600_000;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const run = new RegExp(digitRun, 'gu');

/**
 * The path of the first text with a run of 8 or more digits, or undefined. Two things are no numbers: a UUID, and an epoch
 * in seconds or milliseconds within two days of the event's own time, as telephone systems put into their call ids.
 */
export function numberIn(event: RawEvent): string | undefined {
  if ('ref' in event && event.ref !== undefined && readsAsTelephone(event.ref)) return 'ref';
  return search(event, '', event.at);
}

function search(value: unknown, path: string, at: number): string | undefined {
  if (typeof value === 'string') return hides(value, at) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (path === '' && EXEMPT.has(key)) continue;
    const here = path === '' ? key : `${path}.${key}`;
    if (hides(key, at)) return here;
    const found = search(inner, here, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

function hides(text: string, at: number): boolean {
  for (const [digits] of text.replace(uuid, '').matchAll(run)) {
    const value = Number(digits);
    const isEpoch = [value, value * 1000].some((ms) => Math.abs(ms - at) <= NEAR_MS);
    if (!isEpoch) return true;
  }
  return false;
}
