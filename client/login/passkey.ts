// Passkeys in this browser: whether it has them here, and what it makes or signs.
import type { PasskeyObstacle } from '../../shared/account-rules.ts';
import type { AnswerOf } from '../../shared/api/types.ts';
import { ask, type Answer } from '../state/api.ts';
import { askSignedIn } from '../state/signed-in.ts';

export type Obstacle = PasskeyObstacle | 'not-supported';

/** Why there are none, as far as the page can know; a browser's own answer speaks of the browser alone. */
export function obstacleHere(): Obstacle | undefined {
  if (!isSecureContext) return 'not-secure';
  if (/^[\d.]+$|^\[/.test(location.hostname)) return 'no-name';
  return 'PublicKeyCredential' in window ? undefined : 'not-supported';
}

const cancelled = { ok: false, status: 0, code: 'passkey-cancelled', detail: '', document: {} } as const;
const alreadyThere = { ...cancelled, code: 'passkey-there' } as const;

/** Signs in; only to the account of this name, where one is given. */
export async function enterByPasskey(name?: string): Promise<Answer<AnswerOf<'POST /api/auth/passkey'>>> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  const asked = await ask('POST /api/auth/passkey/options');
  if (!asked.ok) return asked;
  try {
    const options = asked.value as unknown as Parameters<typeof startAuthentication>[0]['optionsJSON'];
    const answer = await startAuthentication({ optionsJSON: options });
    return await ask('POST /api/auth/passkey', { body: { answer: { ...answer }, name } });
  } catch (error) {
    console.info('no passkey was used', error);
    return cancelled;
  }
}

export async function addPasskey(name: string): Promise<Answer<AnswerOf<'POST /api/auth/passkeys'>>> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  const asked = await askSignedIn('POST /api/auth/passkeys/options');
  if (!asked.ok) return asked;
  try {
    const options = asked.value as unknown as Parameters<typeof startRegistration>[0]['optionsJSON'];
    const answer = await startRegistration({ optionsJSON: options });
    return await askSignedIn('POST /api/auth/passkeys', { body: { answer: { ...answer }, name } });
  } catch (error) {
    console.info('no passkey was made', error);
    return error instanceof Error && error.name === 'InvalidStateError' ? alreadyThere : cancelled;
  }
}
