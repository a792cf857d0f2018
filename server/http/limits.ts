// How often one may ask. Each counts for itself: one that asks too much locks nobody else out.
import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Problem } from './problem.ts';
import { identityOf } from './route.ts';

export type Limits = {
  /** Requests a minute of one token or session. */
  posts: number;
  /** Events a minute of one token or session; unused ones are saved up. */
  events: number;
  /** Refused attempts a minute to sign a browser in, from one address. */
  attempts: number;
  /** Offers a minute of TVs to be paired, from one address. */
  offers: number;
};
export const usualLimits: Limits = { posts: 6_000, events: 60_000, attempts: 30, offers: 60 };

const perMinute = (limit: number, keyOf: (request: Request, response: Response) => string, onlyFailed: boolean) =>
  rateLimit({
    windowMs: 60_000,
    limit,
    keyGenerator: keyOf,
    skipSuccessfulRequests: onlyFailed,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    // Whether X-Forwarded-For is believed is TRUST_PROXY's business; the library only complains about it.
    validate: { xForwardedForHeader: false, forwardedHeader: false },
    // Retry-After is set by the library.
    handler: (_request, _response, next) =>
      next(new Problem('too-many-requests', `more than ${limit} in a minute; wait as long as Retry-After says`)),
  });

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

/** Where a request comes from, as far as limits go: the address, in IPv6 its /56, which is what one household has. */
export const addressOf = (request: Request): string => ipKeyGenerator(request.ip ?? '');

/** Counts what failed, per address: guessing is slow, thirty TVs behind one address are not. */
export const limitAttempts = (limits: Limits): RequestHandler => perMinute(limits.attempts, addressOf, true);

export const limitOffers = (limits: Limits): RequestHandler => perMinute(limits.offers, addressOf, false);

/** Counted elsewhere: too much until so many ms are over. */
export const tooMany = (retryAfterMs: number, detail = 'too often; wait as long as Retry-After says'): Problem =>
  new Problem('too-many-requests', detail, {
    headers: { 'Retry-After': String(Math.max(1, Math.ceil(retryAfterMs / 1000))) },
  });
