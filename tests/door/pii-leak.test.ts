// B8: one citizen's number and name are hidden wherever something can be hidden, and looked for in all that is kept.
import { describe, expect, it } from 'vitest';
import { createWire, type Packet } from '../../server/sources/asterisk/wire.ts';
import { createTranslator } from '../../server/sources/asterisk/translate.ts';
import { keyedBy } from '../../server/keyed.ts';
import { createNames } from '../../server/sources/names.ts';
import { createReplayLog, loadRecording, plainProfile } from '../support/replay-asterisk.ts';
import { AT, examples } from '../support/example-events.ts';
import { createTestDoor } from '../support/test-door.ts';

/** The same turn of a list for the same text, so that an identity stays one in all packets that carry it. */
const turn = (text: string): number => [...text].reduce((sum, char) => sum * 7 + char.charCodeAt(0), 0);
const turnOf = <T>(list: readonly T[], text: string): T => list[turn(text) % list.length] as T;

const keyed = keyedBy('a key of this test');

/** Ways to write the canary's number 0911 123 4567. */
const numbers = [
  ...['09111234567', '+989111234567', '00989111234567', '989111234567', '9111234567', '۰۹۱۱۱۲۳۴۵۶۷', '٠٩١١١٢٣٤٥٦٧'],
  ...['+۹۸۹۱۱۱۲۳۴۵۶۷', '０９１１１２３４５６７', '0911۱۲۳4567', '0911\u200c1234567'],
  ...['0911-123-4567', '0911_123_4567', '(0911) 123 4567', '0911.123.4567'],
];
/** A landline of Sari without its area code. */
const local = '33221100';
const NAME = 'canaryqoli';
const name = 'Canaryqoli';

/** Digits of any script as Latin ones, without what nobody sees. */
const plainDigits = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, '')
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
const holds = (kept: unknown, canary: string): boolean =>
  // Keys are letters, so what stands between two fields never joins their digits.
  plainDigits(JSON.stringify(kept))
    .toLowerCase()
    .replace(/[^\p{L}\d]/gu, '')
    .includes(canary);
const holdsNumber = (kept: unknown): boolean => holds(kept, '9111234567') || holds(kept, local);

/** Every place inside a value: its leaves, its keys, and a field more. */
function* places(value: unknown, path: (string | number)[] = []): Iterable<(string | number)[]> {
  yield path;
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* places(inner, [...path, key]);
}
function withAt(value: unknown, [step, ...rest]: (string | number)[], put: (old: unknown) => unknown): unknown {
  if (step === undefined) return put(value);
  const old = value as Record<string, unknown>;
  return { ...old, [step]: withAt(old[step], rest, put) };
}
/** The ways in which a value can take the canary's place, or carry it. */
const disguises = (canary: string): ((old: unknown) => unknown)[] => [
  () => canary,
  (old) => `${String(old)}${canary}`,
  (old) => `${String(old)}-${canary}`,
  (old) => `${canary}-${String(old)}`,
  (old) => `${String(old)}/${canary}/x`,
  () => Number(plainDigits(canary).replace(/\D/g, '')),
  () => Number(plainDigits(canary).replace(/\D/g, '')) * 1000,
  () => ({ [canary]: {} }),
  (old) => (typeof old === 'object' ? { ...old, [canary]: {} } : { [canary]: 1 }),
  (old) => (typeof old === 'object' ? { ...old, [canary]: 1 } : [canary]),
  (old) => (typeof old === 'object' ? { ...old, number: canary, callerName: canary } : old),
];

