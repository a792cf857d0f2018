// Requests of pages that only people who are signed in may see: whoever is not is led to the login form, and back afterwards;
// but not from a form that was just sent, because what was typed would be gone.
import { address } from './address.svelte.ts';
import { ask, type Answer } from './api.ts';

/** As `ask`. */
export async function askSignedIn<T>(...asked: Parameters<typeof ask>): Promise<Answer<T>> {
  const answer = await ask<T>(...asked);
  const [method] = asked;
  if (!answer.ok && answer.status === 401 && method === 'GET') signIn();
  return answer;
}

/** Reads the plain location: an effect that calls this must not begin again because the address changed. */
export function signIn(): void {
  const { pathname, search } = location;
  // Of two requests that were refused at once, the first has led there already.
  if (pathname !== '/login') address.replace(`/login?next=${encodeURIComponent(pathname + search)}`);
}
