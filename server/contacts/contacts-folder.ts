// A folder into which a scanner or another system lays tables of contacts. A file goes through three places, each by a rename,
// so that after any stop it is somewhere: the folder itself, `taking` while its lines are registered, and `taken` with the
// outcome of each line beside it. What cannot be read as a table goes to `refused`. The name that a file gets in `taking` is
// made of its name and content, and its contacts' ids of that: taken again after a stop, every line counts once (B2).
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { tableText } from '../../shared/table-text.ts';
import { SECOND } from '../../shared/time.ts';
import { EventRefused } from '../log/intake.ts';
import { TooManyRows } from '../tables/cells.ts';
import { MOST_ROWS } from './contact-table.ts';
import { faultsOf, reportOf, type TakenLine } from './file-outcome.ts';

export type FolderLog = {
  /** `file`: as it lies in `taken`. */
  taken: (file: string, lines: number, faulty: number) => void;
  refused: (file: string, why: string) => void;
  /** The folder cannot be read or written; undefined: it can again. */
  trouble: (error: unknown) => void;
};
type Options = {
  folder: string;
  /** Registers the lines of a table; `key` is the same whenever the same file is taken. Throws TooManyRows. */
  take: (text: string, key: string) => Promise<readonly TakenLine[]>;
  log: FolderLog;
  everyMs?: number;
};

const EVERY_MS = 5 * SECOND;
const MOST_BYTES = 20 * 1024 * 1024;
/** Room for what is added to it: a file name has 255 bytes at most. */
const MOST_STEM = 60;
const TABLE = /\.(?:csv|tsv|txt)$/i;
/** Files that people take for tables and that are none: without a refusal they would lie there for good. */
const WORKBOOK = /\.(?:xlsx?|xlsm|ods|pdf|docx?)$/i;

/** Looks at once and then every few seconds; the stop resolves when no file is in hand. */
export function startContactsFolder({ folder, take, log, everyMs = EVERY_MS }: Options): () => Promise<void> {
  const place = (name: 'taking' | 'taken' | 'refused'): string => join(folder, name);
  /** Size and time of change at the last look: a file is taken once both stand still. */
  let seen = new Map<string, string>();
  let isStopped = false;
  let isInTrouble = false;

  const refuse = async (from: string, name: string, why: string): Promise<void> => {
    await rename(from, join(place('refused'), name));
    await writeFile(join(place('refused'), `${name}.reason.txt`), `${why}\n`);
    log.refused(name, why);
  };

  /** Registers what lies in `taking` under that name. Its writer may still add to it: then it is read again, to its end. */
  const finish = async (name: string): Promise<void> => {
    const path = join(place('taking'), name);
    for (;;) {
      const before = await mark(path);
      const text = tableText(await readFile(path));
      let lines: readonly TakenLine[];
      try {
        lines = await take(text, parse(name).name);
      } catch (error) {
        if (error instanceof TooManyRows || error instanceof EventRefused) return refuse(path, name, error.message);
        throw error;
      }
      const { name: stem } = parse(name);
      const faults = faultsOf(text, lines, MOST_ROWS + 1);
      await writeFile(join(place('taken'), `${stem}.report.csv`), reportOf(lines));
      if (faults !== undefined) await writeFile(join(place('taken'), `${stem}.faults.csv`), faults);
      if ((await mark(path)) !== before) continue;
      await rename(path, join(place('taken'), name));
      return log.taken(name, lines.length, lines.filter((line) => 'problems' in line).length);
    }
  };

  const claim = async (name: string): Promise<void> => {
    const path = join(folder, name);
    const { size } = await stat(path);
    const isTooLarge = size > MOST_BYTES;
    const digest = createHash('sha256')
      .update(`${name}\n`)
      .update(isTooLarge ? await mark(path) : await readFile(path));
    const { name: stem, ext } = parse(name);
    const claimed = `${stem.slice(0, MOST_STEM)}-${digest.digest('hex').slice(0, 12)}${ext}`;
    if (WORKBOOK.test(name)) return refuse(path, claimed, 'expected a table as CSV, TSV or TXT: save it as CSV');
    if (isTooLarge)
      return refuse(path, claimed, `expected a file of at most ${MOST_BYTES} bytes, got ${size}: send it in parts`);
    await rename(path, join(place('taking'), claimed));
    await finish(claimed);
  };

  const look = async (): Promise<void> => {
    for (const name of ['taking', 'taken', 'refused'] as const) await mkdir(place(name), { recursive: true });
    for (const name of await filesIn(place('taking'))) if (!isStopped) await unlessGone(() => finish(name));
    const now = new Map<string, string>();
    for (const name of (await filesIn(folder)).filter((one) => TABLE.test(one) || WORKBOOK.test(one)))
      await unlessGone(async () => {
        const stands = await mark(join(folder, name));
        if (seen.get(name) !== stands) now.set(name, stands);
        else if (!isStopped) await claim(name);
      });
    seen = now;
  };

  const run = async (): Promise<void> => {
    try {
      await look();
      if (isInTrouble) log.trouble(undefined);
      isInTrouble = false;
    } catch (error) {
      // The next look tries again; what lies there stays.
      if (!isInTrouble) log.trouble(error);
      isInTrouble = true;
    }
    if (!isStopped)
      timer = setTimeout(() => {
        running = run();
      }, everyMs);
  };
  let timer: NodeJS.Timeout | undefined;
  let running = run();

  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await running;
  };
}

/** Plain files, by name; those that begin with a dot or `~` belong to programs that are still writing. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.flatMap((entry) => (entry.isFile() && !/^[.~]/.test(entry.name) ? [entry.name] : [])).sort();
}

async function mark(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `${size} ${mtimeMs}`;
}

/** Another node, or a person, may have taken the file in the meantime. */
async function unlessGone(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}
