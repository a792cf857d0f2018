// Where the demo listens, and by which address a phone or TV of the same network finds it.
import { isIP } from 'node:net';
import { ownAddresses } from '../own-addresses.ts';

const HERE = '127.0.0.1';
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];

export type Reachable = {
  /** What the server listens on. */
  host: string;
  /** By which others find it, the likeliest first; none on this machine alone. */
  addresses: readonly string[];
};

/** `asked`: of --host; undefined: this machine alone. Returns a sentence when nothing can listen there. */
export function reachableAt(asked: string | undefined, own: readonly string[] = ownAddresses()): Reachable | string {
  if (asked === undefined) return { host: HERE, addresses: [] };
  const host = asked.trim().replace(/^\[(.+)\]$/, '$1');
  const example = own[0] ?? '192.168.1.20';
  const expected = `--host: expected 0.0.0.0 for every network of this machine, or one of its addresses such as ${example}`;
  if (isIP(host) === 0) return `${expected}, got "${asked}"`;
  if (EVERYWHERE.includes(host)) {
    const ofKind = own.filter((address) => host === '::' || isIP(address) === 4);
    return { host, addresses: ofKind };
  }
  if (host === HERE || host === '::1') return { host, addresses: [] };
  if (!own.includes(host)) return `${expected}: ${host} is none of them (${own.join(', ') || 'it is in no network'})`;
  return { host, addresses: [host] };
}
