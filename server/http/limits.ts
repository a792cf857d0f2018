// Limits how often a client may ask. Each client counts for itself: one that asks too much locks out no other.
import { MINUTE } from '../../shared/time.ts';
import type { Request, RequestHandler, Response } from 'express';
import { networkOf } from '../access/network.ts';
import { isList, listOf } from '../access/lists.ts';
import type { RouteKey } from '../access/permissions.ts';
import { personOf } from '../access/person-of.ts';
import { createSlidingWindow } from '../access/sliding-window.ts';
import { Problem } from './problem.ts';
import { identityOf } from './route.ts';

export type Limits = {
  /** Requests a minute of one token or session. */
  posts: number;
  /** Events a minute of one token or session; unused ones are saved up. */
  events: number;
  /** Refused attempts a minute to sign a browser in, from one address. */
  attempts: number;
  /** Lists a minute that one person reads, and files that they take with them. */
  reads: number;
  files: number;
  /** Offers a minute of TVs to be paired, from one address. */
  offers: number;
};
export const usualLimits: Limits = {
  posts: 6_000,
  events: 60_000,
  attempts: 30,
  reads: 600,
  files: 60,
  offers: 60,
};

/**
 * `onlyFailed`: a request that succeeds is not counted in the end. What is left goes out as the RateLimit fields of
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-08.
 */
function perMinute(
  limit: number,
  keyOf: (request: Request, response: Response) => string,
  onlyFailed: boolean,
): RequestHandler {
  const window = createSlidingWindow(limit, MINUTE);
  return (request, response, next) => {
    const key = keyOf(request, response);
    // Not the wall clock: a jump of it would refuse every client, or none.
    const now = performance.now();
    const over = window.hit(key, now);
    const { remaining, resetMs } = window.left(key, now);
    response.append('RateLimit', `"${limit}-in-1min"; r=${remaining}; t=${Math.ceil(resetMs / 1000)}`);
    response.append('RateLimit-Policy', `"${limit}-in-1min"; q=${limit}; w=60`);
    if (over) throw tooMany(over.retryAfterMs, `more than ${limit} in a minute; wait as long as Retry-After says`);
    if (onlyFailed)
      response.once('finish', () => {
        if (response.statusCode < 400) window.refund(key, now);
      });
    next();
  };
}

/** Behind the guard only: counts per token or session holder. */
export const limitPosts = (limits: Limits): RequestHandler =>
  perMinute(
    limits.posts,
    (_request, response) => {
      const who = identityOf(response);
      return `${who.via}/${who.token ?? who.name}`;
    },
    false,
  );

/** Behind the guard only: a list that is read page by page all day is somebody's copy of it. */
export function limitLists(limits: Limits): (key: RouteKey) => RequestHandler[] {
  const keyOf = (_request: Request, response: Response): string => personOf(identityOf(response));
  const reads = perMinute(limits.reads, keyOf, false);
  const files = perMinute(limits.files, keyOf, false);
  return (key) =>
    isList(key)
      ? [(request, response, next) => (listOf(key, request.path)?.file ? files : reads)(request, response, next)]
      : [];
}

export const addressOf = (request: Request): string => networkOf(request.ip ?? '');

/** Counts what failed, per address: guessing is slow, thirty TVs behind one address are not. */
export const limitAttempts = (limits: Limits): RequestHandler => perMinute(limits.attempts, addressOf, true);

/**
 * Counts what was refused, per address: what is not answered yet, or could not be judged or written down, may be what a provider
 * has to report, which sends it from one address and once.
 */
export function limitRefused({ attempts }: Limits): RequestHandler {
  const window = createSlidingWindow(attempts, MINUTE);
  return (request, response, next) => {
    const key = addressOf(request);
    const { remaining, resetMs } = window.left(key, performance.now());
    if (remaining === 0)
      throw tooMany(resetMs, `more than ${attempts} refused in a minute; wait as long as Retry-After says`);
    response.once('finish', () => {
      const { statusCode } = response;
      if (statusCode >= 400 && statusCode < 500) window.hit(key, performance.now());
    });
    next();
  };
}

/** What needs no sign-in, from one address: behind a proxy that is not announced to the server, all readers have one. */
const PUBLIC_READS = 600;
export const limitPublic = (): RequestHandler => perMinute(PUBLIC_READS, addressOf, false);

export const limitOffers = (limits: Limits): RequestHandler => perMinute(limits.offers, addressOf, false);

/** Refused until this many ms have passed. */
export const tooMany = (retryAfterMs: number, detail = 'too often; wait as long as Retry-After says'): Problem =>
  new Problem('too-many-requests', detail, {
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) },
  });
