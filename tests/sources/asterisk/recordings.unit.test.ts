// Every recording of a real Asterisk, heard as one link hears it, against what that Asterisk wrote into its own queue_log.
import { describe, expect, it } from 'vitest';
import type { Board } from '../../../shared/board.ts';
import { replayRecording, textOf } from '../../support/replay-asterisk.ts';
import { truthOf, type Truth } from '../../support/asterisk-truth.ts';

const recordings = [
  'day-small',
  'day-small.viewer',
  'from-outside',
  'leave-ways',
  'local-member',
  'no-timestamps',
  'replaced',
  'restart-early',
  'ringall-noanswer',
  'transfers',
];
/** The low-privilege user sees no dialplan words: timeouts and emptied queues share `timeout` there unless the dialplan says. */
const queueLogOf = (name: string) => textOf(`${name.replace('.viewer', '')}.queue_log`);

function countsOf(board: Board, truth: Truth): Truth {
  const pick = <T extends object>(from: object | undefined, keys: T): T =>
    Object.fromEntries(
      Object.keys(keys).map((key) => [key, (from as Record<string, number> | undefined)?.[key] ?? 0]),
    ) as T;
  return {
    queues: Object.fromEntries(
      Object.entries(truth.queues).map(([id, counts]) => [id, pick(board.queues[id]?.today, counts)]),
    ),
    desks: Object.fromEntries(
      Object.entries(truth.desks).map(([id, counts]) => [id, pick(board.desks[id]?.today, counts)]),
    ),
  };
}

describe('the board equals queue_log, per queue and per desk, to the call and to the second', () => {
  it.each(recordings)('%s', (name) => {
    const { fold, refused } = replayRecording(name);
    const truth = truthOf(queueLogOf(name));
    expect(refused).toEqual([]);
    expect(countsOf(fold.board, truth)).toEqual(truth);
    const offered = Object.values(fold.board.queues).reduce((sum, queue) => sum + queue.today.offered, 0);
    expect(offered).toBe(Object.values(truth.queues).reduce((sum, queue) => sum + queue.offered, 0));
  });
});
