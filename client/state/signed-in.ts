// Requests of pages that only people who are signed in may see: whoever is not is led to the login form, and back afterwards.
import { address } from './address.svelte.ts';
import { ask, type Answer } from './api.ts';

/** As `ask`. A refused old password says nothing about who is asking, so it leads nowhere. */
export async function askSignedIn<T>(...asked: Parameters<typeof ask>): Promise<Answer<T>> {
  const answer = await ask<T>(...asked);
  if (!answer.ok && answer.status === 401 && answer.code !== 'login-refused') signIn();
  return answer;
}

export const signIn = (): void => address.replace(`/login?next=${encodeURIComponent(address.here)}`);
