// GET /api/origin: whether pages of an address may talk to this server. A WebSocket that was refused cannot tell its page why.
import { z } from 'zod';
import type { OriginCheck } from '../../shared/origin.ts';
import { isOurs, originFault } from '../access/origin.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';

const parameters = z.strictObject({ page: z.string().min(1).max(300) });

export const originRoute = ({ origin }: { origin?: string | undefined }): Route => ({
  key: 'GET /api/origin',
  query: parameters,
  steps: [
    (request, response) => {
      const asked = parameters.safeParse({ ...request.query });
      if (!asked.success) throw new Problem('bad-parameters', 'page: expected the origin of a page');
      const { page } = asked.data;
      const { host } = request.headers;
      const answer: OriginCheck = isOurs(page, host, origin)
        ? { ok: true }
        : { ok: false, ...originFault(page, host, origin) };
      response.json(answer);
    },
  ],
});
