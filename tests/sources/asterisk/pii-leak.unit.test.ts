// B8: one citizen's number and name are hidden in every header that Asterisk sends, and looked for in all that is kept.
import { describe, expect, it } from 'vitest';
import { keyedBy } from '../../../server/keyed.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import { createWire, type Packet } from '../../../server/sources/asterisk/wire.ts';
import { createNames } from '../../../server/sources/names.ts';
import { holdsName, holdsNumber, local, name, textDisguises } from '../../support/pii-canary.ts';
import { createReplayLog, loadRecording, plainProfile } from '../../support/replay-asterisk.ts';
import { MINUTE } from '../../../shared/time.ts';
import { everyFew } from '../../support/random-runs.ts';

const keyed = keyedBy('a key of this test');

/** The same turn of a list for the same text, so that an identity stays one in all packets that carry it. */
const turn = (text: string): number => [...text].reduce((sum, char) => sum * 7 + char.charCodeAt(0), 0);
const turnOf = <T>(list: readonly T[], text: string): T => list[turn(text) % list.length] as T;

/** What a system sends a hundred times a second and the server does not read: one of a hundred is enough here. */
const isChatter = ({ Event, Variable, Application }: Packet): boolean =>
  (Event === 'VarSet' && Variable !== 'QUEUESTATUS') ||
  (Event === 'Newexten' && Application !== 'Queue') ||
  Event === 'TestEvent' ||
  Event?.startsWith('RTCP') === true;

type Arrived = { packet: Packet; ms: number };
const read = new Map<string, readonly Arrived[]>();

/** The events of a recording, in order, with the times of their arrival. */
function eventsOf(recording: string): readonly Arrived[] {
  const known = read.get(recording);
  if (known) return known;
  const found: Arrived[] = [];
  let wire = createWire();
  let chatter = 0;
  for (const chunk of loadRecording(recording)) {
    if ('edge' in chunk) wire = createWire();
    else
      for (const packet of wire.push(chunk.bytes))
        if (packet['Event'] !== undefined && (!isChatter(packet) || chatter++ % 100 === 0))
          found.push({ packet, ms: chunk.ms });
  }
  read.set(recording, found);
  return found;
}

/** Feeds packets, each changed, through translator, door and fold; what is kept of them. */
function keep(packets: readonly Arrived[], change: (packet: Packet) => Packet) {
  const log = createReplayLog();
  const translator = createTranslator({
    system: 'pbx111',
    names: createNames(plainProfile, keyed),
    recall: log.recall,
  });
  log.startDay(packets[0]?.ms ?? 0);
  for (const { packet, ms } of packets) {
    const changed = change(packet);
    const stamp = Number(changed['Timestamp']);
    log.store(translator.tick(ms), 'pbx111');
    log.store(translator.translate(changed, Number.isFinite(stamp) ? Math.round(stamp * 1000) : ms, ms), 'pbx111');
    if (changed['Event'] === 'QueueMemberStatus' || changed['Event'] === 'QueueMember')
      log.store(translator.members.applySnapshot(changed, ms), 'pbx111');
  }
  log.store(translator.tick((packets.at(-1)?.ms ?? 0) + MINUTE), 'pbx111');
  return { events: log.events, board: log.fold.board, calls: log.fold.inProgress };
}

/** One header changed wherever it comes. */
const changing =
  (header: string, change: (old: string) => string) =>
  (packet: Packet): Packet =>
    packet[header] === undefined ? packet : { ...packet, [header]: change(packet[header]) };

/** The headers that are looked at on the way to what is kept. */
function headersRead(packets: readonly Arrived[]): Set<string> {
  const found = new Set<string>();
  const noting: ProxyHandler<Packet> = {
    get: (packet, header) => {
      found.add(String(header));
      return Reflect.get(packet, header) as unknown;
    },
    has: (packet, header) => {
      found.add(String(header));
      return Reflect.has(packet, header);
    },
    // Whatever copies a packet or walks through it may use all of it.
    ownKeys: (packet) => {
      for (const header of Object.keys(packet)) found.add(header);
      return Reflect.ownKeys(packet);
    },
  };
  keep(packets, (packet) => new Proxy(packet, noting));
  return found;
}

/**
 * What is kept with each of the headers changed alone. Those that nothing looked at are changed all at once: what is kept must
 * stay as it is without a change.
 */
