// Plays a recording's bytes through wire, translator, door and fold, without sockets: chunk by chunk at the times in which
// they arrived. The recorder's answers to API questions are taken where it asked.
import fs from 'node:fs';
import zlib from 'node:zlib';
import { isEvent, ofMicroseconds, readEvent } from '../../server/sources/freeswitch/event.ts';
import { resync } from '../../server/sources/freeswitch/resync.ts';
import { readChannels, readTable, type Row } from '../../server/sources/freeswitch/tables.ts';
import { createTranslator } from '../../server/sources/freeswitch/translate.ts';
import { createWire, type Headers } from '../../server/sources/freeswitch/wire.ts';
import { createNames } from '../../server/sources/names.ts';
import type { Profile } from '../../shared/profile.ts';
import { MINUTE } from '../../shared/time.ts';
import { createReplayLog, plainProfile } from './replay-asterisk.ts';

const folder = new URL('../fixtures/recordings/', import.meta.url);

/** `ms`: when it arrived, epoch ms. */
export type Chunk = { ms: number; bytes: Buffer };

export function loadFreeSwitchRecording(name: string): Chunk[] {
  const bytes = zlib.gunzipSync(fs.readFileSync(new URL(`${name}.esl.gz`, folder)));
  let begin = 0;
  return fs
    .readFileSync(new URL(`${name}.idx`, folder), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [ms, length] = line.split(' ').map(Number);
      const chunk = { ms: ms ?? 0, bytes: bytes.subarray(begin, begin + (length ?? 0)) };
      begin += length ?? 0;
      return chunk;
    });
}

export const bytesOf = (name: string): Buffer => Buffer.concat(loadFreeSwitchRecording(name).map(({ bytes }) => bytes));

type Entry = {
  queue: string;
  member_session_uuid: string;
  outcome: 'answered' | 'cancel';
  agent?: string;
  cancel_reason?: string;
  joined_epoch_s: number;
  answered_us?: number;
  canceled_epoch_s?: number;
  ended_us: number;
  hung_up_by: 'agent' | 'caller' | 'pbx' | 'pbx (transfer)';
};
export type Truth = {
  per_queue: Record<string, { answered: number; cancel: Record<string, number> }>;
  per_agent: Record<
    string,
    { answered_legs: number; talk_ms_from_answer: number; causes_unanswered: Record<string, number> }
  >;
  queue_entries: Entry[];
};
export const truth = JSON.parse(fs.readFileSync(new URL('fs-day-small.truth.json', folder), 'utf8')) as Truth;

export const SYSTEM = 'pbx';
export type Log = ReturnType<typeof createReplayLog>;

/** One connection over recorded or made-up events. `asked`: it asks the API at once, and finds the answers in the stream. */
export function connectReplay(
  log: Log = createReplayLog(),
  { profile = plainProfile, link = 'a' }: { profile?: Profile; link?: string } = {},
) {
  const names = createNames(profile);
  const translator = createTranslator({ system: SYSTEM, names, recall: log.recall });
  const loggedUntil = log.recall.lastAt(SYSTEM);
  return {
    log,
    translator,
    receive(event: Headers, ms: number): void {
      const at = Math.round(ofMicroseconds(event['Event-Date-Timestamp']) ?? ms);
      log.store(translator.translate(event, at, ms), SYSTEM);
    },
    tick: (ms: number): void => log.store(translator.tick(ms), SYSTEM),
    /** Answers of the API, in the order of `Answers`; `at`: when they were asked. */
    resync(answers: Parameters<typeof resync>[0]['answers'], at: number, counted = true): void {
      const heard = Math.max(loggedUntil ?? 0, translator.latest() ?? 0) || at;
      const asked = {
        system: SYSTEM,
        link,
        names,
        recall: log.recall,
        translator,
        answers,
        loggedUntil,
        counted,
      };
      log.store(resync({ ...asked, pbxNow: at, asOf: Math.min(heard + 1, at) }), SYSTEM);
    },
  };
}

/** The seven answers of the recorder that came back: agents, tiers, queues, members of three queues, channels. */
function answersOf([agents = '', tiers = '', queues = '', ...rest]: readonly string[]) {
  const channels = rest.pop() ?? '';
  return {
    agents: readTable(agents),
    tiers: readTable(tiers),
    queues: readTable(queues) ?? [],
    members: rest.flatMap((text): Row[] => readTable(text) ?? []),
    channels: readChannels(channels),
  };
}

export type TimedEvent = { event: Headers; ms: number };

/** The events of a recording, each with the time in which its last byte came. */
export function eventsOf(name: string): TimedEvent[] {
  const wire = createWire();
  return loadFreeSwitchRecording(name).flatMap(({ ms, bytes }) =>
    wire.push(bytes).flatMap((frame) => {
      const event = isEvent(frame) ? readEvent(frame) : undefined;
      return event ? [{ event, ms }] : [];
    }),
  );
}

/** Listens to one recording as one link would, from its first byte to its last. */
export function replayFreeSwitch(
  name: string,
  log: Log = createReplayLog(),
  { link = 'a', chunks = loadFreeSwitchRecording(name) } = {},
) {
  log.startDay(chunks[0]?.ms ?? 0);
  const connection = connectReplay(log, { link });
  const wire = createWire();
  const answers: string[] = [];
  for (const { ms, bytes } of chunks) {
    connection.tick(ms);
    for (const frame of wire.push(bytes)) {
      const event = isEvent(frame) ? readEvent(frame) : undefined;
      if (event) connection.receive(event, ms);
      if (frame.type === 'api/response' && answers.push(frame.body) === 7) connection.resync(answersOf(answers), ms);
    }
  }
  if (wire.fault !== undefined) throw new Error(wire.fault);
  connection.tick((chunks.at(-1)?.ms ?? 0) + MINUTE);
  return log;
}
