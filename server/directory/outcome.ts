// How a question to a directory ends when it ends badly. Pure.
import type { AwayReason, RefusalReason } from '../../shared/directory.ts';

/** It could not be asked, or answered with nothing that is an answer. `detail`: for the log and for administrators. */
export class DirectoryAway extends Error {
  readonly reason: AwayReason;
  readonly detail: string;
  constructor(reason: AwayReason, detail: string, cause?: unknown) {
    super(`the directory gives no answer (${reason}): ${detail}`, { cause });
    this.reason = reason;
    this.detail = detail;
  }
}

/** It knows this person, and they showed who they are, but they are not let in. */
export class NotLetIn extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, message: string) {
    super(message);
    this.reason = reason;
  }
}

/** Of an error of the network or of TLS, in Node's own codes. */
export function awayBecause(cause: unknown): DirectoryAway {
  if (cause instanceof DirectoryAway) return cause;
  const codes = codesIn(cause);
  const detail = detailOf(cause);
  if (codes.some((code) => CERTIFICATE.test(code))) return new DirectoryAway('certificate', detail, cause);
  if (codes.some((code) => code.startsWith('ERR_SSL') || code === 'EPROTO'))
    return new DirectoryAway('tls', detail, cause);
  if (codes.some((code) => NETWORK.test(code))) return new DirectoryAway('unreachable', detail, cause);
  if (/time(?:d )?-?out|TimeoutError|AbortError/i.test(`${codes.join(' ')} ${detail}`))
    return new DirectoryAway('late', detail, cause);
  if (/connection (?:closed|ended)|socket|closed unexpectedly/i.test(detail))
    return new DirectoryAway('unreachable', detail, cause);
  return new DirectoryAway('unexpected', detail, cause);
}

const CERTIFICATE = /^(?:CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_CA|CRL_)/;
const NETWORK = /^(?:ECONN|ENOTFOUND|EAI_|EHOST|ENET|EPIPE|EADDR|UND_ERR_SOCKET|UND_ERR_CONNECT|ETIMEDOUT)/;

/** Libraries wrap what the network said, some of them twice. */
function codesIn(cause: unknown): string[] {
  const codes: string[] = [];
  let error = cause;
  for (let depth = 0; depth < 5 && error instanceof Error; depth++) {
    if ('code' in error && typeof error.code === 'string') codes.push(error.code);
    codes.push(error.name);
    error = error instanceof AggregateError ? error.errors[0] : error.cause;
  }
  return codes;
}

const MOST_SHOWN = 200;
export function detailOf(cause: unknown): string {
  const parts: string[] = [];
  let error = cause;
  for (let depth = 0; depth < 3 && error instanceof Error; depth++) {
    if (error.message !== '') parts.push(error.message);
    error = error instanceof AggregateError ? error.errors[0] : error.cause;
  }
  const text = parts.length === 0 ? String(cause) : parts.join(': ');
  return text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, MOST_SHOWN);
}