function* keepWithEach(packets: readonly Arrived[], headers: readonly string[], change: (old: string) => string) {
  const isRead = headersRead(packets);
  const unread = new Set(headers.filter((header) => !isRead.has(header)));
  const all = (packet: Packet): Packet =>
    Object.fromEntries(
      Object.entries(packet).map(([key, value = '']) => [key, unread.has(key) ? change(value) : value]),
    );
  const kept = keep(packets, all);
  expect(kept.events).toEqual(keep(packets, (packet) => packet).events);
  yield { where: 'headers that nothing looks at', kept };
  for (const header of headers)
    if (!unread.has(header)) yield { where: header, kept: keep(packets, changing(header, change)) };
}

const recordings = ['leave-ways', 'transfers', 'local-member'];
/** A queue's, a desk's, a topic's or a system's own words, which the wall shows; everything else may speak of a caller. */
const ownWords = new Set([
  'Event',
  'UserEvent',
  'Queue',
  'MemberName',
  'Interface',
  'Location',
  'StateInterface',
  'Name',
  'AppData',
  'Topic',
  'County',
  'PausedReason',
]);

describe('B8: a number in what Asterisk sends', () => {
  const said = ['09111234567', '9111234567', '0911-123-4567', '+98 911 123 4567', '۰۹۱۱ ۱۲۳ ۴۵۶۷', local];
  const hide = (old: string): string =>
    String(
      turnOf(
        said.flatMap((number) => textDisguises(number)),
        old,
      )(old),
    );

  it.each(everyFew(recordings))(
    'in any header of any packet of %s, is in no event and not on the board',
    (recording) => {
      const packets = eventsOf(recording);
      const headers = [...new Set(packets.flatMap(({ packet }) => Object.keys(packet)))].filter(
        (key) => key !== 'Event',
      );
      expect(headers.length).toBeGreaterThan(50);
      let tried = 0;
      let events = 0;
      for (const { where, kept } of keepWithEach(packets, headers, hide)) {
        tried++;
        events += kept.events.length;
        expect(kept.events.length, where).toBeGreaterThan(0);
        expect(holdsNumber(kept.events), where).toBe(false);
        expect(holdsNumber(kept.board), `${where}, board`).toBe(false);
      }
      expect(tried).toBeGreaterThan(15);
      expect(events).toBeGreaterThan(tried * 4);
    },
  );

  const ids = [
    'Uniqueid',
    'Linkedid',
    'DestUniqueid',
    'Queue',
    'MemberName',
    'Interface',
    'TransfereeUniqueid',
    'Timestamp',
  ];
  it.each(everyFew(said.flatMap((number) => ids.map((header) => [number, header] as const))))(
    '%s hidden in %s in every way is not kept',
    (number, header) => {
      const packets = eventsOf('local-member');
      for (const disguise of textDisguises(number)) {
        const kept = keep(
          packets,
          changing(header, (old) => String(disguise(old))),
        );
        expect(holdsNumber([kept.events, kept.board]), String(disguise('…'))).toBe(false);
      }
    },
  );

  it('a call whose id hides a number is a call all the same', () => {
    const packets = eventsOf('leave-ways');
    const plain = keep(packets, (packet) => packet);
    const hidden = keep(
      packets,
      changing('Uniqueid', (old) => `09111234567-${old}`),
    );
    const joinings = (events: readonly { type: string }[]) =>
      events.filter(({ type }) => type === 'call.joined').length;
    expect(joinings(plain.events)).toBeGreaterThan(3);
    expect(joinings(hidden.events)).toBe(joinings(plain.events));
  });
});

describe('B8: a caller’s name', () => {
  it.each(everyFew(recordings))(
    'in every header of %s that is not set by Asterisk itself, is never kept',
    (recording) => {
      const packets = eventsOf(recording);
      const headers = [...new Set(packets.flatMap(({ packet }) => Object.keys(packet)))].filter(
        (key) => !ownWords.has(key),
      );
      expect(headers.filter((key) => /CallerIDName|ConnectedLineName/.test(key)).length).toBeGreaterThan(3);
      for (const { where, kept } of keepWithEach(packets, headers, () => name))
        expect(holdsName([kept.events, kept.board]), where).toBe(false);
    },
  );

  it('in all headers at once is ignored, and nothing is lost by that', () => {
    const packets = eventsOf('transfers');
    const named = (packet: Packet): Packet =>
      Object.fromEntries(
        Object.entries(packet).map(([key, value]) => [
          key,
          /Name$/.test(key) && /CallerID|ConnectedLine/.test(key) ? name : value,
        ]),
      );
    expect(keep(packets, named).events).toEqual(keep(packets, (packet) => packet).events);
  });
});
