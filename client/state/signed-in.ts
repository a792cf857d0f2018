// Requests of pages that only signed-in people may see: the others are led to the login form, and back afterwards; but not from
// a form that was just sent, because what was typed would be lost. What needs somebody who has just shown who they are asks for
// that, and goes on.
import type { EndpointKey } from '../../shared/api/contract.ts';
import type { AnswerOf, ProblemOf } from '../../shared/api/types.ts';
import { address } from './address.svelte.ts';
import { ask, askText, type Answer, type Given } from './api.ts';
import { identity } from './identity.svelte.ts';

/** As `ask`. */
export async function askSignedIn<Key extends EndpointKey>(
  key: Key,
  ...request: Given<Key>
): Promise<Answer<AnswerOf<Key>, ProblemOf<Key>>> {
  const answer = await ask(key, ...request);
  if (answer.ok || answer.code !== 'confirm-first' || !(await identity.confirm())) return led(key, answer);
  return led(key, await ask(key, ...request));
}

/** As `askText`. */
export const askTextSignedIn = async <Key extends EndpointKey>(
  key: Key,
  ...request: Given<Key>
): Promise<Answer<string>> => led(key, await askText(key, ...request));

function led<T, More>(key: EndpointKey, answer: Answer<T, More>): Answer<T, More> {
  if (!answer.ok && answer.status === 401 && key.startsWith('GET ')) signIn();
  if (!answer.ok && answer.code === 'second-factor-first' && location.pathname !== '/account')
    address.replace('/account');
  return answer;
}

/** Reads the plain location: an effect that calls this must not begin again because the address changed. */
export function signIn(): void {
  const { pathname, search } = location;
  // Of two requests that were refused at once, the first has led there already.
  if (pathname !== '/login') address.replace(`/login?next=${encodeURIComponent(pathname + search)}`);
}
