// What an OpenID provider sends when somebody signed out there: a signed token (OpenID Connect Back-Channel Logout 1.0, 2.4 to
// 2.6). Every claim that the standard asks for is checked here; that a token came before is the vault's to know.
import { errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { DAY, SECOND } from '../../shared/time.ts';

/** `sid`: that session at the provider; without it all of `subject`. `id`: of the token. `until`: epoch ms. */
export type ProviderSignOut = { id: string; subject?: string; sid?: string; until: number };

/** It is not one of the provider's for this server. */
export class LogoutTokenRefused extends Error {}

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** Never `none`, and never by a shared secret: our own is known to us, and others could guess it. */
const SIGNED = /^(?:RS|PS|ES)(?:256|384|512)$|^(?:EdDSA|Ed25519)$/;
/** The standard sets no length; the first 255 signs tell sessions apart. */
const LONGEST_ID = 255;
export const sessionIdIn = (sid: string): string => sid.slice(0, LONGEST_ID);
/** The standard recommends two minutes. */
const LONGEST_LIFE = DAY / SECOND;

type Options = {
  token: string;
  keys: JWTVerifyGetKey;
  issuer: string;
  clientId: string;
  /** As the provider names them for ID tokens. */
  algorithms: readonly string[] | undefined;
  clockSeconds: number;
};

/** Throws LogoutTokenRefused; what the keys could not be fetched for is passed on. */
export async function readLogoutToken(options: Options): Promise<ProviderSignOut> {
  const { token, keys, issuer, clientId, algorithms = ['RS256'], clockSeconds } = options;
  const { payload, typ } = await verified(token, keys, {
    issuer,
    audience: clientId,
    algorithms: algorithms.filter((one) => SIGNED.test(one)),
    clockTolerance: clockSeconds,
    requiredClaims: ['iss', 'aud', 'iat', 'exp', 'jti', 'events'],
  });
  // Other tokens of the same provider are signed alike.
  if (!/^(?:application\/)?logout\+jwt$/i.test(typ ?? '')) throw refused('typ');
  const { jti, sub, sid, exp = 0, iat = 0 } = payload;
  const now = Date.now() / SECOND;
  if (iat > now + clockSeconds) throw refused('iat');
  // Until then it has to be remembered.
  if (exp > now + LONGEST_LIFE) throw refused('exp');
  if (!isText(jti)) throw refused('jti');
  if (!hasEvent(payload)) throw refused('events');
  // Else an ID token could be sent in its place.
  if ('nonce' in payload) throw refused('nonce');
  if (sub !== undefined && !isText(sub)) throw refused('sub');
  if (sid !== undefined && !isText(sid)) throw refused('sid');
  if (sub === undefined && sid === undefined) throw refused('sub or sid');
  return {
    id: jti,
    ...(sub !== undefined && { subject: sub }),
    ...(sid !== undefined && { sid: sessionIdIn(sid) }),
    // A provider may write fractions of a second.
    until: Math.ceil(exp + clockSeconds) * SECOND,
  };
}

const refused = (claim: string, cause?: unknown): LogoutTokenRefused =>
  new LogoutTokenRefused(`the token is not one of the provider for this server: ${claim}`, { cause });

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  options: Parameters<typeof jwtVerify>[2],
): Promise<{ payload: JWTPayload; typ: string | undefined }> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys, options);
    return { payload, typ: protectedHeader.typ };
  } catch (cause) {
    // What stood in the token is not repeated: anybody may have made it.
    if (cause instanceof errors.JWTClaimValidationFailed || cause instanceof errors.JWTExpired)
      throw refused(cause.claim, cause);
    if (cause instanceof errors.JOSEError && !keysAreAway(cause)) throw refused(cause.code, cause);
    throw cause;
  }
}

/** The generic error and the timeout are those of fetching the keys. */
const keysAreAway = (cause: errors.JOSEError): boolean =>
  cause instanceof errors.JWKSTimeout || cause instanceof errors.JWKSInvalid || cause.code === 'ERR_JOSE_GENERIC';

const isText = (claim: unknown): claim is string => typeof claim === 'string' && claim !== '';

function hasEvent({ events }: JWTPayload): boolean {
  if (typeof events !== 'object' || events === null || !Object.hasOwn(events, EVENT)) return false;
  const event = (events as Record<string, unknown>)[EVENT];
  return typeof event === 'object' && event !== null && !Array.isArray(event);
}
