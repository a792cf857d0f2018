// Frames → events, whichever form was subscribed to. In both a value that was set several times reads `ARRAY::a|:b`.
import { isPossibleTime } from '../../../shared/event-fields.ts';
import { readHeaders, type Frame, type Headers } from './wire.ts';

/** The event in a frame; undefined when there is none, or its body cannot be read. */
export function readEvent({ type, body }: Frame): Headers | undefined {
  if (type === 'text/event-plain') {
    const end = body.indexOf('\n\n');
    return readHeaders(end < 0 ? body : body.slice(0, end), decoded);
  }
  return type === 'text/event-json' ? fromJson(body) : undefined;
}

export const isEvent = ({ type }: Frame): boolean => type.startsWith('text/event-');

function fromJson(body: string): Headers | undefined {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return undefined; // reported by the caller, which counts them
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const headers = Object.create(null) as Record<string, string | undefined>;
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string') headers[name] = inner;
    else if (Array.isArray(inner)) headers[name] = `ARRAY::${inner.join('|:')}`;
  }
  return headers;
}

/** A value of a plain event; where its percent signs are no encoding it stands as it came. */
function decoded(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Microseconds since 1970 as epoch ms with a fraction; undefined for 0, which means never, and for a year that no event may have. */
export const ofMicroseconds = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{15,17}$/.test(text) ? possible(Number(text) / 1000) : undefined;

/** Whole epoch seconds as epoch ms; undefined as above. */
export const ofSeconds = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{9,11}$/.test(text) ? possible(Number(text) * 1000) : undefined;

const possible = (ms: number): number | undefined => (isPossibleTime(ms) ? ms : undefined);

/** The same on every socket and unique while FreeSWITCH runs: the event's sequence number in base 36. */
export function ordinalOf(event: Headers): string | undefined {
  const text = event['Event-Sequence'] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text).toString(36) : undefined;
}
