// Rotated queue_log files of an Asterisk → the same facts as were heard live, into the log. What is known already, because it
// was heard or imported before, is recognised by the translator and dropped by the log.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import type { Door } from '../door/door.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log/log.ts';
import type { Agents } from '../sources/asterisk/agents.ts';
import { createTranslator } from '../sources/asterisk/translate.ts';
import type { Names } from '../sources/names.ts';
import { knownVisits } from '../sources/recall-from-log.ts';
import type { Recall } from '../sources/recall.ts';

/** Events that wait before they are appended. */
const BATCH = 2_000;
/** A file that says nothing in so many lines is no queue_log. */
const TRIED_LINES = 200;
/** A call still open so long after the last line has no end in any file. */
const OVER_MS = 24 * 3_600_000;

export type Imported = {
  lines: number;
  /** Events that the log did not have. */
  events: number;
  /** Epoch ms of the first and the last line; absent when the files had none. */
  from?: number;
  to?: number;
};

/** The files are no queue_log, or could not be read; the message names the file and what was expected. */
export class NoQueueLog extends Error {}

type Parts = {
  /** In any order; those ending in .gz are unpacked. */
  files: readonly string[];
  /** The id under which the telephone system is heard live. */
  system: string;
  names: Names;
  agents: Agents;
  /** What the files' times lack to be in the time in which the system is heard live, ms. */
  shift: number;
  door: Pick<Door, 'hear'>;
  log: Pick<Log, 'append'>;
  ledger: Pick<Ledger, 'bySubject'>;
  now: number;
};

/** Rejects with NoQueueLog before anything is written, and with LogUnwritable; run again it goes on. */
export async function importQueueLog({
  files,
  system,
  names,
  agents,
  shift,
  door,
  log,
  ledger,
  now,
}: Parts): Promise<Imported> {
  const begun = await Promise.all(files.map(async (file) => ({ file, first: await firstTime(file) })));
  const imported: Imported = { lines: 0, events: 0 };
  const recall: Recall = {
    visits: (call) => knownVisits(ledger.bySubject(`call/${call}`).map(({ event }) => event)),
    openCalls: () => [],
    deskWord: () => undefined,
    desksIn: () => [],
    lastAt: () => undefined,
    sinceResync: () => undefined,
  };

  let waiting: StoredEvent[] = [];
  const put = (events: readonly RawEvent[]): void => {
    for (const event of events) {
      const heard = door.hear(event, system);
      if (heard.ok) waiting.push(heard.event);
    }
  };
  const append = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    const appended = await log.append(batch);
    imported.events += appended.filter(({ repeated }) => !repeated).length;
  };

  for (const { file } of begun.sort((a, b) => a.first - b.first)) {
    // Lines of a call that stood in an earlier file too are known again by what the log has of it.
    await append();
    const translator = createTranslator({ system, names, agents, recall });
    for await (const line of linesOf(file)) {
      const at = timeOf(line);
      if (at === undefined) continue;
      imported.lines++;
      imported.from = Math.min(imported.from ?? at, at);
      imported.to = Math.max(imported.to ?? at, at);
      put(translator.read(line, at, shift));
      if (waiting.length < BATCH) continue;
      await append();
      // Only now: a call that is forgotten is read back from the ledger.
      put(translator.tick(at));
    }
  }
  if (imported.to !== undefined && imported.to < now - OVER_MS) {
    const at = imported.to + shift;
    put([
      {
        ...{ type: 'source.resynced', id: `queue-log/${imported.to}`, at, system, link: 'queue-log' },
        ...{ asOf: at, calls: {}, complete: true },
      },
    ]);
  }
  await append();
  return imported;
}

/** Agents who took calls, or let them ring, in queues that are the wallboard's business. Rejects as the import does. */
export async function agentsIn(files: readonly string[], names: Names): Promise<Set<string>> {
  const agents = new Set<string>();
  for (const file of files)
    for await (const line of linesOf(file)) {
      const [, , queue = '', agent = '', event = ''] = line.split('|');
      if (!/^(CONNECT|RINGNOANSWER)$/.test(event) || !names.queue(queue)) continue;
      if (timeOf(line) !== undefined) agents.add(agent);
    }
  return agents;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const raw = createReadStream(file);
  const input = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (cause) => input.destroy(cause));
  try {
    yield* createInterface({ input, crlfDelay: Infinity });
  } catch (cause) {
    throw new NoQueueLog(`${file} cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

const timeOf = (line: string): number | undefined => {
  const [, seconds] = /^(\d{9,11})\|[^|]*\|[^|]*\|[^|]*\|[A-Z]/.exec(line) ?? [];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
};

async function firstTime(file: string): Promise<number> {
  let tried = 0;
  for await (const line of linesOf(file)) {
    const at = timeOf(line);
    if (at !== undefined) return at;
    if (++tried > TRIED_LINES) break;
  }
  throw new NoQueueLog(
    `${file}: expected lines of queue_log, such as 1795455100|1795455100.7|samad|NONE|ENTERQUEUE||0113…|1`,
  );
}
