// The TV's side of pairing: it offers itself with a code that people read, waits for its confirmation, and then renews its
// cookie.
import { setTimeout as pause } from 'node:timers/promises';
import type { Response } from 'express';
import { sessionCookie } from '../access/authentication.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { DISPLAY_DAYS, setSession } from './cookies.ts';
import { addressOf, limitOffers, tooMany, type Limits } from './limits.ts';
import { Problem } from './problem.ts';
import { sameOriginOnly, type Route } from './route.ts';
import { serve } from './serve.ts';

const LOOK_MS = 400;
/** Waiting TVs of one address: as many as it may have offers, and those that just asked again. */
const MOST_WAITING = 60;
const RETRY_MS = 10_000;

type Options = {
  vault: Async<Pick<Vault, 'createOffer' | 'claimOffer' | 'renewDisplay' | 'closeSession'>>;
  now: () => number;
  origin?: string | undefined;
  limits: Limits;
  /** How long a claim waits for its confirmation, ms. */
  claimMs: number;
};

export function pairingRoutes({ vault, now, origin, limits, claimMs }: Options): readonly Route[] {
  const waiting = new Map<string, number>();
  const count = (address: string, by: 1 | -1): void => {
    const left = (waiting.get(address) ?? 0) + by;
    if (left > 0) waiting.set(address, left);
    else waiting.delete(address);
  };

  const offer = serve(
    'POST /api/displays/offers',
    async ({ request }) => {
      const made = await vault.createOffer({ address: addressOf(request), now: now() });
      return { ...made, ...(origin !== undefined && { origin: origin.replace(/\/$/, '') }) };
    },
    { before: [sameOriginOnly(origin), limitOffers(limits)] },
  );

  /** What became of the offer: at once when that is known, else as soon as it is, or undefined when the wait is over. */
  const outcome = async (secret: string, response: Response) => {
    for (let waited = 0; ; waited += LOOK_MS) {
      const claimed = await vault.claimOffer(secret, now());
      switch (claimed.state) {
        case 'unknown':
          throw new Problem(
            'offer-expired',
            'this offer is unknown, too old, or its display was revoked: make another',
          );
        case 'paired':
          return claimed;
        case 'waiting':
          if (waited >= claimMs) return undefined;
          await pause(Math.min(LOOK_MS, claimMs - waited));
          // The client has gone, or the server is stopping and the vault with it.
          if (response.destroyed) return undefined;
          break;
        default:
          unreachable(claimed);
      }
    }
  };

  const claim = serve(
    'POST /api/displays/claim',
    async ({ body: { secret }, request, response }) => {
      const address = addressOf(request);
      if ((waiting.get(address) ?? 0) >= MOST_WAITING) throw tooMany(RETRY_MS);
      count(address, 1);
      const paired = await outcome(secret, response).finally(() => count(address, -1));
      if (!paired) return undefined;
      const old = sessionCookie(request.headers.cookie);
      if (old !== undefined) await vault.closeSession(old);
      setSession(request, response, paired.secret, DISPLAY_DAYS);
      return { page: paired.display.page, name: paired.display.name };
    },
    { before: [sameOriginOnly(origin)] },
  );

  const renew = serve('POST /api/displays/renew', async ({ who, request, response }) => {
    const shown = sessionCookie(request.headers.cookie);
    const isPaired = who.display !== undefined && shown !== undefined;
    const secret = isPaired ? await vault.renewDisplay(shown, now()) : undefined;
    if (secret === undefined) throw new Problem('paired-only', 'expected the cookie of a paired display');
    setSession(request, response, secret, DISPLAY_DAYS);
    return undefined;
  });

  return [offer, claim, renew];
}
