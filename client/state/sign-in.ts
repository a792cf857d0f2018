// A link such as /#token=… or /#code=… is traded once for a cookie, and leaves the address at once.
const RETRY_MS = 3_000;

export type Traded = 'none' | 'signed-in' | 'expired';

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
    const status = await post(secret);
    if (status !== undefined && status < 400) return 'signed-in';
    if (status !== undefined && status < 500 && status !== 429) return 'expired';
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** The answer's status, or undefined when nobody answered. */
async function post(secret: object): Promise<number | undefined> {
  try {
    const answer = await fetch('/api/auth/exchange', {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(secret),
    });
    return answer.status;
  } catch (error) {
    console.info('the link is not traded yet: no answer from the server', error);
    return undefined;
  }
}
