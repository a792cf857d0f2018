// Where a fresh login leads.

/**
 * An address of this site, for `?next=`; anything else could lead a fresh login elsewhere. The browser's own parser decides:
 * it drops tabs and newlines and takes a backslash for a slash, so `/<tab>/elsewhere.example` is another host. The whole
 * address comes back, because a path such as `/.//elsewhere.example` would name a host when it is parsed again.
 */
export function insideOr(path: string | null, otherwise: string, origin = location.origin): string {
  if (!path?.startsWith('/')) return otherwise;
  try {
    const url = new URL(path, origin);
    return url.origin === origin ? url.href : otherwise;
  } catch {
    return otherwise; // It is no address.
  }
}
