// The rules of names and passwords, checked before a form is sent. The server checks them again.
import { namePattern, passwordFaults, passwordLength, SHORTEST_PASSWORD } from '../../shared/account-rules.ts';
import { faultyField, type Failed } from '../text/failed.ts';
import type { Messages } from './messages.fa.ts';

export const isName = (name: string): boolean => namePattern.test(name);
export const isPassword = (password: string): boolean => passwordLength(password) >= SHORTEST_PASSWORD;

/** Names are lower case; a phone likes to begin with a capital. */
export const asName = (typed: string): string => typed.trim().toLowerCase();

/** Somebody types a Latin name on a Persian keyboard. */
export const hasPersian = (typed: string): boolean => /[\u0600-\u06ff]/.test(typed);

type Rules = Messages['rules'];

/** What is wrong with a name as it stands in the field; `refused`: the code with which the server sent it back. */
export function nameFault(
  typed: string,
  tried: boolean,
  refused: 'taken' | 'bad' | undefined,
  rules: Rules,
): string | undefined {
  if (hasPersian(typed)) return rules.persianKeys;
  if (tried && !isName(asName(typed))) return rules.nameFault;
  if (refused) return refused === 'taken' ? rules.nameTaken : rules.nameRefused;
  return undefined;
}

/** `failed`: what came back when the password was sent as this field. */
export function passwordFault(
  typed: string,
  tried: boolean,
  { failed, field }: { failed: Failed | undefined; field: 'password' | 'new' },
  rules: Rules,
): string | undefined {
  if (tried && !isPassword(typed)) return rules.passwordFault;
  if (faultyField(failed) !== field) return undefined;
  const fault = passwordFaults.find((one) => one === failed?.document['fault']);
  return rules.passwordRefused[fault ?? 'length'];
}
