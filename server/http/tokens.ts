// Bearer tokens as administrators see them. A new one is shown once.
import type { Async, Vault } from '../vault/vault.ts';
import { invalidField } from './body.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';
import { requireNoSource } from './setup.ts';

type Options = {
  vault: Async<Pick<Vault, 'listTokens' | 'createToken' | 'revokeToken'>>;
  isSource: (name: string) => boolean;
  /** Ids of the profile's counties. */
  counties: readonly string[];
  now: () => number;
};

export function tokenRoutes({ vault, isSource, counties, now }: Options): readonly Route[] {
  return [
    serve('GET /api/tokens', async () => {
      const valid = (await vault.listTokens()).filter(
        ({ revokedAt, expiresAt = Infinity }) => revokedAt === undefined && expiresAt > now(),
      );
      return { tokens: valid };
    }),

    serve('POST /api/tokens', async ({ body: { name, role, county, days }, who }) => {
      requireNoSource(name, isSource);
      if (county !== undefined && !counties.includes(county))
        throw invalidField('county', `expected one of ${counties.join(', ')}`);
      // Only a display's view is cut to a county; any other role would read the whole province against all appearance.
      if (county !== undefined && role !== 'display')
        throw invalidField('county', 'expected only with the role display');
      return vault.createToken({
        name,
        role,
        ...(county !== undefined && { county }),
        ...(days !== undefined && { days }),
        by: who.name,
        now: now(),
      });
    }),

    serve('DELETE /api/tokens/:id', async ({ params: { id }, who }) => {
      if (!(await vault.revokeToken(id, now(), who.name)))
        throw new Problem('not-found', 'there is no valid token with this id');
      return undefined;
    }),
  ];
}
