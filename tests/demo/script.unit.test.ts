import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIndex, readRecording, type Recording } from '../../server/demo/recording.ts';
import { pieceBytes, writeScript, type Script } from '../../server/demo/script.ts';
import { shiftPacket } from '../../server/demo/shift.ts';

const recordings = new URL('../fixtures/recordings/', import.meta.url).pathname;
const packet = (...lines: string[]) => `${lines.join('\r\n')}\r\n\r\n`;
const login = packet('Response: Success', 'ActionID: rec-login', 'Message: Authentication accepted');
const ready = packet('Event: FullyBooted', 'Status: Fully Booted');
const event = (n: number) =>
  packet('Event: Newstate', `Timestamp: 1795455800.00000${n}`, `Uniqueid: p-1795455800.${n}`);
const list =
  packet('Response: Success', 'ActionID: rec-qs-1', 'EventList: start') +
  packet('Event: QueueStatusComplete', 'ActionID: rec-qs-1');

/** The whole recording on one connection, cut at the given bytes. */
function cutAt(bytes: string, cuts: number[]): Recording {
  const ends = [...new Set([...cuts.map((c) => c % bytes.length).filter(Boolean), bytes.length])].sort((a, b) => a - b);
  const index = ends.map((end, i) => `${1000 + i} ${end - (ends[i - 1] ?? 0)}`);
  return { bytes, steps: readIndex(['1000 C', ...index].join('\n')) };
}
const segments = (script: Script) => script.scenes.flatMap((scene) => scene.segments);
const sent = (script: Script, ms: number) =>
  Buffer.concat(segments(script).flatMap((s) => [...s.rest, ...s.fresh].map((p) => pieceBytes(p, ms)))).toString(
    'latin1',
  );

describe('what a replay sends', () => {
  const bytes = `Asterisk Call Manager/11.0.0\r\n${login}${ready}${event(1)}${list}${event(2)}\r\n${event(3)}`;

  it('is the events, without the banner, the login and the recorder’s own lists', () => {
    const script = writeScript(cutAt(bytes, []));
    expect(sent(script, 0)).toBe(`${event(1)}${event(2)}\r\n${event(3)}`);
    expect(script).toMatchObject({
      banner: 'Asterisk Call Manager/11.0.0',
      connections: [{ booted: ready, readyAt: 0 }],
    });
    expect(script.answers).toMatchObject([{ action: 'queuestatus', connection: 0, at: bytes.indexOf(list) }]);
    expect(script.answers[0]?.packets.join('')).toBe(list);
  });

  it('is the same, moved packet by packet, wherever the chunks were cut', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 40 }), fc.integer({ min: -1e9, max: 1e9 }), (cuts, ms) => {
        const script = writeScript(cutAt(bytes, cuts));
        expect(sent(script, ms)).toBe([event(1), `${event(2)}\r\n`, event(3)].map((p) => shiftPacket(p, ms)).join(''));
      }),
    );
  });

  it('keeps the cuts of the recording', () => {
    const at = bytes.indexOf(event(2)) + 20;
    const [, first, second] = writeScript(cutAt(bytes, [at])).scenes.map((s) => s.segments);
    expect(first?.at(-1)).toMatchObject({
      rest: [],
      fresh: [{ packet: `${event(2)}\r\n`, from: 0, to: 20 }],
      open: true,
    });
    expect(second).toMatchObject([{ rest: [{ from: 20 }], fresh: [{ from: 0 }], open: false }]);
  });

  it('has each list answer between the events that came before and after it', () => {
    const [before, after] = writeScript(cutAt(bytes, [])).scenes[1]!.segments;
    expect(before).toMatchObject({ answers: [], fresh: [{ packet: event(1) }] });
    expect(after?.answers).toHaveLength(1);
    expect(after?.fresh[0]?.packet).toBe(`${event(2)}\r\n`);
  });
});

describe.each(['day-small', 'day-small.viewer', 'restart-early', 'transfers', 'no-timestamps'])('%s', (name) => {
  const recording = readRecording(recordings + name);
  const script = writeScript(recording);
  it('leaves out only the banner, the recorder’s answers and the greeting', () => {
    const own = recording.bytes
      .split('\r\n\r\n')
      .filter((p) => !/\r\nActionID: rec-/.test(p) && !/^\s*Asterisk Call Manager/.test(p));
    const kept = sent(script, 0)
      .split('\r\n\r\n')
      .map((p) => p.trim());
    expect(kept.filter((p) => !p.startsWith('Event: FullyBooted'))).toEqual(
      own.map((p) => p.trim()).filter((p) => !p.startsWith('Event: FullyBooted')),
    );
  });
  it('keeps its length when it is moved, so chunks stay what they were', () => {
    expect(sent(script, 7_654_321)).toHaveLength(sent(script, 0).length);
  });
});

describe('an index', () => {
  it('names the line that cannot be read', () => {
    expect(() => readIndex('1000 C\n1001 x\n')).toThrow('index line 2: expected "<ms> <bytes>"');
  });
});
