// The folder of CONTACTS_FOLDER, with what happens there in the server's log. Names of files may hold a citizen's number (B8).
import type { Logger } from 'pino';
import { replaceNumbers } from '../shared/number.ts';
import { startContactsFolder } from './contacts/contacts-folder.ts';
import { errorText } from './error-text.ts';
import type { ContactParts } from './start-contacts.ts';
import { CONTACTS_FOLDER } from './vault/names.ts';

type Parts = {
  folder: string | undefined;
  takeTable: ContactParts['takeTable'];
  log: Logger;
  everyMs?: number | undefined;
};

/** Returns its stop. */
export function watchContactsFolder({ folder, takeTable, log, everyMs }: Parts): () => Promise<void> {
  if (folder === undefined) return () => Promise.resolve();
  const named = (text: string): string => replaceNumbers(text, () => '…');
  return startContactsFolder({
    folder,
    take: (text, key) => takeTable(text, CONTACTS_FOLDER, key),
    log: {
      taken: (file, lines, faulty) =>
        log[faulty > 0 ? 'warn' : 'info']({ file: named(file), lines, faulty }, 'a file of contacts was taken'),
      refused: (file, why) => log.warn({ file: named(file), why }, 'a file of contacts was refused'),
      trouble: (error) =>
        error === undefined
          ? log.info({ folder }, 'the folder of contacts can be used again')
          : log.error({ folder, error: named(errorText(error)) }, 'the folder of contacts cannot be used'),
    },
    ...(everyMs !== undefined && { everyMs }),
  });
}
