// Checks which screens may join, at every join, and which may stay, at every beat.
import { can } from '../access/permissions.ts';
import {
  authenticate,
  reauthenticate,
  credentialsFromHandshake,
  type Credentials,
  type Identity,
} from '../access/authentication.ts';
import { viewFor, viewName } from '../access/views.ts';
import type { Clock } from './clock.ts';
import { refusal, type SocketData } from './screens.ts';

/** A socket of the living board or of a replay. */
type Checked = { readonly handshake: Parameters<typeof credentialsFromHandshake>[0]; data: SocketData };

export type Warn = { warn: (facts: object, message: string) => void };
type Options = {
  credentials: Credentials;
  clock: Clock;
  topics: boolean;
  log: Warn;
  /** Which right a screen needs; that to the living board unless given. */
  right?: 'join /board' | 'join /replay';
};
/** `unknown`: the vault did not answer; no screen is disconnected for that. `renewed`: it comes back with the cookie that its browser has now. */
type Standing = 'stays' | 'revoked' | 'changed' | 'renewed' | 'unknown';

/** A namespace middleware that admits screens with a right to the board and refuses all others with a code. */
export const createAdmission =
  ({ credentials, clock, topics, log, right = 'join /board' }: Options) =>
  async (screen: Checked, next: (error?: Error) => void): Promise<void> => {
    try {
      const shown = credentialsFromHandshake(screen.handshake);
      const who = shown && (await authenticate(shown, credentials, clock.now()));
      if (!shown || !who) return next(refusal('unauthorized', 'expected auth.token or a session cookie that is valid'));
      if (!can(who.role, right))
        return next(refusal('unauthorized', `the role ${who.role} may not ${right}`, who.role));
      if (who.mustSetUp) return next(refusal('unauthorized', 'this account needs a second factor first'));
      Object.assign(screen.data, { who, shown, view: viewFor(who, { topics }), joinedAt: clock.now() });
      next();
    } catch (cause) {
      log.warn({ err: cause }, 'a screen could not be looked up');
      next(refusal('unavailable', 'credentials cannot be checked now; try again'));
    }
  };

/**
 * Asks the vault again about an admitted screen. A new name or role with the same view is taken over; a display reloads its
 * page after any change.
 */
export async function recheck(
  screen: Checked,
  { credentials, clock, topics, log, right = 'join /board' }: Options,
): Promise<Standing> {
  let who: Identity | undefined;
  try {
    who = await reauthenticate(screen.data, credentials, clock.now());
  } catch (cause) {
    log.warn({ err: cause }, 'a screen could not be looked up again');
    return 'unknown';
  }
  if (!who || who.mustSetUp || !can(who.role, right)) return 'revoked';
  if (who.renewed) return 'renewed';
  const { view, who: before } = screen.data;
  if (viewName(viewFor(who, { topics })) !== viewName(view)) return 'changed';
  if (who.display !== undefined && displayState(who) !== displayState(before)) return 'changed';
  screen.data.who = who;
  return 'stays';
}

const displayState = ({ name, page, settings }: Identity): string => JSON.stringify([name, page, settings]);
