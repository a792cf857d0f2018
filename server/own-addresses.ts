// By which addresses other machines find this one.
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';

/** IPv4 first: people can type it on a TV. */
export function ownAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses = []) => addresses.filter(({ internal, scopeid }) => !internal && !scopeid))
    .map(({ address }) => address)
    .sort((a, b) => isIP(a) - isIP(b));
}
