import type { SqliteLog } from '../../server/log/sqlite.ts';
import { tempLogFolder, openLog } from '../support/log-folder.ts';
import { logContract } from './log-contract.ts';

logContract('SQLite', async () => {
  const { path, remove } = tempLogFolder();
  let pragma: (sql: string) => Promise<void> = () => Promise.reject(new Error('the log gave no pragma'));
  const open = (): SqliteLog => openLog(path, { breakable: (given) => (pragma = given) });
  let opened = open();
  return {
    get log() {
      return opened.log;
    },
    reopen: async () => {
      await opened.close();
      opened = open();
    },
    fail: () => pragma('pragma query_only = on'),
    mend: () => pragma('pragma query_only = off'),
    remove: async () => {
      await opened.close();
      remove();
    },
  };
});
