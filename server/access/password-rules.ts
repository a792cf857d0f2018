// What a password must be. Length is what makes it strong; rules about signs only make people write it down.
import { LONGEST_PASSWORD, normalizedPassword, passwordLength, SHORTEST_PASSWORD } from '../../shared/account-rules.ts';

/** What was expected instead of this password; undefined when it will do. Never repeats it. */
export function passwordFault(password: string, name: string): string | undefined {
  const letters = passwordLength(password);
  if (letters < SHORTEST_PASSWORD || letters > LONGEST_PASSWORD)
    return `expected ${SHORTEST_PASSWORD} to ${LONGEST_PASSWORD} characters, got ${letters}`;
  if (normalizedPassword(password).toLowerCase() === name) return 'expected something other than the name';
  return undefined;
}
