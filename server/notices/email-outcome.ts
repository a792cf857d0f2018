// What a mail server's answer, or its absence, means for a notice.
import type { NodemailerError } from 'nodemailer';
import type { Outcome, Unsent } from './outcome.ts';
import { connectFault, LocalAddress, ownNetwork } from './public-only.ts';

/** A mail that was taken; some servers resolve and refuse the recipient. */
export function emailSent({ response, accepted }: { response: string; accepted: readonly unknown[] }): Outcome {
  if (accepted.length > 0) return { ok: true, detail: shownReply(response) };
  return { ok: false, reason: 'refused', detail: shownReply(response), final: true };
}

/** `isBegun`: the server had asked for the text. */
export function emailOutcome(cause: unknown, isBegun: boolean): Unsent {
  if (cause instanceof LocalAddress) return ownNetwork;
  const { code = '', originalCode = code, responseCode, response = '', permanent } = cause as NodemailerError;
  // permanent: by the code of the answer, 5xx but 503.
  if (responseCode !== undefined)
    return { ok: false, reason: reasonOf(code), detail: shownReply(response), final: permanent === true };
  const perhaps = isBegun ? { perhaps: true } : {};
  if (code === 'ETIMEDOUT' || code === 'EABORT') return { ok: false, reason: 'timeout', ...perhaps };
  const known = connectFault(originalCode);
  if (known) return known;
  // Not the server's answer but what the library found out by itself: the same next time.
  if (code === 'EAUTH' || code === 'EENVELOPE' || code === 'EMESSAGE')
    return { ok: false, reason: reasonOf(code), detail: code, final: true };
  if (code === 'ETLS' || /^ERR_(?:SSL|TLS|OSSL)/.test(originalCode))
    return { ok: false, reason: 'no-tls', detail: originalCode };
  return { ok: false, reason: 'connection', ...(originalCode !== '' && { detail: originalCode }), ...perhaps };
}

function reasonOf(code: string): string {
  if (code === 'EAUTH') return 'sign-in';
  return code === 'ETLS' ? 'no-tls' : 'refused';
}

/** Before it is searched: looking for addresses takes the square of its length, and a server may send what it likes. */
const MOST_SEARCHED = 1_000;

/** An answer without addresses: servers repeat that of the recipient. */
const shownReply = (response: string): string =>
  response
    .slice(0, MOST_SEARCHED)
    .replace(/<[^>]*>|[^\s<>]+@[^\s<>]+/g, '…')
    .replace(/\s+/g, ' ')
    .slice(0, 120);
