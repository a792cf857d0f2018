// Takes old days out of the stream once every listed node has them in its ledger, into archives, a file a day.
import { DAY, MINUTE } from '../../../shared/time.ts';
import path from 'node:path';
import type { Calendar } from '../../../shared/calendar.ts';
import type { LogEntry } from '../../../shared/event.ts';
import { archiveName, writeArchive, type ArchiveHead } from '../archive.ts';
import type { Connection } from './connection.ts';
import { idOf } from './entry.ts';
import type { Keys } from './keys.ts';
import { listedNodes } from './listed.ts';
import { readStream } from './read-stream.ts';

/** Files written, and events that are in them and in the stream no longer. */
export type Trimmed = { files: string[]; events: number };

/** Nothing was dropped; the message names the reason and what to do. */
export class NotTrimmed extends Error {}

type Parts = {
  send: Connection['send'];
  keys: Keys;
  province: string;
  calendar: Calendar;
  /** Folder of the archives. */
  into: string;
  /** Days that stay, today among them. */
  days: number;
};

/** Rejects with NotTrimmed. Every file is on disk before its day leaves the stream. */
export async function trim({ send, keys, province, calendar, into, days }: Parts): Promise<Trimmed> {
  const stream = await send(['HGET', keys.about, 'id']);
  if (typeof stream !== 'string') throw new NotTrimmed('Redis holds no log of this province');
  const [seconds] = (await send(['TIME'])) as [string];
  const kept = calendar.dayOf(Number(seconds) * 1_000 - (days - 1) * DAY);
  const files: string[] = [];
  let events = 0;
  for (;;) {
    const head = await nextDay(send, keys, calendar, stream, kept);
    if (head === undefined) return { files, events };
    await mustBeRead(send, keys, head);
    const file = path.join(into, archiveName(province, head));
    await writeArchive(file, head, between(send, keys, head.from, head.to));
    await send(['XTRIM', keys.log, 'MINID', idOf(head.to + 1)], MINUTE);
    files.push(file);
    events += head.to - head.from + 1;
  }
}

/** The oldest day in the stream, by when events were recorded; undefined when it is one of those that stay. */
async function nextDay(
  send: Connection['send'],
  keys: Keys,
  calendar: Calendar,
  stream: string,
  kept: string,
): Promise<ArchiveHead | undefined> {
  let head: ArchiveHead | undefined;
  for await (const { position, event } of between(send, keys, 1, Infinity)) {
    const day = calendar.dayOf(event.recordedAt);
    if (head === undefined && day >= kept) return undefined;
    head ??= { archive: 1, stream, day, from: position, to: position };
    // One that was on its way at midnight lies with its neighbours.
    if (day > head.day) return head;
    head.to = position;
  }
  return head;
}

async function mustBeRead(send: Connection['send'], keys: Keys, { day, to }: ArchiveHead): Promise<void> {
  const behind = (await listedNodes(send, keys)).filter(({ read }) => read < to);
  if (behind.length === 0) return;
  const names = behind.map(({ name, read }) => `${name} (has read up to ${read})`).join(', ');
  throw new NotTrimmed(
    `${day} ends at ${to}, and not every node has it: ${names}. Let it catch up, or, if it is gone for good, run \`npm run -s redis -- leave NAME\``,
  );
}

async function* between(send: Connection['send'], keys: Keys, from: number, to: number): AsyncGenerator<LogEntry> {
  for await (const page of readStream(send, keys, from, to)) yield* page;
}
