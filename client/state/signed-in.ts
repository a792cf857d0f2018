// Requests of pages that only people who are signed in may see: whoever is not is led to the login form, and back afterwards.
import { address } from './address.svelte.ts';
import { ask, type Answer } from './api.ts';

/** As `ask`. A refused old password says nothing about who is asking, so it leads nowhere. */
export async function askSignedIn<T>(...asked: Parameters<typeof ask>): Promise<Answer<T>> {
  const answer = await ask<T>(...asked);
  if (!answer.ok && answer.status === 401 && answer.code !== 'login-refused') signIn();
  return answer;
}

/** Reads the plain location: an effect that calls this must not begin again because the address changed. */
export function signIn(): void {
  const { pathname, search } = location;
  // Of two requests that were refused at once, the first has led there already.
  if (pathname !== '/login') address.replace(`/login?next=${encodeURIComponent(pathname + search)}`);
}
