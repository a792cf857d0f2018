// GET /api/origin: whether pages of an address may talk to this server. A WebSocket that was refused cannot tell its page why.
import { isOurs, originFault } from '../access/origin.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

export const originRoute = ({ origin }: { origin?: string | undefined }): Route =>
  serve('GET /api/origin', ({ query: { page }, request }) => {
    const { host } = request.headers;
    return isOurs(page, host, origin) ? { ok: true } : { ok: false, ...originFault(page, host, origin) };
  });