describe('B8: a number in an event from outside', () => {
  const door = createTestDoor();

  it.each([...numbers, local])('%s is in no field of any type that is kept, nor in a refusal', (number) => {
    let tried = 0;
    let kept = 0;
    for (const example of examples)
      for (const place of places(example)) {
        // A code made of digits can carry any digits; see below for what it may not be.
        if (place[0] === 'ref') continue;
        for (const disguise of disguises(number)) {
          const raw = withAt(example, place, disguise);
          const result = door.fromClient(raw, 'samad');
          tried++;
          if (result.ok) kept++;
          const said = JSON.stringify(raw)?.slice(0, 300);
          expect(result.ok && holdsNumber(result.event), `kept: ${said}`).toBe(false);
          expect(!result.ok && holdsNumber(result.message), `repeated: ${said}`).toBe(false);
        }
      }
    expect(tried).toBeGreaterThan(1_000);
    // `number` itself, and times that are numbers by chance of their size, are taken.
    expect(kept).toBeGreaterThan(0);
  });

  it('a number is not taken for the epoch of a time that was chosen for it', () => {
    for (const at of [9111234567, 9111234567000])
      expect(door.fromClient({ id: 'x-09111234567', type: 'call.held', at, call: 'c-09111234567' }, 'samad').ok).toBe(
        false,
      );
  });

  it('the epoch in a telephone system’s ids is no number', () => {
    const call = `pbx111-${Math.floor(AT / 1000) - 90}-12`;
    expect(door.fromClient({ id: `${call}/1/held/1`, type: 'call.held', at: AT, call }, 'samad').ok).toBe(true);
    const uuid = '01234567-89ab-4def-8123-456789abcdef';
    expect(door.fromClient({ id: uuid, type: 'call.held', at: AT, call: uuid }, 'samad').ok).toBe(true);
  });

  it('a tracking code may be long, but does not read as a telephone number', () => {
    const raw = { id: 'e', type: 'contact.registered', at: AT, contact: 'c', channel: 'post' };
    for (const ref of [
      '140509021234567',
      '98110212345',
      'SM-1405-000123',
      '1405001234',
      '12345678',
      'K7PQ-3HTW',
      '1405-09-02-1234567',
    ])
      expect(door.fromClient({ ...raw, ref }, 'samad').ok, ref).toBe(true);
    for (const ref of [
      ...[
        '12-09111234567',
        'A-0-9-1-1-1-2-3-4-5-6-7',
        '9111234567',
        '1133221100',
        '98-1133221100',
        'A09111234567',
        '0012345678',
        '2081234567',
      ],
      '09111234567',
      '0911-123-4567',
      '989111234567',
      '00989111234567',
      '01133221100',
      '00981133221100',
    ])
      expect(door.fromClient({ ...raw, ref }, 'samad'), ref).toMatchObject({ ok: false, code: 'number-in-field' });
  });

  it('a caller’s name has no field: whatever carries it is refused', () => {
    for (const field of ['callerName', 'caller', 'CallerIDName', 'connectedName', 'note', 'text', 'comment'])
      for (const example of examples)
        expect(door.fromClient({ ...example, [field]: name }, 'samad').ok, field).toBe(false);
  });
});

/** What a system tells a hundred times a second and the server does not read: one of a hundred is enough here. */
const isChatter = ({ Event, Variable, Application }: Packet): boolean =>
  (Event === 'VarSet' && Variable !== 'QUEUESTATUS') ||
  (Event === 'Newexten' && Application !== 'Queue') ||
  Event === 'TestEvent' ||
  Event?.startsWith('RTCP') === true;

/** The packets of a recording that say something by themselves, in order, with the times of their arrival. */
function heard(recording: string): { packet: Packet; ms: number }[] {
  const found: { packet: Packet; ms: number }[] = [];
  let wire = createWire();
  let chatter = 0;
  for (const chunk of loadRecording(recording)) {
    if ('edge' in chunk) wire = createWire();
    else
      for (const packet of wire.push(chunk.bytes))
        if (packet['Event'] !== undefined && (!isChatter(packet) || chatter++ % 100 === 0))
          found.push({ packet, ms: chunk.ms });
  }
  return found;
}

/** Feeds packets, each changed, through translator, door and fold; what is kept of them. */
function keep(packets: readonly { packet: Packet; ms: number }[], change: (packet: Packet) => Packet) {
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
    log.store(translator.hear(changed, Number.isFinite(stamp) ? Math.round(stamp * 1000) : ms, ms), 'pbx111');
    if (changed['Event'] === 'QueueMemberStatus' || changed['Event'] === 'QueueMember')
      log.store(translator.members.listed(changed, ms), 'pbx111');
  }
  log.store(translator.tick((packets.at(-1)?.ms ?? 0) + 60_000), 'pbx111');
  return { events: log.events, board: log.fold.board, calls: log.fold.inProgress };
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

