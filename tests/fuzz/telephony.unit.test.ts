// What telephone systems send, bent: bytes through wire, translator, door and fold. No number passes, and every event that is made
// is one of the contract.
import { expect, it } from 'vitest';
import { keyedBy } from '../../server/keyed.ts';
import { resync as resyncAsterisk } from '../../server/sources/asterisk/resync.ts';
import { createTranslator } from '../../server/sources/asterisk/translate.ts';
import { createWire, sentAt, type Packet } from '../../server/sources/asterisk/wire.ts';
import { isEvent, ofMicroseconds, readEvent } from '../../server/sources/freeswitch/event.ts';
import { resync as resyncFreeSwitch } from '../../server/sources/freeswitch/resync.ts';
import { readChannels, readTable } from '../../server/sources/freeswitch/tables.ts';
import { createTranslator as createFreeSwitchTranslator } from '../../server/sources/freeswitch/translate.ts';
import { createWire as createFreeSwitchWire, type Headers } from '../../server/sources/freeswitch/wire.ts';
import { createNames } from '../../server/sources/names.ts';
import { readRecording } from '../support/recorded-asterisk.ts';
import { createReplayLog, plainProfile, textOf } from '../support/replay-asterisk.ts';
import { eventsOf, loadFreeSwitchRecording } from '../support/replay-freeswitch.ts';
import { bentBytes, bentText, oddText, type Chance } from './chance.ts';
import { numberIn } from './number-passed.ts';
import { fuzz, WITHIN } from './run.ts';
import { HOUR } from '../../shared/time.ts';

const system = 'pbx111';
const keyed = keyedBy('a key of this test');
type Log = ReturnType<typeof createReplayLog>;
/** Inputs of one life: then the state begins anew, as a server that was started again. */
const LIFE = 400;

/** What happened since the last look: throws where an event is none of the contract, or carries the number. */
function createLook(log: Log): () => string {
  let seen = 0;
  return () => {
    const events = log.events.slice(seen);
    seen = log.events.length;
    if (numberIn(events) !== undefined) throw new Error(`a number passed: ${JSON.stringify(events)}`);
    const [refused] = log.refused;
    if (refused !== undefined) throw new Error(`the door refused what the translator made: ${refused}`);
    return events.length > 0 ? 'events' : 'nothing';
  };
}
const pieces = (bytes: Buffer, chance: Chance): Buffer[] => {
  const cut = chance.below(bytes.length + 1);
  return chance.yes(0.3) ? [bytes.subarray(0, cut), bytes.subarray(cut)] : [bytes];
};
const bentHeaders = (headers: Headers, chance: Chance): [string, string][] => {
  const entries = Object.entries(headers).map(([key, value = '']): [string, string] => [key, value]);
  for (let n = chance.below(3); n >= 0; n--) {
    const place = chance.below(entries.length);
    const [key, value] = entries[place] ?? ['', ''];
    if (chance.yes(0.1)) entries.splice(place, 1);
    else if (chance.yes(0.1)) entries.push([oddText(chance), value]);
    else entries[place] = [key, bentText(value, chance)];
  }
  return entries;
};

it('packets of an Asterisk, bent in any way, harm nothing', WITHIN, async () => {
  const isRead = ({ Event, Variable, Application }: Packet): boolean =>
    (Event !== 'VarSet' || Variable === 'QUEUESTATUS') &&
    (Event !== 'Newexten' || Application === 'Queue') &&
    Event?.startsWith('RTCP') !== true;
  const recordings = new Map<string, ReturnType<typeof readRecording>>();
  const recorded = (name: string) => {
    const known = recordings.get(name) ?? readRecording(name);
    recordings.set(name, known);
    return { first: known.first, packets: known.packets.filter(({ packet }) => isRead(packet)) };
  };
  const begin = (chance: Chance) => {
    const log = createReplayLog();
    const names = createNames(plainProfile, keyed);
    const { packets, first } = recorded(chance.pick(['leave-ways', 'transfers', 'local-member', 'day-small']));
    const translator = createTranslator({ system, names, recall: log.recall });
    log.startDay(packets[0]?.ms ?? 0);
    const wire = createWire();
    wire.push(Buffer.from('Asterisk Call Manager/11.0.0\r\n'));
    const at = chance.below(Math.max(1, packets.length - LIFE));
    return { log, names, translator, wire, packets, at, look: createLook(log), first };
  };
  let life: ReturnType<typeof begin> | undefined;
  const outcomes = await fuzz('packets of Asterisk', (chance, n) => {
    if (n % LIFE === 0) life = undefined;
    life ??= begin(chance);
    const { log, names, translator, wire, packets, look, first } = life;
    const { packet, ms } = packets[life.at++ % packets.length] ?? { packet: {}, ms: 0 };
    const headers = chance.yes(0.5) ? bentHeaders(packet, chance) : Object.entries(packet);
    const text = Buffer.from(`${headers.map(([key, value]) => `${key}: ${value}`).join('\r\n')}\r\n\r\n`);
    const bytes = chance.yes(0.1) ? bentBytes(text, chance) : text;
    log.store(translator.tick(ms), system);
    for (const piece of pieces(bytes, chance))
      for (const read of wire.push(piece)) {
        log.store(translator.translate(read, Math.round(sentAt(read) ?? ms), ms), system);
        if (chance.yes(0.05)) log.store(translator.members.applySnapshot(read, ms), system);
      }
    if (chance.yes(0.01)) {
      const bent = first.map((one) => (chance.yes(0.3) ? Object.fromEntries(bentHeaders(one, chance)) : one));
      const answers = { queueStatus: bent, channels: chance.yes(0.5) ? bent : undefined };
      const link = { system, link: 'a', names, recall: log.recall, translator, answers };
      const until = { pbxNow: ms, loggedUntil: log.recall.lastAt(system), asOf: ms, todayFrom: 0 };
      log.store(resyncAsterisk({ ...link, ...until, healed: chance.yes(0.2), counted: true }), system);
    }
    return look();
  });
  expect(outcomes['events']).toBeGreaterThan(0);
});

