// Whether a request comes from a page of ours, and what was expected where it does not.
import type { OriginFault } from '../../shared/origin.ts';

/** Longer than any origin that people use; what a browser sends goes into the log. */
const LONGEST = 300;

/**
 * Whether an `Origin` header names this server: its own host as the browser asked for it, or the configured public
 * origin. The scheme is not compared with ours: behind a proxy that ends TLS we would not know it.
 */
export function isOwnOrigin(origin: string, host: string | undefined, configured: string | undefined): boolean {
  if (configured !== undefined && origin === configured.replace(/\/$/, '')) return true;
  if (host === undefined || !/^https?:\/\//.test(origin) || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}

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
