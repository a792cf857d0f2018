// Whether a request comes from a page of ours, and what was expected where it does not.
import { isIP } from 'node:net';
import type { OriginFault } from '../../shared/origin.ts';

/** Longer than any origin that people use; what a browser sends goes into the log. */
const LONGEST = 300;

/**
 * Whether an `Origin` header names this server: the configured public origin, or its own host as the browser asked for it. With
 * a public origin that host is an address or a name of the local network: any other may be a stranger's, who made his own name
 * lead here. The scheme is not compared with ours: behind a proxy that ends TLS we would not know it.
 */
export function isOwnOrigin(origin: string, host: string | undefined, configured: string | undefined): boolean {
  if (configured !== undefined && origin === configured.replace(/\/$/, '')) return true;
  if (host === undefined || !/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  const { host: named, hostname } = new URL(origin);
  return named === host.toLowerCase() && (configured === undefined || isLocal(hostname));
}

/** Whether a host is an address and no name; in an address of a page one of IPv6 stands in brackets. */
export const isAddress = (hostname: string): boolean => isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;

/** Nobody can make such a name lead here but the local network itself. */
const isLocal = (hostname: string): boolean =>
  isAddress(hostname) || !hostname.includes('.') || /\.(?:local|lan|internal|home\.arpa)$/.test(hostname);

/** What is logged about an origin that is not ours. */
export function originFault(
  origin: string | undefined,
  host: string | undefined,
  configured: string | undefined,
): OriginFault {
  const page = origin !== undefined && origin.length <= LONGEST && URL.canParse(origin) ? new URL(origin) : undefined;
  const isWeb = page !== undefined && /^https?:$/.test(page.protocol);
  const own = host === undefined || host.length > LONGEST ? undefined : host.toLowerCase();
  const expected = configured ?? (own === undefined ? undefined : `${isWeb ? page.protocol : 'http:'}//${own}`);
  return {
    ...(isWeb && { page: page.origin }),
    ...(own !== undefined && { host: own }),
    ...(expected !== undefined && { expected }),
  };
}
