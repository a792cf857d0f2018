// Plays a recording's bytes through wire, translator, door and fold, without sockets: chunk by chunk at the times in which
// they arrived, asking for nothing that the recorder did not ask for.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { createFold } from '../../server/board/fold.ts';
import type { Fold } from '../../server/board/fold-type.ts';
import { createDoor } from '../../server/door/door.ts';
import { createAgents, type Agents } from '../../server/sources/asterisk/agents.ts';
import { resync } from '../../server/sources/asterisk/resync.ts';
import { createTranslator, type Translator } from '../../server/sources/asterisk/translate.ts';
import { createWire, type Packet } from '../../server/sources/asterisk/wire.ts';
import { createNames } from '../../server/sources/names.ts';
import { createRecall, RECORDED_BEFORE } from '../../server/sources/known-calls-from-log.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import { profileSchema, type Profile } from '../../shared/profile.ts';
import { MINUTE } from '../../shared/time.ts';
import { pastFrom } from './memory-log.ts';

const folder = new URL('../fixtures/recordings/', import.meta.url);

export type Chunk = { ms: number; bytes: Buffer } | { ms: number; edge: 'C' | 'D' };

/** `from`: the folder of the recording. */
export function loadRecording(name: string, from: URL = folder): Chunk[] {
  const bytes = zlib.gunzipSync(fs.readFileSync(new URL(`${name}.ami.gz`, from)));
  let begin = 0;
  return fs
    .readFileSync(new URL(`${name}.idx`, from), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line): Chunk => {
      const [ms = '', what = ''] = line.split(' ');
      if (what === 'C' || what === 'D') return { ms: Number(ms), edge: what };
      const chunk = { ms: Number(ms), bytes: bytes.subarray(begin, begin + Number(what)) };
      begin += Number(what);
      return chunk;
    });
}

export const textOf = (file: string): string => fs.readFileSync(new URL(file, folder), 'utf8');

export const plainProfile: Profile = profileSchema.parse({
  id: 'test',
  name: { fa: 'آزمون', en: 'Test' },
  counties: {},
});

export type ReplayLog = { fold: Fold; events: StoredEvent[]; refused: string[] };

/** A log in memory with its board, which several links may feed. */
export function createReplayLog(profile: Profile = plainProfile) {
  const calendar = createCalendar(profile.timezone);
  const events: StoredEvent[] = [];
  const ids = new Set<string>();
  const refused: string[] = [];
  const past = pastFrom(events);
  const fold = createFold({ profile, calendar, past });
  const door = createDoor({ profile, calendar, now: () => 0, targetAt: () => profile.target });
  const take = (event: StoredEvent): void => {
    const key = `${event.source} ${event.id}`;
    if (ids.has(key)) return;
    ids.add(key);
    events.push(event);
    fold.apply({ position: events.length, event });
  };
  return {
    fold,
    events,
    refused,
    recall: createRecall({
      fold,
      bySubject: (subject) => past.eventsOf(subject, events.length + 1),
      since: (resynced) => events.slice(Math.max(0, events.indexOf(resynced) - RECORDED_BEFORE)),
    }),
    startDay(ms: number): void {
      const day = calendar.dayOf(ms);
      take({ type: 'day.started', id: `day/${day}`, at: ms, day, source: 'clock', recordedAt: 0, v: 1 });
    },
    store(raw: readonly RawEvent[], system: string): void {
      for (const one of raw) {
        const result = door.fromSource(one, system);
        if (result.ok) take(result.event);
        else refused.push(`${result.code} ${result.message} ${JSON.stringify(one)}`);
      }
    },
  };
}

type ReplayOptions = { system?: string; link?: string; chunks?: Chunk[]; profile?: Profile; agents?: Agents };

/** Listens to one recording as one link would, from its first byte to its last. */
export function replayRecording(
  name: string,
  log = createReplayLog(),
  { system = 'pbx111', link = 'a', chunks = loadRecording(name), profile = plainProfile, agents }: ReplayOptions = {},
) {
  const names = createNames(profile);
  const known = agents ?? createAgents(names);
  const first = chunks[0]?.ms ?? 0;
  log.startDay(first);
  let wire = createWire();
  let translator = createTranslator({ system, names, recall: log.recall, agents: known });
  let answers: Packet[] = [];
  let channels: Packet[] | undefined;
  let asked = false;
  let loggedUntil: number | undefined;
  const stamped = (packet: Packet, ms: number) =>
    packet['Timestamp'] === undefined ? ms : Math.round(Number(packet['Timestamp']) * 1000);

  /** The recorder's own answers of this connection, once QueueStatus and CoreShowChannels are both complete. */
  const answered = (packet: Packet, ms: number): void => {
    const id = packet['ActionID'] ?? '';
    if (id.startsWith('rec-csc-') && packet['Response'] === 'Success') channels = [];
    if (packet['Event'] === 'CoreShowChannel') channels?.push(packet);
    if (id.startsWith('rec-qs-') && packet['Event'] !== undefined && packet['Event'] !== 'QueueStatusComplete')
      answers.push(packet);
    const done =
      packet['Event'] === 'CoreShowChannelsComplete' || (id.startsWith('rec-csc-') && packet['Response'] === 'Error');
    if (!done || asked || answers.length === 0) return;
    asked = true;
    const asOf = (Math.max(loggedUntil ?? 0, translator.latest() ?? 0) || ms) + 1;
    log.store(
      resync({
        system,
        link,
        names,
        recall: log.recall,
        translator,
        answers: { queueStatus: answers, channels },
        pbxNow: ms,
        loggedUntil,
        asOf,
        healed: false,
        counted: true,
        todayFrom: 0,
      }),
      system,
    );
  };

  for (const chunk of chunks) {
    if ('edge' in chunk) {
      if (chunk.edge !== 'C') continue;
      loggedUntil = log.recall.lastAt(system);
      wire = createWire();
      translator = createTranslator({ system, names, recall: log.recall, agents: known });
      answers = [];
      channels = undefined;
      asked = false;
      continue;
    }
    log.store(translator.tick(chunk.ms), system);
    for (const packet of wire.push(chunk.bytes)) {
      if (packet['ActionID']?.startsWith('rec-')) answered(packet, chunk.ms);
      else if (packet['Event'] !== undefined)
        log.store(translator.translate(packet, stamped(packet, chunk.ms), chunk.ms), system);
    }
  }
  log.store(translator.tick((chunks.at(-1)?.ms ?? 0) + MINUTE), system);
  return log;
}

export type { Translator };
