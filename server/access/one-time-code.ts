// One-time codes of authenticator apps (RFC 6238), by the package alone. Pure but for the secret that it makes.
import { Secret, TOTP } from 'otpauth';
import { latinDigits } from '../../shared/digits.ts';
import { SECOND } from '../../shared/time.ts';

const STEP_MS = 30 * SECOND;
const SECRET_BYTES = 20;
const ISSUER = 'Wallboard 111';
/** How many steps a telephone's clock may differ: once it is known by how much, less. */
const AT_ENROLMENT = 2;
const AFTERWARDS = 1;

export const newOneTimeSecret = (): string => new Secret({ size: SECRET_BYTES }).base32;

const appOf = (secret: string, label: string): TOTP =>
  new TOTP({ issuer: ISSUER, label, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });

/** What the app scans. */
export const enrolmentUri = (secret: string, account: string): string => appOf(secret, account).toString();

/** A code as people type it, with the digits of their keyboard; undefined when it can be none. */
export function oneTimeCode(typed: string): string | undefined {
  const code = latinDigits(typed).replace(/[\s-]/g, '');
  return /^\d{6}$/.test(code) ? code : undefined;
}

/** Of which step it is, and by how many steps that clock differs from ours; undefined when it does not fit. */
export function stepOf(
  code: string,
  { secret, drift }: { secret: string; drift?: number },
  now: number,
): { step: number; drift: number } | undefined {
  const ours = Math.floor(now / STEP_MS);
  const about = drift ?? 0;
  const delta = appOf(secret, '').validate({
    token: code,
    timestamp: now + about * STEP_MS,
    window: drift === undefined ? AT_ENROLMENT : AFTERWARDS,
  });
  return delta === null ? undefined : { step: ours + about + delta, drift: about + delta };
}
