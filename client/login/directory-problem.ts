// What a sign-in that went through another site ended with, as it stands in the address of the sign-in page.
import type { Failed } from '../text/failed.ts';

/** `?problem=code` or `?problem=code:reason`; undefined without one, and for a code that nobody sends so. */
export function problemIn(query: URLSearchParams): Failed | undefined {
  const [, code, reason] =
    /^(directory-away|not-let-in|too-many-requests|login-refused)(?::([a-z-]+))?$/.exec(query.get('problem') ?? '') ??
    [];
  return code === undefined
    ? undefined
    : { ok: false, status: 403, code, detail: '', document: { ...(reason !== undefined && { reason }) } };
}
