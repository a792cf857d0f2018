// Signing in by a passkey, and adding and removing one's own.
import type { Request } from 'express';
import { sessionCookie } from '../access/authentication.ts';
import { createChallenges, type Challenges } from '../access/challenges.ts';
import { creationOptions, readNewPasskey, readSignature, requestOptions } from '../access/passkeys.ts';
import { relyingParty, type RelyingParty } from '../access/relying-party.ts';
import { localCounters, type CounterFactory } from '../access/sliding-window.ts';
import { MINUTE } from '../../shared/time.ts';
import type { AccountFound } from '../vault/accounts.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { accountOf } from './fresh.ts';
import { limitAttempts, limitOffers, type Limits } from './limits.ts';
import type { SessionOpener } from './open-session.ts';
import { requireOwnFactors } from './own-factors.ts';
import { Problem } from './problem.ts';
import { firstRecoveryCodes } from './recovery.ts';
import { sameOriginOnly, type Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  vault: Async<
    Pick<
      Vault,
      | 'key'
      | 'findAccount'
      | 'noteRefused'
      | 'passkeyUser'
      | 'addPasskey'
      | 'findPasskey'
      | 'listPasskeys'
      | 'takePasskey'
      | 'removePasskey'
      | 'factorsOf'
      | 'newRecoveryCodes'
    >
  >;
  enter: SessionOpener;
  now: () => number;
  origin?: string | undefined;
  limits: Limits;
  counts?: CounterFactory | undefined;
  /** Rejects where the directory of an account does not let its person in, or cannot be asked. */
  stillIn: (account: AccountFound) => Promise<void>;
};

/** Refusals of one account that are recorded in a quarter of an hour: anybody with the id of a passkey could fill the log. */
const MOST_NOTED = 100;
const STRETCH_MS = 15 * MINUTE;
/** The vault's key that challenges are sealed with. */
const KEY = 'passkey-challenge';
const ENTER = 'enter';
const add = (account: string): string => `add ${account}`;

export function passkeyRoutes(options: Options): readonly Route[] {
  const { vault, enter, now, origin, limits, counts = localCounters, stillIn } = options;
  const noted = counts('noted-passkey', MOST_NOTED, STRETCH_MS);
  const ours = [sameOriginOnly(origin), limitOffers(limits)];
  let made: Promise<Challenges> | undefined;
  const challenges = (): Promise<Challenges> =>
    (made ??= Promise.resolve(vault.key(KEY)).then(createChallenges, (cause: unknown) => {
      made = undefined;
      throw cause;
    }));

  const partyOf = ({ headers }: Request): RelyingParty => {
    const party = relyingParty(headers.origin, origin);
    if (typeof party !== 'string') return party;
    throw new Problem(
      'passkeys-unavailable',
      `passkeys need the public address (ORIGIN), a name over https: ${party}`,
      {
        more: { obstacle: party },
      },
    );
  };
  const refused = (): Problem => new Problem('passkey-refused', 'expected a passkey of this server, used just now');

  const ask = serve(
    'POST /api/auth/passkey/options',
    async ({ request }) => requestOptions(partyOf(request), (await challenges()).make(ENTER, now())),
    { before: ours },
  );

  const signIn = serve(
    'POST /api/auth/passkey',
    async ({ body: { answer, name }, request, response }) => {
      const party = partyOf(request);
      const sealed = await challenges();
      const passkey = await vault.findPasskey(String(answer['id']));
      let used: { challenge: string; until: number } | undefined;
      const isOurs = (challenge: string): boolean => {
        const until = sealed.read(challenge, ENTER, now());
        if (until !== undefined) used = { challenge, until };
        return until !== undefined;
      };
      const signed = passkey && (await readSignature(answer, passkey, party, isOurs));
      const account = signed && (await vault.findAccount(passkey.account));
      const { counter } = signed ?? {};
      const isTaken =
        account !== undefined &&
        used !== undefined &&
        counter !== undefined &&
        (name === undefined || name === account.name) &&
        (await vault.takePasskey({ id: passkey?.id ?? '', ...used, counter, now: now() }));
      if (!isTaken) {
        if (passkey && !(await noted.hit(passkey.account, now()))) await vault.noteRefused(passkey.account, now());
        throw refused();
      }
      // A passkey of ours must not outlive what the directory says of its owner.
      if (account.directory) await stillIn(account);
      return enter(request, response, account, 'passkey');
    },
    { before: [sameOriginOnly(origin), limitAttempts(limits)] },
  );

  const askNew = serve('POST /api/auth/passkeys/options', async ({ who, request }) => {
    const account = accountOf(who);
    await requireOwnFactors(vault, account);
    const party = partyOf(request);
    const known = (await vault.listPasskeys(account)).map(({ id }) => id);
    const challenge = (await challenges()).make(add(account), now());
    return creationOptions({ party, account, user: await vault.passkeyUser(account), challenge, known });
  });

  const addNew = serve('POST /api/auth/passkeys', async ({ body: { answer, name }, who, request }) => {
    const account = accountOf(who);
    const sealed = await challenges();
    const isOurs = (challenge: string): boolean => sealed.read(challenge, add(account), now()) !== undefined;
    const passkey = await readNewPasskey(answer, partyOf(request), isOurs);
    if (!passkey) throw refused();
    const keep = sessionCookie(request.headers.cookie);
    if (!(await vault.addPasskey({ ...passkey, account, name, keep, by: account, now: now() })))
      throw new Problem('factor-there', 'this passkey is known already');
    return firstRecoveryCodes(vault, account, now());
  });

  const remove = serve('DELETE /api/auth/passkeys/:id', async ({ params: { id }, who, request }) => {
    const account = accountOf(who);
    const keep = sessionCookie(request.headers.cookie);
    if (!(await vault.removePasskey({ account, id, keep, by: account, now: now() })))
      throw new Problem('not-found', 'there is no such passkey');
    return undefined;
  });

  return [ask, signIn, askNew, addNew, remove];
}
