// Maps domain errors (vault, password queue, log, table reader) to problem documents.
import { AccountRefused } from '../vault/accounts.ts';
import { SetupRefused } from '../vault/setup.ts';
import { TokenRefused } from '../vault/tokens.ts';
import { DirectoryAway, NotLetIn } from '../directory/outcome.ts';
import { EventRefused } from '../log/intake.ts';
import { Overloaded } from '../access/fair-semaphore.ts';
import { TooManyRows } from '../tables/cells.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { invalidField } from './body.ts';
import { Problem } from './problem.ts';

const AGAIN_SECONDS = '2';

/** Undefined when it is none of them. */
export function problemFor(refusal: unknown): Problem | undefined {
  if (refusal instanceof Overloaded)
    return new Problem('too-busy', `${refusal.message}; try again shortly`, {
      headers: { 'Retry-After': AGAIN_SECONDS },
    });
  if (refusal instanceof EventRefused) return ofEvent(refusal);
  if (refusal instanceof TooManyRows) {
    const { message, most, got } = refusal;
    return new Problem('too-many-rows', message, { more: { most, got } });
  }
  if (refusal instanceof NotLetIn)
    return new Problem('not-let-in', refusal.message, { more: { reason: refusal.reason } });
  // What went wrong in detail is for administrators and the log: it names servers.
  if (refusal instanceof DirectoryAway)
    return new Problem('directory-away', 'the directory cannot be asked now; accounts of this server work', {
      more: { reason: refusal.reason },
    });
  if (refusal instanceof SetupRefused) return new Problem(refusal.code, refusal.message);
  if (refusal instanceof AccountRefused) return ofAccount(refusal);
  if (!(refusal instanceof TokenRefused)) return undefined;
  switch (refusal.code) {
    case 'bad-name':
      return invalidField('name', refusal.message);
    case 'bad-days':
      return invalidField('days', refusal.message);
    case 'name-taken':
      return new Problem('name-taken', refusal.message);
    default:
      return unreachable(refusal.code);
  }
}

function ofEvent({ message }: EventRefused): Problem {
  const [, field, expected] = /^([\w.]+): (.*)$/s.exec(message) ?? [];
  return field === undefined || expected === undefined
    ? new Problem('bad-parameters', message)
    : invalidField(field, expected);
}

function ofAccount({ code, message }: AccountRefused): Problem {
  switch (code) {
    case 'bad-name':
      return invalidField('name', message);
    case 'unknown':
      return new Problem('not-found', message);
    case 'name-taken':
    case 'last-admin':
    case 'of-directory':
      return new Problem(code, message);
    case 'changed-meanwhile':
      return new Problem('login-refused', message);
    default:
      return unreachable(code);
  }
}
