// Links for the person at the server's own screen: the first administrator, and the wall.
import type { Codes } from './vault/codes.ts';
import { SETUP_HOURS, type Setup } from './vault/setup.ts';
import type { Tokens } from './vault/tokens.ts';
import type { Async } from './vault/vault.ts';
import { LogUnwritable } from './log-unwritable.ts';
import { ownAddresses } from './own-addresses.ts';

const MINUTES = 15;
/** `origin`: where people find the server, if that was configured. */
type Place = { host: string; port: number; origin?: string | undefined };
/** Listening there, a server is found as localhost by a browser on the same machine. */
const LOCAL: readonly string[] = ['0.0.0.0', '::', '127.0.0.1', '::1', 'localhost'];

export const addressOf = ({ host, port, origin }: Place): string =>
  origin ?? `http://${LOCAL.includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host}:${port}`;

/** Listening there, it is found by other machines too. */
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];

/** `http://localhost:3000/#code=…` opens the wall once: the code stands behind #, so no browser sends it anywhere but to us. */
export async function openingLink(
  { vault, ...place }: Place & { vault: Async<Pick<Codes, 'createCode'>> },
  now: number,
): Promise<string> {
  return `${addressOf(place)}/#code=${await vault.createCode({ role: 'display', minutes: MINUTES, now })}`;
}

/**
 * The message of a start while people cannot sign in yet: while there is no administrator a link that makes one, and at the
 * very first start also one that opens the wall. Empty when there is an administrator.
 */
export async function firstRunMessage(
  server: Place & {
    vault: Async<Pick<Codes & Setup & Tokens, 'createCode' | 'createSetupCode' | 'listTokens'>>;
    /** Its name among several, each of which has a link of its own. */
    node?: string | undefined;
  },
  now: number,
  own: readonly string[] = ownAddresses(),
): Promise<string> {
  const setup = await Promise.resolve(server.vault.createSetupCode(now, server.node)).catch((cause: unknown) => {
    if (cause instanceof LogUnwritable) return cause;
    throw cause;
  });
  if (setup instanceof LogUnwritable)
    return '\nThere is no administrator yet; start again once the log can be reached, and a link that makes one stands here.\n\n';
  if (!setup) return '';
  const admin = `\nMake the first administrator with this link (one use, ${SETUP_HOURS} hours, until the next start of this server):\n  ${addressOf(server)}/setup#code=${setup.code}\n\n`;
  const isFirst = setup.first && (await server.vault.listTokens()).length === 0;
  const others = server.origin === undefined && EVERYWHERE.includes(server.host) ? own.slice(0, 1) : [];
  const elsewhere = others.map(
    (host) => `On another machine, write ${addressOf({ ...server, host })} in place of ${addressOf(server)}.\n\n`,
  );
  if (!isFirst) return [admin, ...elsewhere].join('');
  const wall = `Open the wall once with this link (${MINUTES} minutes, one use):\n  ${await openingLink(server, now)}\n\n`;
  return [admin, wall, ...elsewhere].join('');
}
