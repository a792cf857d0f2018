// The cookies that sign a browser in: scripts cannot read them, and other sites cannot have them sent in a write.
import { createHash } from 'node:crypto';
import { DAY, MINUTE } from '../../shared/time.ts';
import type { CookieOptions, Request, Response } from 'express';
import { cookieIn, HOST_PREFIX, ownCookie, SESSION_COOKIE } from '../access/authentication.ts';
import { DEVICE_DAYS } from '../vault/sign-in.ts';

/** Browsers keep no cookie longer: a TV is paired once, for good. People sign in daily. */
export const DISPLAY_DAYS = 400;
export const PERSON_DAYS = 1;
/** Says that a browser has signed in to an account before, and nothing else: it opens no door. */
const DEVICE_COOKIE = `${SESSION_COOKIE}-device`;

/** Setting of the application: people open the wall by https, whatever the last proxy reports. */
export const HTTPS_ORIGIN = 'https origin';

/** A page that was opened by http all the same, on the local network, would lose a Secure cookie at once. */
export const isSecure = ({ secure, app, headers: { origin } }: Request): boolean =>
  secure || (app.get(HTTPS_ORIGIN) === true && origin?.startsWith('http:') !== true);

const attributes = (secure: boolean): CookieOptions => ({ httpOnly: true, sameSite: 'lax', secure, path: '/' });

function set(request: Request, response: Response, cookie: { name: string; secret: string; days: number }): void {
  const { name, secret, days } = cookie;
  const isPrefixed = isSecure(request);
  response.cookie(isPrefixed ? HOST_PREFIX + name : name, secret, { ...attributes(isPrefixed), maxAge: days * DAY });
  clearPlain(request, response, name);
}

/** Over TLS a cookie of before the prefix would stay behind with what it held. */
function clearPlain(request: Request, response: Response, name: string): void {
  if (isSecure(request) && cookieIn(request.headers.cookie, name) !== undefined)
    response.clearCookie(name, attributes(true));
}

export const setSession = (request: Request, response: Response, secret: string, days: number): void =>
  set(request, response, { name: SESSION_COOKIE, secret, days });

export function clearSession(request: Request, response: Response): void {
  const isPrefixed = isSecure(request);
  response.clearCookie(isPrefixed ? HOST_PREFIX + SESSION_COOKIE : SESSION_COOKIE, attributes(isPrefixed));
  clearPlain(request, response, SESSION_COOKIE);
}

export const setDevice = (request: Request, response: Response, secret: string): void =>
  set(request, response, { name: DEVICE_COOKIE, secret, days: DEVICE_DAYS });

/** Of one sign-in at an OpenID provider, under its state: several may be open in a browser. It is sent here only, and soon over. */
const ATTEMPT_COOKIE = `${SESSION_COOKIE}-openid-`;
const ATTEMPT_MS = 15 * MINUTE;
const attemptName = (state: string): string =>
  ATTEMPT_COOKIE + createHash('sha256').update(state).digest('hex').slice(0, 12);

export function setAttempt(request: Request, response: Response, state: string, value: string): void {
  const isPrefixed = isSecure(request);
  const name = attemptName(state);
  response.cookie(isPrefixed ? HOST_PREFIX + name : name, value, { ...attributes(isPrefixed), maxAge: ATTEMPT_MS });
}

export const attemptCookie = ({ headers: { cookie } }: Request, state: string): string | undefined =>
  ownCookie(cookie, attemptName(state));

export function clearAttempt(request: Request, response: Response, state: string): void {
  const isPrefixed = isSecure(request);
  const name = attemptName(state);
  response.clearCookie(isPrefixed ? HOST_PREFIX + name : name, attributes(isPrefixed));
}

/** What the browser shows as its device secret; it may be anything. */
export function deviceCookie({ headers: { cookie } }: Request): string | undefined {
  const secret = ownCookie(cookie, DEVICE_COOKIE);
  return secret !== undefined && secret.length <= 100 ? secret : undefined;
}
