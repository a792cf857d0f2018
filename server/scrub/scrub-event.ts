// One stored event without the numbers that an older version let in (B8). Pure: equal ids become equal ids, so all that refers
// to one still does.
import { dayApart } from '../../shared/alert-name.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { idHidesNumber, type Period } from '../../shared/machine-id.ts';
import { hidesNumber } from '../../shared/number.ts';
import { isFitRef } from '../../shared/ref.ts';
import { isDigest, isMadeByMachines, isOfProfile, periodOf } from '../door/numbers.ts';
import { idOf, shownName, type Keyed } from '../sources/names.ts';

export type Scrubbed = { event: StoredEvent; fields: string[] };
type Parts = {
  keyed: Keyed;
  /** Telephone systems: calls of theirs with a foreign id hold a plain hash, which can be tried out. */
  systems: ReadonlySet<string>;
};

const TEXTS: ReadonlySet<string> = new Set([
  'name',
  'title',
  'agencyName',
  'official.name',
  'official.title',
  'fa',
  'en',
  'remark',
  'detail',
]);

/** Undefined where there is nothing to take out. `fields`: names of those that were changed. */
export function scrubEvent(event: StoredEvent, { keyed, systems }: Parts): Scrubbed | undefined {
  if (isOfProfile(event)) return undefined;
  const period = periodOf(event);
  const fields: string[] = [];
  const foreign = foreignCall(event, systems);

  const segment = (one: string, within: Period | undefined): string => {
    if (foreign !== undefined && one === foreign.id) return `${foreign.beginning}${keyed(foreign.id)}`;
    return hides(one, within) ? idOf(one, keyed) : one;
  };
  /** Ids of events and alerts are other ids with strokes between. */
  const scrubId = (id: string, within: Period | undefined): string => {
    const parts = id.split('/').map((one) => segment(one, within));
    const scrubbed = dayApart(parts.join('/'));
    return hides(scrubbed, within) ? `scrubbed/${keyed(id)}` : scrubbed;
  };
  const scrub = (value: unknown, path: string, within: Period | undefined): unknown => {
    if (typeof value === 'string') {
      if (isDigest(event.type, path, value)) return value;
      const scrubbed = TEXTS.has(path) ? (hidesNumber(value) ? shownName(value) : value) : scrubId(value, within);
      if (scrubbed !== value) fields.push(path);
      return scrubbed;
    }
    if (Array.isArray(value)) return value.map((inner) => scrub(inner, path, within));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        // Below these fields the keys are ids; elsewhere they are names of fields.
        const scrubbed = scrubId(key, within);
        if (scrubbed !== key) fields.push(path);
        return [
          scrubbed,
          scrub(inner, path === 'official' || event.type === 'log.rehashed' ? `${path}.${key}` : path, within),
        ];
      }),
    );
  };

  const rest: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(event)) {
    if (key === 'number' || (key === 'ref' && !isFitRef(String(value)))) fields.push(key);
    else if (key === 'ref' || key === 'type') rest[key] = value;
    else rest[key] = scrub(value, key, isMadeByMachines(key) ? period : undefined);
  }
  return fields.length === 0 ? undefined : { event: rest as StoredEvent, fields };
}

const hides = (text: string, period: Period | undefined): boolean =>
  period === undefined ? hidesNumber(text) : idHidesNumber(text, period);

/** `pbx111-x` and the hash of what a dialplan called the channel. */
function foreignCall(event: StoredEvent, systems: ReadonlySet<string>): { id: string; beginning: string } | undefined {
  if (!('call' in event) || event.call === undefined) return undefined;
  const [, beginning = '', hash] = /^(.{1,40}-x)([0-9a-z]{9,14})$/.exec(event.call) ?? [];
  if (hash === undefined) return undefined;
  const isOne = [...systems].some((system) => beginning === `${system.slice(0, 40)}-x`);
  return isOne ? { id: event.call, beginning } : undefined;
}
