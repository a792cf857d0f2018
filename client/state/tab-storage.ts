// What a tab remembers across its own reloads. A browser may forbid storage; then nothing is known, and that is said.
export type Remembered = { known: true; value: string | undefined } | { known: false };

export function readFromTab(key: string): Remembered {
  try {
    return { known: true, value: sessionStorage.getItem(key) ?? undefined };
  } catch (error) {
    console.info(`${key} is not known: storage is closed`, error);
    return { known: false };
  }
}

/** False when it is not kept. Undefined forgets. */
export function keepInTab(key: string, value: string | undefined): boolean {
  try {
    if (value === undefined) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
    return true;
  } catch (error) {
    console.warn(`${key} is not kept: storage is closed`, error);
    return false;
  }
}
