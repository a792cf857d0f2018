// Looks for a citizen's number in a field where none belongs (B8).
import { DAY } from '../../shared/time.ts';
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import { idHidesNumber, type Period } from '../../shared/machine-id.ts';
import { hidesNumber } from '../../shared/number.ts';
import { isFitRef } from '../../shared/ref.ts';
import { digestPattern } from '../../shared/digest.ts';
import { CLOCK } from './own-sources.ts';

/** Fields whose ids telephone systems make; in every other field a UUID or an epoch is digits like any. */
const MADE_BY_MACHINES: ReadonlySet<string> = new Set(['id', 'call', 'contact', 'calls']);
export const isMadeByMachines = (field: string): boolean => MADE_BY_MACHINES.has(field);
/** Events about a call or contact that may come long after its id was made. */
const later = /^(?:case\.|call\.(?:tagged|withdrawn)$|contact\.(?:tagged|corrected|withdrawn)$)/;

/**
 * The path of the first text that may hide a number, or undefined. In ids of events, calls and contacts a UUID is none, nor is
 * an epoch near the event's own time; a call may be tagged and its case be followed for a year afterwards.
 */
export function findPhoneNumber(event: RawEvent | StoredEvent): string | undefined {
  if (isOfProfile(event)) return undefined;
  const period = periodOf(event);
  for (const key in event) {
    const value = event[key as keyof typeof event] as unknown;
    // `number` is reduced to a county at the door and dropped.
    if (typeof value === 'number' || value === undefined || key === 'number') continue;
    if (key === 'ref') {
      if (typeof value !== 'string' || !isFitRef(value)) return key;
      continue;
    }
    const found = search(value, key, { type: event.type, period: MADE_BY_MACHINES.has(key) ? period : undefined });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Our own clock names it by a digest, whose digits are no telephone number. */
export const isOfProfile = (event: RawEvent | StoredEvent): boolean =>
  event.type === 'profile.changed' && 'source' in event && event.source === CLOCK;

/** Digests of our own are in the seals of the log, in fields that hold nothing else. */
const DIGESTS: ReadonlySet<string> = new Set(['root', 'previous', 'head', 'events.was', 'events.is']);
export const isDigest = (type: string, path: string, text: string): boolean =>
  type.startsWith('log.') && DIGESTS.has(path.replaceAll(/\.\d+/g, '')) && digestPattern.test(text);

/** When an epoch in an id of the event is a time. */
export const periodOf = ({ type, at }: RawEvent | StoredEvent): Period => ({
  from: at - (later.test(type) ? 400 : 2) * DAY,
  to: at + 2 * DAY,
});

/** The keys of a record are ids that a client sent: the path does not repeat them. */
function search(value: unknown, path: string, of: { type: string; period: Period | undefined }): string | undefined {
  const { type, period } = of;
  if (typeof value === 'string')
    return !isDigest(type, path, value) && hasPhoneNumber(value, period) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    if (hasPhoneNumber(key, period)) return path;
    const found = search(inner, `${path}.${key}`, of);
    if (found !== undefined) return found;
  }
  return undefined;
}

const hasPhoneNumber = (text: string, period: Period | undefined): boolean =>
  period === undefined ? hidesNumber(text) : idHidesNumber(text, period);
