// What happens when a link is cut, doubled, or has missed something: the counts stay those of queue_log.
import { describe, expect, it } from 'vitest';
import type { Board } from '../../../shared/board.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { seeded } from '../../seeded.ts';
import { truthOf } from '../../asterisk/truth.ts';
import { createListening, listen, load, plainProfile, textOf, type Chunk } from './listen.ts';

const recordings = ['day-small', 'leave-ways', 'ringall-noanswer', 'transfers'];
const today = (board: Board) =>
  Object.fromEntries(Object.entries(board.queues).map(([id, queue]) => [id, queue.today]));

/** Reads a queue_log, as it stood at a moment, into a log that may have heard some of it. */
function heal(log: ReturnType<typeof createListening>, name: string, until = Infinity): void {
  const translator = createTranslator({ system: 'pbx111', names: createNames(plainProfile), recall: log.recall });
  for (const line of textOf(`${name}.queue_log`).split('\n'))
    if (Number(line.split('|', 1)[0]) * 1000 <= until) log.hear(translator.read(line, 0), 'pbx111');
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
  it.each(recordings)('the second telling of %s changes nothing', (name) => {
    const once = listen(name);
    const before = structuredClone(today(once.fold.board));
    const heard = once.events.length;
    listen(name, once, { link: 'b' });
    expect(today(once.fold.board)).toEqual(before);
    expect(once.events.slice(heard).filter((event) => event.type.startsWith('call.'))).toEqual([]);
  });
});

describe('queue_log', () => {
  it.each(recordings)('alone gives the counts of %s', (name) => {
    const log = createListening();
    log.startDay(load(name)[0]?.ms ?? 0);
    heal(log, name);
    expectTruth(log.fold.board, name);
  });

  it.each(recordings)('after everything of %s was heard, it adds nothing', (name) => {
    const log = listen(name);
    const before = structuredClone(today(log.fold.board));
    heal(log, name);
    expect(today(log.fold.board)).toEqual(before);
  });

  it.each(recordings)('heals gaps at random places of %s, packets cut in two included (seeded)', (name) => {
    const chunks = load(name);
    const first = chunks[0]?.ms ?? 0;
    const last = chunks.at(-1)?.ms ?? 0;
    for (let seed = 1; seed <= 25; seed++) {
      const random = seeded(seed);
      const from = first + random() * (last - first);
      const to = from + random() * (last - from);
      const log = createListening();
      listen(name, log, { chunks: cut(chunks, from, Infinity) });
      // The link comes back: queue_log first, then what is said from now on.
      heal(log, name, to);
      listen(name, log, { chunks: cut(chunks, first, to) });
      heal(log, name);
      try {
        expectTruth(log.fold.board, name);
      } catch (cause) {
        throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
      }
    }
  });
});
