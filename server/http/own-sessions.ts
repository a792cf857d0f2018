// Where people are signed in: their own list, and that of an account for administrators; each can be ended from afar.
import type { SessionPolicy } from '../access/session-rules.ts';
import { AccountRefused } from '../vault/accounts.ts';
import type { SessionListed } from '../vault/sessions.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { accountIn } from './accounts.ts';
import { accountOf } from './fresh.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<Pick<Vault, 'listSessions' | 'endSession' | 'endSessions' | 'clearFactors' | 'findAccount'>>;
  policy: SessionPolicy;
  now: () => number;
};

export function sessionRoutes({ vault, policy, now }: Options): readonly Route[] {
  const list = async (account: string, here: string | undefined) => {
    const isIdle = ({ id, seenAt }: SessionListed): boolean =>
      id !== here && policy.idleMs > 0 && now() - seenAt >= policy.idleMs;
    const all = await vault.listSessions(account, now());
    return { sessions: all.filter((one) => !isIdle(one)).map((one) => ({ ...one, here: one.id === here })) };
  };
  const end = async (account: string, id: string, by: string): Promise<undefined> => {
    if (!(await vault.endSession({ account, id, by, now: now() })))
      throw new Problem('not-found', 'there is no such session, or it has ended');
  };
  const known = async (params: { name: string }): Promise<string> => {
    const name = accountIn(params);
    if (await vault.findAccount(name)) return name;
    throw new AccountRefused('unknown', 'there is no account of this name');
  };

  return [
    serve('GET /api/auth/sessions', ({ who }) => list(accountOf(who), who.session)),
    serve('DELETE /api/auth/sessions/:id', ({ params: { id }, who }) => end(accountOf(who), id, who.name)),
    serve('GET /api/accounts/:name/sessions', async ({ params, who }) => list(await known(params), who.session)),
    serve('DELETE /api/accounts/:name/sessions', async ({ params, who }) => {
      await vault.endSessions({ account: await known(params), by: who.name, now: now() });
      return undefined;
    }),
    serve('DELETE /api/accounts/:name/sessions/:id', async ({ params, who }) =>
      end(await known(params), params.id, who.name),
    ),
    serve('DELETE /api/accounts/:name/factors', async ({ params, who }) => {
      const account = await known(params);
      if (account === who.account)
        throw new Problem('own-account', 'one’s own factors are changed under /account, with the password');
      if (!(await vault.clearFactors({ account, by: who.name, now: now() })))
        throw new Problem('not-found', 'this account has no second factor');
      return undefined;
    }),
  ];
}
