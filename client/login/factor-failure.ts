// Why signing in, confirming who one is or changing second factors did not work, for the forms that do it.
import { factorWays, type FactorWay } from '../../shared/account-rules.ts';
import { failure, waitOf } from '../state/failure.ts';
import { language } from '../state/language.svelte.ts';
import type { Failed } from '../text/failed.ts';
import { TEHRAN_OFFSET } from '../text/tehran.ts';
import { factors } from './factor-messages.svelte.ts';
import { t as login } from './messages.svelte.ts';
import type { Obstacle } from './passkey.ts';

/** Undefined where a code is asked for or did not fit: that shows at its field. */
export function factorFailure(failed: Failed): string | undefined {
  const t = factors.current;
  switch (failed.code) {
    case 'code-needed':
    case 'code-wrong':
      return undefined;
    case 'passkey-refused':
      return t.passkeyRefused;
    case 'passkey-cancelled':
      return t.passkeyCancelled;
    case 'passkey-there':
      return t.passkeyThere;
    case 'passkeys-unavailable':
      return t.obstacles[obstacleIn(failed)];
    case 'factor-there':
      return t.factorThere;
    case 'too-many-requests':
      return login.current.limited(waitOf(failed));
    default:
      return failure(failed);
  }
}

function obstacleIn({ document }: Failed): Obstacle {
  const obstacle = document['obstacle'];
  return typeof obstacle === 'string' && obstacle in factors.current.obstacles
    ? (obstacle as Obstacle)
    : 'other-address';
}

/** What the account asks for beside the password; undefined when it failed for another reason. */
export function factorsAsked(failed: Failed | undefined): FactorWay[] | undefined {
  const ways = failed?.code === 'code-needed' ? failed.document['ways'] : undefined;
  return Array.isArray(ways) ? factorWays.filter((way) => ways.includes(way)) : undefined;
}

/** The likely fault of a code is a clock, so the server's is shown; undefined when it failed for another reason. */
export function codeFault(failed: Failed | undefined): string | undefined {
  if (failed?.code !== 'code-wrong') return undefined;
  const now = failed.document['now'];
  return factors.current.codeWrong(typeof now === 'number' ? language.moments.clock(now, TEHRAN_OFFSET) : '—');
}
