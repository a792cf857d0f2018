// Bytes of a request → raw events, each readable or not for itself. Pure.
import { MOST_EVENTS } from '../../shared/api/board.ts';
import { Problem } from './problem.ts';

/** An event is two levels deep at most; deeper nesting is meant to exhaust a stack. */
const DEEPEST = 8;

/** `index`: place in the array, or number of the line from 0. */
export type Candidate = { index: number } & ({ raw: unknown } | { rejected: { code: string; message: string } });

const NEWLINE = 0x0a;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** One event, or an array of them. Throws Problem `bad-json` or `too-many-events`. */
export function fromJson(body: Uint8Array): Candidate[] {
  let value: unknown;
  try {
    value = parse(body);
  } catch (cause) {
    throw new Problem('bad-json', 'expected one event or an array of events as JSON in UTF-8', { cause });
  }
  const raws: unknown[] = Array.isArray(value) ? value : [value];
  requireFew(raws.length);
  return raws.map((raw, index) => shallow(index, raw));
}

/** One event per line; empty lines are skipped. A line that is not JSON is rejected alone. */
export function fromLines(body: Uint8Array): Candidate[] {
  const lines = splitLines(body).filter(({ line }) => !isBlank(line));
  requireFew(lines.length);
  return lines.map(({ index, line }) => {
    try {
      return shallow(index, parse(line));
    } catch {
      return { index, rejected: { code: 'bad-json', message: 'expected one event as JSON in UTF-8 on this line' } };
    }
  });
}

const parse = (bytes: Uint8Array): unknown => JSON.parse(utf8.decode(bytes));

function requireFew(count: number): void {
  if (count > MOST_EVENTS)
    throw new Problem('too-many-events', `expected at most ${MOST_EVENTS} events, got ${count}; send them in parts`);
}

function splitLines(body: Uint8Array): { index: number; line: Uint8Array }[] {
  const lines: { index: number; line: Uint8Array }[] = [];
  for (let start = 0, index = 0; start < body.length; index += 1) {
    const newline = body.indexOf(NEWLINE, start);
    const end = newline === -1 ? body.length : newline;
    lines.push({ index, line: body.subarray(start, end) });
    start = end + 1;
  }
  return lines;
}

const isBlank = (line: Uint8Array): boolean => line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);

const shallow = (index: number, raw: unknown): Candidate =>
  isDeeper(raw, DEEPEST)
    ? { index, rejected: { code: 'too-deep', message: `expected at most ${DEEPEST} levels in an event` } }
    : { index, raw };

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));