it('events of a FreeSWITCH, bent in any way, harm nothing', WITHIN, async () => {
  const played = ['fs-day-small', 'fs-reconnect-1'].map(eventsOf);
  const answered = loadFreeSwitchRecording('fs-day-small').map(({ bytes }) => bytes);
  const tables: string[] = [];
  const reading = createFreeSwitchWire();
  for (const bytes of answered)
    for (const frame of reading.push(bytes)) if (frame.type === 'api/response') tables.push(frame.body);
  const begin = (chance: Chance) => {
    const log = createReplayLog();
    const names = createNames(plainProfile, keyed);
    const translator = createFreeSwitchTranslator({ system, names, recall: log.recall });
    const events = chance.pick(played);
    log.startDay(events[0]?.ms ?? 0);
    const at = chance.below(Math.max(1, events.length - LIFE));
    return { log, names, translator, wire: createFreeSwitchWire(), events, at, look: createLook(log) };
  };
  let life: ReturnType<typeof begin> | undefined;
  const outcomes = await fuzz('events of FreeSWITCH', (chance, n) => {
    if (n % LIFE === 0) life = undefined;
    life ??= begin(chance);
    const { log, names, translator, events, look } = life;
    const { event, ms } = events[life.at++ % events.length] ?? { event: {}, ms: 0 };
    const headers = chance.yes(0.5) ? bentHeaders(event, chance) : Object.entries(event);
    const isJson = chance.yes(0.3);
    const body = isJson
      ? JSON.stringify(Object.fromEntries(headers))
      : `${headers.map(([key, value = '']) => `${key}: ${escaped(value)}`).join('\n')}\n\n`;
    const length = chance.yes(0.02) ? chance.below(4_000) : Buffer.byteLength(body);
    const type = isJson ? 'text/event-json' : 'text/event-plain';
    const frame = Buffer.from(`Content-Length: ${length}\nContent-Type: ${type}\n\n${body}`);
    log.store(translator.tick(ms), system);
    for (const piece of pieces(chance.yes(0.05) ? bentBytes(frame, chance) : frame, chance))
      for (const one of life.wire.push(piece)) {
        const read = isEvent(one) ? readEvent(one) : undefined;
        const at = Math.round(ofMicroseconds(read?.['Event-Date-Timestamp']) ?? ms);
        if (read) log.store(translator.translate(read, at, ms), system);
      }
    if (life.wire.fault !== undefined) life.wire = createFreeSwitchWire();
    if (chance.yes(0.01)) {
      const [agents = '', tiers = '', queues = '', members = '', channels = ''] = tables.map((text) =>
        chance.yes(0.4) ? bentText(text, chance) : text,
      );
      const answers = {
        agents: readTable(agents),
        tiers: readTable(tiers),
        queues: readTable(queues) ?? [],
        members: readTable(members) ?? [],
        channels: readChannels(channels),
      };
      const link = { system, link: 'a', names, recall: log.recall, translator, answers, counted: true };
      log.store(resyncFreeSwitch({ ...link, loggedUntil: log.recall.lastAt(system), pbxNow: ms, asOf: ms }), system);
    }
    return look();
  });
  expect(outcomes['events']).toBeGreaterThan(0);
});

const escaped = (value: string): string => encodeURIComponent(value.replace(/[\ud800-\udfff]/g, ''));

it('lines of a queue_log, bent in any way, harm nothing', WITHIN, async () => {
  const lines = ['leave-ways', 'transfers', 'day-small', 'local-member'].flatMap((name) =>
    textOf(`${name}.queue_log`).split('\n').filter(Boolean),
  );
  const begin = (chance: Chance) => {
    const log = createReplayLog();
    const names = createNames(plainProfile, keyed);
    const translator = createTranslator({ system, names, recall: log.recall, everyStart: chance.yes(0.5) });
    const at = chance.below(lines.length);
    const ms = Number(lines[at]?.split('|', 1)[0]) * 1000;
    log.startDay(ms);
    return { log, translator, at, ms, look: createLook(log) };
  };
  let life: ReturnType<typeof begin> | undefined;
  const outcomes = await fuzz('lines of queue_log', (chance, n) => {
    if (n % LIFE === 0) life = undefined;
    life ??= begin(chance);
    const line = lines[life.at++ % lines.length] ?? '';
    const parts = line.split('|');
    if (chance.yes(0.5)) {
      const place = chance.below(parts.length);
      parts[place] = bentText(parts[place] ?? '', chance);
    }
    const text = chance.yes(0.1) ? bentText(line, chance) : parts.join('|');
    life.log.store(life.translator.read(text, life.ms + (n % LIFE) * 1_000, chance.yes(0.1) ? HOUR : 0), system);
    if (chance.yes(0.1)) life.log.store(life.translator.tick(life.ms + (n % LIFE) * 1_000), system);
    return life.look();
  });
  expect(outcomes['events']).toBeGreaterThan(0);
});
