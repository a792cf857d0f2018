// What happens when a link is cut, doubled, or has missed something: the counts stay those of queue_log.
import { describe, expect, it } from 'vitest';
import type { Board } from '../../../shared/board.ts';
import { createPbxClock } from '../../../server/sources/clock.ts';
import { createAgents } from '../../../server/sources/asterisk/agents.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { truthOf } from '../../support/asterisk-truth.ts';
import {
  createReplayLog,
  replayRecording,
  loadRecording,
  plainProfile,
  textOf,
  type Chunk,
} from '../../support/replay-asterisk.ts';
import { errorText } from '../../../server/error-text.ts';
import { randomRuns } from '../../support/random-runs.ts';

const recordings = ['day-small', 'leave-ways', 'ringall-noanswer', 'transfers'];
const today = (board: Board) =>
  Object.fromEntries(Object.entries(board.queues).map(([id, queue]) => [id, queue.today]));

/** Reads a queue_log, as it stood at a moment, into a log that may have heard some of it; written by a clock so many seconds ahead. */
function heal(
  log: ReturnType<typeof createReplayLog>,
  name: string,
  { until = Infinity, agents = createAgents(createNames(plainProfile)), ahead = 0, shift = 0 } = {},
): void {
  const translator = createTranslator({
    system: 'pbx111',
    names: createNames(plainProfile),
    recall: log.recall,
    agents,
  });
  for (const line of textOf(`${name}.queue_log`).split('\n'))
    if (Number(line.split('|', 1)[0]) * 1000 <= until)
      log.store(
        translator.read(
          line.replace(/^\d+/, (time) => String(Number(time) + ahead)),
          0,
          shift,
        ),
        'pbx111',
      );
}

function expectTruth(board: Board, name: string): void {
  const truth = truthOf(textOf(`${name}.queue_log`));
  for (const [id, counts] of Object.entries(truth.queues))
    expect({ id, ...board.queues[id]?.today }).toMatchObject({ id, ...counts });
  for (const [id, counts] of Object.entries(truth.desks))
    expect({ id, ...board.desks[id]?.today }).toMatchObject({ id, ...counts });
}

/** The recording without what arrived while the link was down. */
function cut(chunks: readonly Chunk[], from: number, to: number): Chunk[] {
  return [
    ...chunks.filter((chunk) => chunk.ms < from),
    ...chunks.filter((chunk) => 'bytes' in chunk && chunk.ms >= to),
  ];
}

describe('two links to one telephone system', () => {
  it.each([...recordings, 'from-outside', 'replaced'])('the second report of %s changes nothing', (name) => {
    const once = replayRecording(name);
    const before = structuredClone(today(once.fold.board));
    const heard = once.events.length;
    replayRecording(name, once, { link: 'b' });
    expect(today(once.fold.board)).toEqual(before);
    expect(once.events.slice(heard).filter((event) => event.type.startsWith('call.'))).toEqual([]);
  });
});

describe('queue_log', () => {
  it.each(recordings)('alone gives the counts of %s', (name) => {
    const log = createReplayLog();
    log.startDay(loadRecording(name)[0]?.ms ?? 0);
    heal(log, name);
    expectTruth(log.fold.board, name);
  });

  it.each([...recordings, 'from-outside', 'replaced'])('after all of %s came by AMI, it adds nothing', (name) => {
    const log = replayRecording(name);
    const before = structuredClone(today(log.fold.board));
    heal(log, name);
    expect(today(log.fold.board)).toEqual(before);
  });

  it.each([-3600, -5, -3, 0, 2, 3, 5, 3600])(
    'of a clock %i s ahead of ours adds nothing where events have no time, and ours counts',
    (ahead) => {
      const log = replayRecording('no-timestamps');
      const before = structuredClone(today(log.fold.board));
      const clock = createPbxClock();
      clock.timeOf(undefined, 1_000_000);
      // A pong tells microseconds.
      clock.pinged(1_000_900.063 + ahead * 1000, 1_001_200);
      clock.pinged(1_001_900.417 + ahead * 1000, 1_001_907); // the quicker one is the truer
      expect(clock.logOffset()).toBe(7 - ahead * 1000);
      heal(log, 'no-timestamps', { ahead, shift: clock.logOffset() ?? 0 });
      expect(log.refused).toEqual([]);
      expect(today(log.fold.board)).toEqual(before);
      expectTruth(log.fold.board, 'no-timestamps');
    },
  );

  it.each(recordings)('heals gaps at random places of %s, packets cut in two included (seeded)', (name) => {
    const chunks = loadRecording(name);
    const first = chunks[0]?.ms ?? 0;
    const last = chunks.at(-1)?.ms ?? 0;
    for (let seed = 1; seed <= randomRuns(25); seed++) {
      const random = seededRandom(seed);
      const from = first + random() * (last - first);
      const to = from + random() * (last - from);
      const log = createReplayLog();
      replayRecording(name, log, { chunks: cut(chunks, from, Infinity) });
      // The link comes back: queue_log first, then what is said from now on.
      heal(log, name, { until: to });
      replayRecording(name, log, { chunks: cut(chunks, first, to) });
      heal(log, name);
      try {
        expectTruth(log.fold.board, name);
      } catch (cause) {
        throw new Error(`seed ${seed}: ${errorText(cause)}`, { cause });
      }
    }
  });
});

