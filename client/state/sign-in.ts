// A link such as /#token=… or /#code=… is traded once for a cookie, and leaves the address at once.
import { ask } from './api.ts';

const RETRY_MS = 3_000;

/** `person`: somebody is signed in here, and stays so. */
export type Traded = 'none' | 'signed-in' | 'person' | 'expired';

/** The secret in a link's hash, or undefined. */
export function secretIn(hash: string): { token: string } | { code: string } | undefined {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const token = asked.get('token');
  if (token) return { token };
  const code = asked.get('code');
  return code ? { code } : undefined;
}

/** Trades the secret, if there is one; tries again while the server cannot be reached. */
export async function tradeLink(): Promise<Traded> {
  const secret = secretIn(location.hash);
  if (!secret) return 'none';
  history.replaceState(null, '', location.pathname + location.search);
  for (;;) {
    const answer = await ask('POST /api/auth/exchange', { body: secret });
    if (answer.ok) return 'signed-in';
    const { status, code } = answer;
    if (code === 'signed-in') return 'person';
    if (status !== 0 && status < 500 && status !== 429) return 'expired';
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}
