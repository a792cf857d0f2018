// A link that opens the wall once, for whoever reads it on the server's own screen.
import type { House } from './start.ts';

const MINUTES = 15;

/** `http://localhost:3000/#code=…`: the code stands behind #, so no browser sends it anywhere but to us. */
export function openingLink({ port, vault }: Pick<House, 'port' | 'vault'>, now: number): string {
  const code = vault.createCode({ role: 'display', minutes: MINUTES, now });
  return `http://localhost:${port}/#code=${code}`;
}
