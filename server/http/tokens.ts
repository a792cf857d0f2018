// Bearer tokens as administrators see them. A new one is shown once.
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { MOST_DAYS } from '../vault/limits.ts';
import type { Far, Vault } from '../vault/vault.ts';
import { roles } from '../../shared/role.ts';
import { badField, readBody, smallJson } from './body.ts';
import { Problem } from './problem.ts';
import { whoOf, type Route } from './route.ts';
import { requireNoSource } from './setup.ts';

const newBody = z.strictObject({
  name: z.string().max(100),
  role: z.enum(roles),
  county: z.string().max(100).optional(),
  days: z.number().int().min(1).max(MOST_DAYS).optional(),
});

type Options = {
  vault: Far<Pick<Vault, 'listTokens' | 'createToken' | 'revokeToken'>>;
  isSource: (name: string) => boolean;
  /** Ids of the profile's counties. */
  counties: readonly string[];
  now: () => number;
};

export function tokenRoutes({ vault, isSource, counties, now }: Options): readonly Route[] {
  const list: RequestHandler = async (_request, response) => {
    const valid = (await vault.listTokens()).filter(
      ({ revokedAt, expiresAt = Infinity }) => revokedAt === undefined && expiresAt > now(),
    );
    response.json({ tokens: valid });
  };

  const add: RequestHandler = async (request, response) => {
    const { name, role, county, days } = readBody(newBody, request.body);
    requireNoSource(name, isSource);
    if (county !== undefined && !counties.includes(county))
      throw badField('county', `expected one of ${counties.join(', ')}`);
    // Only a display's view is cut to a county; any other role would read the whole province against all appearance.
    if (county !== undefined && role !== 'display') throw badField('county', 'expected only with the role display');
    const token = await vault.createToken({
      name,
      role,
      ...(county !== undefined && { county }),
      ...(days !== undefined && { days }),
      by: whoOf(response).name,
      now: now(),
    });
    response.status(201).json(token);
  };

  const revoke: RequestHandler = async (request, response) => {
    const known = await vault.revokeToken(String(request.params['id']), now(), whoOf(response).name);
    if (!known) throw new Problem('not-found', 'there is no valid token with this id');
    response.status(204).end();
  };

  return [
    { key: 'GET /api/tokens', steps: [list] },
    { key: 'POST /api/tokens', steps: [smallJson, add], body: newBody },
    { key: 'DELETE /api/tokens/:id', steps: [revoke] },
  ];
}
