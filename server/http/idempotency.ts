// A request that is sent again because its answer was cut off is done once: the page gives it a key, and what it makes gets
// an id of that key, on whichever node it arrives (https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/).
import type { Request } from 'express';
import { Problem } from './problem.ts';

const NAME = 'Idempotency-Key';
const pattern = /^"?([A-Za-z0-9_-]{16,64})"?$/;

/** The key of a request; undefined where it has none. Throws Problem `bad-parameters`. */
export function idempotencyKey(request: Request): string | undefined {
  const given = request.get(NAME);
  if (given === undefined) return undefined;
  const key = pattern.exec(given)?.[1];
  if (key !== undefined) return key;
  throw new Problem(
    'bad-parameters',
    `${NAME}: expected 16 to 64 letters, digits, "_" or "-", different for each contact`,
  );
}
