// Takes numbers out of an archive of the stream: another file is written beside it and then takes its place.
import { renameSync, rmSync } from 'node:fs';
import type { StoredEvent } from '../../shared/event.ts';
import { linesOf, readHead, writeArchive } from '../log/archive.ts';
import type { Keyed } from '../sources/names.ts';
import { scrubEvent } from './scrub-event.ts';
import type { Found } from './scrub-log.ts';

type Parts = { file: string; keyed: Keyed; systems: ReadonlySet<string>; write: boolean };

/** Rejects with FileUnusable, or where a line is no JSON; then the archive is as it was. */
export async function scrubArchive({ file, keyed, systems, write }: Parts): Promise<Found> {
  const found: Found = { events: 0, fields: {} };
  const head = await readHead(file);
  const entries = async function* () {
    let line = 0;
    for await (const text of linesOf(file)) {
      if (++line === 1) continue;
      const { position, event } = entryIn(text, file, line);
      const scrubbed = scrubEvent(event, { keyed, systems });
      if (scrubbed !== undefined) found.events++;
      for (const field of scrubbed?.fields ?? []) found.fields[field] = (found.fields[field] ?? 0) + 1;
      yield { position, event: scrubbed?.event ?? event };
    }
  };
  if (!write) {
    for await (const _entry of entries());
    return found;
  }
  const beside = `${file}.scrubbed`;
  rmSync(beside, { force: true });
  try {
    await writeArchive(beside, head, entries());
    if (found.events > 0) renameSync(beside, file);
    return found;
  } finally {
    rmSync(beside, { force: true });
  }
}

function entryIn(text: string, file: string, line: number): { position: number; event: StoredEvent } {
  try {
    const entry = JSON.parse(text) as { position: number; event: StoredEvent };
    if (typeof entry.event === 'object' && entry.event !== null) return entry;
  } catch {
    // reported below
  }
  throw new Error(`${file}, line ${line}: expected an event; nothing was changed`);
}
