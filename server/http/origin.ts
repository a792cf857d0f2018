// GET /api/origin: whether pages of an address may talk to this server. A page cannot read why its WebSocket was refused.
import type { OriginFault } from '../../shared/origin.ts';
import { isOwnOrigin, originFault } from '../access/origin.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = { origin?: string | undefined; onWrongOrigin?: ((fault: OriginFault) => void) | undefined };

export const originRoute = ({ origin, onWrongOrigin }: Options): Route =>
  serve('GET /api/origin', ({ query: { page }, request }) => {
    const { host } = request.headers;
    if (isOwnOrigin(page, host, origin)) return { ok: true };
    const fault = originFault(page, host, origin);
    // The page's own policy may keep its socket from asking at all, so this request may be the only trace in the log.
    onWrongOrigin?.(fault);
    return { ok: false, ...fault };
  });
