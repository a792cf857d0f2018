// Who changes how somebody signs in, or what they may do, has shown within the last minutes who they are: a browser that was left
// open, or a copied cookie, does not suffice. access/permissions.ts names the routes.
import { MINUTE } from '../../shared/time.ts';
import type { Identity } from '../access/authentication.ts';
import { Problem } from './problem.ts';

const FRESH_MS = 10 * MINUTE;

/** The name of the account. Throws Problem `accounts-only`. */
export function accountOf({ account, role }: Identity): string {
  if (account !== undefined) return account;
  throw new Problem('accounts-only', `expected somebody who signed in to an account, got a token of the role ${role}`);
}

/** Throws Problem `confirm-first`. */
export function requireFresh({ confirmedAt }: Identity, now: number): void {
  if (confirmedAt !== undefined && now - confirmedAt < FRESH_MS) return;
  throw new Problem(
    'confirm-first',
    'expected the password, and the second factor if there is one, within the last 10 minutes: POST /api/auth/confirm',
  );
}
