// What a browser keeps, for good (`kept`) or as long as a tab (`inTab`, and `unfinished` until its person signs out). It may forbid
// storage: then reading finds nothing.
export type Stored = { known: true; value: string | undefined } | { known: false };

const storageOf = (getStorage: () => Storage) => ({
  /** `known: false` when storage is closed, so that nobody takes "never stored" for "not readable". */
  get(key: string): Stored {
    try {
      return { known: true, value: getStorage().getItem(key) ?? undefined };
    } catch (error) {
      console.info(`${key} is not known: storage is closed`, error);
      return { known: false };
    }
  },
  /** Undefined removes. False when it is not stored. */
  set(key: string, value: string | undefined): boolean {
    try {
      if (value === undefined) getStorage().removeItem(key);
      else getStorage().setItem(key, value);
      return true;
    } catch (error) {
      console.warn(`${key} is not stored: storage is closed`, error);
      return false;
    }
  },
});

export const kept = storageOf(() => localStorage);
export const inTab = storageOf(() => sessionStorage);

/** What a person has begun in this tab. */
const UNFINISHED = 'unfinished/';
export const unfinished = {
  get: (name: string): Stored => inTab.get(UNFINISHED + name),
  set: (name: string, value: string | undefined): boolean => inTab.set(UNFINISHED + name, value),
  /** For when the person signs out. */
  clear(): void {
    try {
      for (const key of Object.keys(sessionStorage)) if (key.startsWith(UNFINISHED)) sessionStorage.removeItem(key);
    } catch (error) {
      console.info('nothing unfinished is stored: storage is closed', error);
    }
  },
};
export const valueOf = (stored: Stored): string | undefined => (stored.known ? stored.value : undefined);
