// Connections that must not lead into the server's own network. The address is checked on the connection that is really made,
// after name resolution.
import { lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isOwnNetwork } from './own-network.ts';
import type { Unsent } from './outcome.ts';

export class LocalAddress extends Error {}
export const ownNetwork: Unsent = { ok: false, reason: 'own-network', final: true };

/** An address in numbers is not resolved, so `publicOnly` never sees it. */
export const isOwnAddress = (host: string): boolean => isIP(host) !== 0 && isOwnNetwork(host);

/** As dns.lookup; a name of which any address is in the own network is refused as a whole. */
export const publicOnly: LookupFunction = (host, options, done) => {
  resolveName(host, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, '');
    const [first] = addresses;
    if (first === undefined || addresses.some(({ address }) => isOwnNetwork(address)))
      return done(new LocalAddress('own network'), '');
    if (options.all) return done(null, addresses);
    done(null, first.address, first.family);
  });
};

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)/;

/** Why no connection came about, by the code that the network gave; undefined for another cause. */
export function connectFault(code: string): Unsent | undefined {
  if (CERTIFICATE.test(code)) return { ok: false, reason: 'certificate', detail: code };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { ok: false, reason: 'name-unknown', detail: code };
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH')
    return { ok: false, reason: 'unreachable', detail: code };
  return undefined;
}
