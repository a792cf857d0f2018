// Rotated queue_log files of an Asterisk → the same facts as the live link reports, into the log. What is known already, from
// the link or an earlier import, is recognised by the translator and dropped by the log.
import type { RawEvent } from '../../shared/event.ts';
import { EARLIEST, LATEST } from '../../shared/event-fields.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Intake } from '../log/intake.ts';
import type { Agents } from '../sources/asterisk/agents.ts';
import { createQueueLineReader } from '../sources/asterisk/queue-line.ts';
import { createTranslator } from '../sources/asterisk/translate.ts';
import type { Names } from '../sources/names.ts';
import { knownVisits } from '../sources/known-calls-from-log.ts';
import type { KnownCalls } from '../sources/known-calls.ts';
import { inTimeOrder, lineTime, linesOf } from './queue-log-input.ts';

/** The link by which an import goes. */
export const IMPORT_LINK = 'queue-log';
/** Events that wait before they are appended; while they are written, the next are read. */
const BATCH = 2_000;
/** After so many batches all are waited for, and calls that are over are forgotten. */
const BATCHES_KEPT = 8;
/** Silence after the last line after which what is open then has no end in any file. Should it end after all, that counts. */
const OVER_MS = 2 * HOUR;
/** A call that is open so long has lost the line of its end. */
const LONGEST_MS = DAY;

export type Imported = {
  lines: number;
  /** Lines of times that the log does not take: they are left out. */
  outside: number;
  /** Events that the log did not have. */
  events: number;
  /** Epoch ms of the first and the last line; absent when the files had none. */
  from?: number;
  to?: number;
};

type Parts = {
  /** In any order; packed ones are unpacked. */
  files: readonly string[];
  /** The id of the telephone system on its live link. */
  system: string;
  names: Names;
  agents: Agents;
  /** Difference between the live link's clock and the files' times, ms. */
  shift: number;
  intake: Pick<Intake, 'relay'>;
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
  intake,
  ledger,
  now,
}: Parts): Promise<Imported> {
  const inOrder = await inTimeOrder(files);
  const imported: Imported = { lines: 0, outside: 0, events: 0 };
  const recall: KnownCalls = {
    visits: (call) => knownVisits(ledger.bySubject(`call/${call}`).map(({ event }) => event)),
    openCalls: () => [],
    supposedCalls: () => [],
    latestDeskState: () => undefined,
    desksIn: () => [],
    lastAt: () => undefined,
    sinceResync: () => undefined,
    unheardSince: () => ({}),
  };

  let waiting: RawEvent[] = [];
  const put = (events: readonly RawEvent[]): void => void waiting.push(...events);
  // The translator makes events of the contract only, and lines with impossible times are counted before it reads them.
  const leaveOut = (): void => {};
  let written = Promise.resolve();
  /** Resolves when all that was put before these is durable. */
  const begin = async (): Promise<void> => {
    await written;
    const batch = waiting;
    waiting = [];
    written = intake.relay(batch, system, leaveOut).then((appended) => {
      for (const { repeated } of appended) if (!repeated) imported.events++;
    });
    written.catch(() => {}); // whoever waits for it next gets the error
  };
  const append = async (): Promise<void> => {
    await begin();
    await written;
  };
  let batches = 0;

  for (const file of inOrder) {
    // Lines of a call that stood in an earlier file too are known again by what the log has of it.
    await append();
    const translator = createTranslator({ system, names, agents, recall, everyStart: true });
    for await (const line of linesOf(file)) {
      const at = lineTime(line);
      if (at === undefined) continue;
      if (at + shift < EARLIEST || at + shift >= LATEST) {
        imported.outside++;
        continue;
      }
      imported.lines++;
      imported.from = Math.min(imported.from ?? at, at);
      imported.to = Math.max(imported.to ?? at, at);
      put(translator.read(line, at, shift));
      if (waiting.length < BATCH) continue;
      if (++batches % BATCHES_KEPT > 0) {
        await begin();
        continue;
      }
      await append();
      // Only now: a call that is forgotten is read back from the ledger.
      translator.forgetRead(at + shift);
      put(translator.tick(at));
    }
  }
  if (imported.to !== undefined) {
    // One past the last line, so that a call that joined in it is judged, too.
    const to = Math.min(imported.to, now);
    const asOf = (to < now - OVER_MS ? to + 1 : to - LONGEST_MS) + shift;
    put([
      {
        type: 'source.resynced',
        id: `queue-log/${asOf}`,
        at: to + shift,
        system,
        link: IMPORT_LINK,
        asOf: Math.max(EARLIEST, asOf),
        calls: {},
        complete: true,
      },
    ]);
  }
  await append();
  return imported;
}

/** Agents who took calls, or let them ring, in queues that are the wallboard's business. Rejects as the import does. */
export async function agentsIn(
  files: readonly string[],
  names: Names,
  isMember: Agents['isKnown'],
): Promise<Set<string>> {
  const agents = new Set<string>();
  for (const file of await inTimeOrder(files)) {
    const read = createQueueLineReader(({ agent }) => isMember(agent));
    for await (const text of linesOf(file)) {
      const line = read(text);
      if (line && hasAgent.test(line.verb) && line.queue !== 'NONE' && names.queue(line.queue)) agents.add(line.agent);
    }
  }
  return agents;
}

const hasAgent = /^(CONNECT|RINGNOANSWER|COMPLETEAGENT|COMPLETECALLER|(ATTENDED|BLIND)?TRANSFER)$/;
