// What a password must be. Length is what makes it strong; rules about signs only make people write it down.

const LEAST = 10;
const MOST = 200;

/** Equal for what looks equal, however a keyboard composed it (NFKC). */
export const normalized = (password: string): string => password.normalize('NFKC');

/** What was expected instead of this password; undefined when it will do. Never repeats it. */
export function passwordFault(password: string, name: string): string | undefined {
  const plain = normalized(password);
  const letters = [...plain].length;
  if (letters < LEAST || letters > MOST) return `expected ${LEAST} to ${MOST} characters, got ${letters}`;
  if (plain.toLowerCase() === name) return 'expected something other than the name';
  return undefined;
}
