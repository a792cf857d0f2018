// The directories as administrators see them, and which ways there are to sign in.
import type { Directories } from '../directory/directories.ts';
import type { Async, Vault } from '../vault/vault.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = { directories: Directories | undefined; vault: Async<Pick<Vault, 'hasPasskeys' | 'findAccount'>> };

/** Each holds a connection to a directory until it is given up. */
const MOST_TESTS = 3;

export function directoryRoutes({ directories, vault }: Options): readonly Route[] {
  let testing = 0;
  return [
    serve('GET /api/auth/ways', async () => ({ passkeys: await vault.hasPasskeys(), ...directories?.ways() })),
    serve('GET /api/directory', () => directories?.shown() ?? {}),
    serve('POST /api/directory/test', async ({ body: { kind, name } }) => {
      if (testing >= MOST_TESTS)
        throw new Problem('too-busy', `at most ${MOST_TESTS} tests run at once; try again shortly`, {
          headers: { 'Retry-After': '10' },
        });
      testing++;
      try {
        const steps = (await directories?.test(kind, name)) ?? [];
        const account = kind === 'ldap' && name ? await vault.findAccount(name.trim().toLowerCase()) : undefined;
        // Which goes first, so that the directory is never asked about this name.
        if (account && account.directory === undefined) steps.push({ step: 'person', state: 'open', code: 'local' });
        return { steps };
      } finally {
        testing--;
      }
    }),
  ];
}
