// Puts back what was saved: a backup into an empty data folder, and archives of the stream where a ledger lacks them.
import type { Calendar } from '../../shared/calendar.ts';
import { entriesOf, isArchive, readHead, type ArchiveHead, type BadLine } from './archive.ts';
import { ledgerFile, restoreBackup, type Held } from './backup.ts';
import { withLedgerFile, type LedgerFile } from './ledger-file.ts';
import { FileUnusable } from '../sqlite/open-errors.ts';

export type Restored = {
  backup?: Held;
  /** Archives taken, and events that they added. */
  archives: number;
  added: number;
  /** Lines of archives that hold no event of ours; they were left out. */
  bad: readonly BadLine[];
  /** How far the ledger goes now. */
  read: number;
};

type Asked = { files: readonly string[]; dataDir: string; calendar: Calendar };

/** Rejects with FileUnusable; what was there before is as it was, or has some more of the same stream. */
export async function restore({ files, dataDir, calendar }: Asked): Promise<Restored> {
  const [backup, ...more] = files.filter((file) => !isArchive(file));
  if (more.length > 0) throw new FileUnusable('unopened', `expected one backup, got ${more.length + 1}`);
  const archives = await Promise.all(
    files.filter(isArchive).map(async (file) => ({ file, head: await readHead(file) })),
  );
  const held = backup === undefined ? undefined : restoreBackup(backup, dataDir);
  if (archives.length === 0)
    return { ...(held && { backup: held }), archives: 0, added: 0, bad: [], read: held?.last ?? 0 };
  return withLedgerFile({ path: ledgerFile(dataDir), calendar }, async (ledger) => {
    let added = 0;
    const bad: BadLine[] = [];
    for (const { file, head } of archives.toSorted((a, b) => a.head.from - b.head.from)) {
      await belongs(ledger, file, head);
      for await (const entries of entriesOf(file, { bad: (line) => bad.push(line) })) {
        const lacking = entries.filter(({ position }) => position > ledger.read());
        added += (await ledger.fill(lacking)).length;
      }
      // Lines that were left out at the end are read too, or the next archive would not fit.
      if (ledger.read() < head.to) await ledger.fill([], head.to);
    }
    return { ...(held && { backup: held }), archives: archives.length, added, bad, read: ledger.read() };
  });
}

async function belongs(ledger: LedgerFile, file: string, head: ArchiveHead): Promise<void> {
  const known = ledger.stream();
  if (known === undefined && ledger.top() !== undefined)
    throw new FileUnusable(
      'of-redis',
      `${file} is of a log in Redis, and DATA_DIR holds an embedded one, which has all of its own`,
    );
  if (known !== undefined && known !== head.stream)
    throw new FileUnusable('of-redis', `${file} is of another log than the ledger in DATA_DIR`);
  if (head.from > ledger.read() + 1)
    throw new FileUnusable(
      'unopened',
      `the ledger ends at ${ledger.read()} and ${file} begins at ${head.from}: give the archives in between too`,
    );
  if (known === undefined) await ledger.setStream(head.stream);
}
