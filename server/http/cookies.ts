// The cookies that sign a browser in: scripts cannot read them, and other sites cannot have them sent in a write.
import { DAY } from '../../shared/time.ts';
import type { CookieOptions, Request, Response } from 'express';
import { cookieIn, SESSION_COOKIE } from '../access/authentication.ts';
import { DEVICE_DAYS } from '../vault/sign-in.ts';

/** Browsers keep no cookie longer: a TV is paired once, for good. People sign in daily. */
export const DISPLAY_DAYS = 400;
export const PERSON_DAYS = 1;
/** Says that a browser has signed in to an account before, and nothing else: it opens no door. */
const DEVICE_COOKIE = `${SESSION_COOKIE}-device`;
/** Where it is sent: signing in and changing a password. */
const DEVICE_PATH = '/api/auth';

/** Setting of the application: people open the wall by https, whatever the last proxy reports. */
export const HTTPS_ORIGIN = 'https origin';

/** A page that was opened by http all the same, on the local network, would lose a Secure cookie at once. */
const isSecure = ({ secure, app, headers: { origin } }: Request): boolean =>
  secure || (app.get(HTTPS_ORIGIN) === true && origin?.startsWith('http:') !== true);

const attributes = (request: Request): CookieOptions => ({
  httpOnly: true,
  sameSite: 'lax',
  secure: isSecure(request),
  path: '/',
});

export const setSession = (request: Request, response: Response, secret: string, days: number): void =>
  void response.cookie(SESSION_COOKIE, secret, { ...attributes(request), maxAge: days * DAY });

export const clearSession = (request: Request, response: Response): void =>
  void response.clearCookie(SESSION_COOKIE, attributes(request));

export const setDevice = (request: Request, response: Response, secret: string): void =>
  void response.cookie(DEVICE_COOKIE, secret, {
    ...attributes(request),
    path: DEVICE_PATH,
    maxAge: DEVICE_DAYS * DAY,
  });

/** What the browser shows as its device secret; it may be anything. */
export function deviceCookie(request: Request): string | undefined {
  const secret = cookieIn(request.headers.cookie, DEVICE_COOKIE);
  return secret !== undefined && secret.length <= 100 ? secret : undefined;
}
