// How much of posts may be under way at once, so that one sender fills neither the memory nor the way of the others.
import type { RequestHandler } from 'express';
import { Problem } from './problem.ts';
import { identityOf } from './route.ts';

export type InFlight = {
  /** Bytes under way for one token, and for all together. */
  ofOne: number;
  ofAll: number;
};
const MIB = 1024 * 1024;
export const usualInFlight: InFlight = { ofOne: 4 * MIB, ofAll: 32 * MIB };

/** A post holds a connection and memory beside its body, so a small one counts for so much: 256 of a token at once. */
const LEAST = 16 * 1024;

/**
 * Behind the guard, before the body is read. A post counts by its Content-Length, or as the largest where it has none, until it
 * is answered or its connection ends.
 */
export function limitInFlight(largest: number, { ofOne, ofAll }: InFlight = usualInFlight): RequestHandler {
  const byToken = new Map<string, number>();
  let all = 0;

  return (request, response, next) => {
    const { via, token, name } = identityOf(response);
    const key = `${via}/${token ?? name}`;
    const length = Number(request.headers['content-length'] ?? largest);
    // A longer one is refused before it is read.
    const bytes = Math.min(Math.max(length, LEAST), largest);
    const own = (byToken.get(key) ?? 0) + bytes;
    if (own > ofOne || all + bytes > ofAll)
      throw new Problem('too-many-requests', 'too many posts are under way; send one after the other', {
        headers: { 'Retry-After': '1' },
      });
    byToken.set(key, own);
    all += bytes;
    response.once('close', () => {
      const left = (byToken.get(key) ?? 0) - bytes;
      if (left > 0) byToken.set(key, left);
      else byToken.delete(key);
      all -= bytes;
    });
    next();
  };
}