describe('B8: a number in what Asterisk says', () => {
  const said = ['09111234567', '9111234567', '0911-123-4567', '+98 911 123 4567', '۰۹۱۱ ۱۲۳ ۴۵۶۷', local];
  const hide = (old: string): string =>
    String(
      turnOf(
        said.flatMap((number) => disguises(number).slice(0, 5)),
        old,
      )(old),
    );

  it.each(recordings)('in any header of any packet of %s, is in no event and not on the board', (recording) => {
    const packets = heard(recording);
    const headers = [...new Set(packets.flatMap(({ packet }) => Object.keys(packet)))].filter((key) => key !== 'Event');
    expect(headers.length).toBeGreaterThan(50);
    let events = 0;
    for (const header of headers) {
      const kept = keep(packets, (packet) =>
        packet[header] === undefined ? packet : { ...packet, [header]: hide(packet[header]) },
      );
      events += kept.events.length;
      expect(holdsNumber(kept.events), header).toBe(false);
      expect(holdsNumber(kept.board), `${header}, board`).toBe(false);
    }
    expect(events).toBeGreaterThan(headers.length * 4);
  });

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
  it.each(said.flatMap((number) => ids.map((header) => [number, header] as const)))(
    '%s hidden in %s in every way is not kept',
    (number, header) => {
      const packets = heard('local-member');
      for (const disguise of disguises(number).slice(0, 5)) {
        const kept = keep(packets, (packet) =>
          packet[header] === undefined ? packet : { ...packet, [header]: String(disguise(packet[header])) },
        );
        expect(holdsNumber([kept.events, kept.board]), String(disguise('…'))).toBe(false);
      }
    },
  );

  it('a call whose id hides a number is a call all the same', () => {
    const packets = heard('leave-ways');
    const plain = keep(packets, (packet) => packet);
    const hidden = keep(packets, (packet) =>
      packet['Uniqueid'] === undefined ? packet : { ...packet, Uniqueid: `09111234567-${packet['Uniqueid']}` },
    );
    const joinings = (events: readonly { type: string }[]) =>
      events.filter(({ type }) => type === 'call.joined').length;
    expect(joinings(plain.events)).toBeGreaterThan(3);
    expect(joinings(hidden.events)).toBe(joinings(plain.events));
  });
});

describe('B8: a caller’s name', () => {
  it.each(recordings)('in every header of %s that is not an own word of the server, is never kept', (recording) => {
    const packets = heard(recording);
    const headers = [...new Set(packets.flatMap(({ packet }) => Object.keys(packet)))].filter(
      (key) => !ownWords.has(key),
    );
    expect(headers.filter((key) => /CallerIDName|ConnectedLineName/.test(key)).length).toBeGreaterThan(3);
    for (const header of headers) {
      const kept = keep(packets, (packet) => (packet[header] === undefined ? packet : { ...packet, [header]: name }));
      expect(holds([kept.events, kept.board], NAME), header).toBe(false);
    }
  });

  it('goes unread in all headers at once, and nothing is lost by that', () => {
    const packets = heard('transfers');
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

describe('B8: a number in queue_log', () => {
  it('in any part of any line, is in no event and not on the board', () => {
    const epoch = Math.floor(AT / 1000);
    const lines = [
      `${epoch}|${epoch}.1|samad|NONE|ENTERQUEUE||01133221100|1`,
      `${epoch + 4}|${epoch}.1|samad|Desk/1|RINGNOANSWER|4000`,
      `${epoch + 9}|${epoch}.1|samad|Desk/1|CONNECT|9|${epoch + 4}.3|5`,
      `${epoch + 60}|${epoch}.1|samad|Desk/1|COMPLETECALLER|9|51|1`,
      `${epoch + 70}|${epoch}.2|samad|NONE|ENTERQUEUE||01133221100|1`,
      `${epoch + 90}|${epoch}.2|samad|NONE|ABANDON|1|1|20`,
    ];
    const fields = lines.flatMap((line, row) => line.split('|').map((_, column) => ({ row, column })));
    for (const { row, column } of fields)
      for (const number of [...numbers, local])
        for (const disguise of disguises(number).slice(0, 5)) {
          const log = createReplayLog();
          const translator = createTranslator({
            system: 'pbx111',
            names: createNames(plainProfile, keyed),
            recall: log.recall,
          });
          log.startDay(AT);
          for (const [i, line] of lines.entries()) {
            const parts = line.split('|');
            if (i === row) parts[column] = String(disguise(parts[column]));
            log.store(translator.read(parts.join('|'), AT), 'pbx111');
          }
          const where = `line ${row}, part ${column}: ${String(disguise('…'))}`;
          expect(holdsNumber([log.events, log.fold.board]), where).toBe(false);
        }
  });
});
