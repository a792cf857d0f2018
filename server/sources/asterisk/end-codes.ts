// Why a connection to AMI ended, or did not come to be, as the codes that screens have sentences for.

export type EndCode =
  | 'unreachable'
  | 'not-ami'
  | 'asterisk-too-old'
  | 'certificate'
  | 'certificate-name'
  | 'certificate-expired'
  | 'certificate-changed'
  | 'not-tls'
  | 'tls-failed'
  | 'login-refused'
  | 'login-in-use'
  | 'twin-system'
  | 'closed'
  | 'silent'
  | 'stopped';

/** Codes by which one side does not want the other: tried again slowly. */
export const refusals: readonly EndCode[] = ['login-refused', 'login-in-use', 'asterisk-too-old', 'twin-system'];

/** AMI 1.x is Asterisk 11 and older, whose events have other names and fields. */
export const isTooOld = (banner: string): boolean => /^Asterisk Call Manager\/[01]\./.test(banner);

/** Before a greeting was read: what went wrong, by Node's and OpenSSL's own codes. */
export function beforeGreeting(cause: unknown, secure: boolean): EndCode {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  if (!secure) return cause === undefined ? 'closed' : 'unreachable';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID' || code === 'HOSTNAME_MISMATCH') return 'certificate-name';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'certificate-expired';
  if (/CERT|ISSUER|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|CRL/.test(code)) return 'certificate';
  if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST/.test(code)) return 'not-tls';
  if (/^(ERR_SSL|ERR_TLS|EPROTO)/.test(code)) return 'tls-failed';
  return cause === undefined ? 'closed' : 'unreachable';
}

/** A refused login. A wrong secret, an unknown user and a denied address look alike. */
export const loginRefusal = (message: string): EndCode => (/in use/i.test(message) ? 'login-in-use' : 'login-refused');