describe('a profile that knows desks by their extensions', () => {
  const desks = ['1201', '1202', '1301', '1302', '1401', '1402'];
  const profile = profileSchema.parse({
    id: 'test',
    name: { fa: 'آزمون', en: 'Test' },
    counties: {},
    desks: Object.fromEntries(desks.map((desk) => [`desk-${desk}`, { name: desk, match: [`PJSIP/${desk}`, desk] }])),
  });
  const answeredAt = (board: Board) =>
    Object.fromEntries(Object.entries(board.desks).map(([id, { today: its }]) => [id, [its.answered, its.missed]]));

  it.each(recordings)('has the same desks in the queue_log of %s as in AMI', (name) => {
    const agents = createAgents(createNames(profile));
    const log = replayRecording(name, createReplayLog(profile), { profile, agents });
    const before = structuredClone([today(log.fold.board), answeredAt(log.fold.board)]);
    expect(Object.keys(log.fold.board.desks).filter((id) => !id.startsWith('desk-'))).toEqual([]);
    heal(log, name, { agents });
    expect([today(log.fold.board), answeredAt(log.fold.board)]).toEqual(before);
  });

  it.each(recordings)('heals all of %s to the desks that its queue members sit at', (name) => {
    const heard = createAgents(createNames(profile));
    replayRecording(name, createReplayLog(profile), { profile, agents: heard });
    const log = createReplayLog(profile);
    log.startDay(loadRecording(name)[0]?.ms ?? 0);
    heal(log, name, { agents: createAgents(createNames(profile), heard.members()) });
    const truth = truthOf(textOf(`${name}.queue_log`)).desks;
    expect(answeredAt(log.fold.board)).toMatchObject(
      Object.fromEntries(
        Object.entries(truth).map(([id, { answered, missed }]) => [id.replace('m-', 'desk-'), [answered, missed]]),
      ),
    );
  });

  it('knows a member by its interface where queue_log writes that', () => {
    const agents = createAgents(createNames(profileSchema.parse({ ...profile, desks: { ali: { name: 'Ali' } } })));
    agents.heard({ MemberName: 'Ali', Interface: 'Local/1201@from-queue/n' });
    expect(agents.desk('Local/1201@from-queue/n').id).toBe('ali');
    expect(agents.desk('Ali').id).toBe('ali');
  });
});

describe('what the times of queue_log lack to be those of the events', () => {
  const pinged = (skew: number, events?: 'stamped' | 'unstamped', expected?: 'stamped' | 'unstamped') => {
    const clock = createPbxClock();
    clock.expect(expected);
    clock.pinged(1_000_000 - skew, 1_000_000);
    if (events) clock.timeOf(events === 'stamped' ? 1_000_000 - skew : undefined, 1_000_000);
    return clock.logOffset();
  };

  it('is nothing where events have the time of the same clock, and the difference of clocks where they have none', () => {
    expect(pinged(5_000, 'stamped')).toBe(0);
    expect(pinged(5_000, 'stamped', 'unstamped')).toBe(0);
    expect(pinged(5_000, 'unstamped')).toBe(5_000);
    expect(pinged(-5_000, undefined, 'unstamped')).toBe(-5_000);
    expect(pinged(-5_000, undefined, 'stamped')).toBe(0);
  });

  it('is not known before an event was seen, except where it would not matter', () => {
    expect(pinged(5_000)).toBeUndefined();
    expect(pinged(-5_000)).toBeUndefined();
    expect(pinged(40)).toBe(0);
    const clock = createPbxClock();
    clock.timeOf(undefined, 1_000_000);
    expect(clock.logOffset()).toBeUndefined();
  });
});
