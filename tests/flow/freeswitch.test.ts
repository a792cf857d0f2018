// A recorded FreeSWITCH plays over real TCP to the whole server, cut into pieces anywhere, and its board is read over HTTP:
// it says what the CDR of that FreeSWITCH say.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { MINUTE } from '../../shared/time.ts';
import { idOf } from '../../server/sources/names.ts';
import { unbalanced } from '../support/balance.ts';
import { startTestServer } from '../support/test-server.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { loadFreeSwitchRecording, truth, type Chunk } from '../support/replay-freeswitch.ts';
import { startFakeFreeSwitch } from '../support/fake-freeswitch.ts';
import { createFreeSwitchScenario } from '../support/freeswitch-scenario.ts';

const SPEED = 20;

/** What is to be sent when: the events of a recording, whole ones, each when its last byte came. */
function* events(chunks: readonly Chunk[]): Iterable<Chunk> {
  let rest = Buffer.alloc(0);
  for (const { ms, bytes } of chunks) {
    rest = Buffer.concat([rest, bytes]);
    let end = 0;
    for (;;) {
      const head = /^\n*((?:[\w-]+: [^\n]*\n)+)\n/.exec(rest.toString('latin1', end, end + 400));
      if (!head) break;
      const [whole, headers = ''] = head;
      const length = Number(/^Content-Length: (\d+)$/m.exec(headers)?.[1] ?? 0);
      if (rest.length < end + whole.length + length) break;
      if (headers.includes('text/event-')) yield { ms, bytes: rest.subarray(end, end + whole.length + length) };
      end += whole.length + length;
    }
    rest = rest.subarray(end);
  }
}

it('a recorded FreeSWITCH fills the board with what its CDR say', { timeout: 3 * MINUTE }, async () => {
  const chunks = loadFreeSwitchRecording('fs-day-small');
  const began = chunks[0]?.ms ?? 0;
  // When it was recorded: everybody was logged out, and no call had been counted yet.
  const scene = createFreeSwitchScenario({ now: () => began, say: () => {} });
  for (const name of Object.keys(truth.per_queue)) scene.queue(name);
  for (const name of [...Object.keys(truth.per_agent), 'm-1399'])
    scene.agent(name, Object.keys(truth.per_queue), 'Logged Out');
  const pieces = { most: 1_500, random: seededRandom(11) };
  const freeswitch = await startFakeFreeSwitch({ answer: scene.answer, pieces });
  onTestFinished(freeswitch.stop);
  const shift = began - Date.now();
  const server = await startTestServer(freeswitch.esl('?name=recorded'), { world: { now: () => Date.now() + shift } });
  await server.until('up', ({ links }) => links['pbx']?.state === 'up');
  await sleep(1_000);

  const start = Date.now();
  for (const { ms, bytes } of events(chunks)) {
    const wait = start + (ms - began) / SPEED - Date.now();
    if (wait > 1) await sleep(wait);
    freeswitch.sayBytes(bytes);
  }
  const { board } = await server.until(
    'all calls are over',
    ({ queues }) =>
      Object.entries(truth.per_queue).every(([raw, { answered }]) => queues[idOf(raw)]?.today.completed === answered),
    MINUTE,
  );

  for (const [raw, { answered, cancel }] of Object.entries(truth.per_queue)) {
    const all = Object.values(cancel).reduce((sum, count) => sum + count, 0);
    expect({ raw, ...board.queues[idOf(raw)]?.today }).toMatchObject({
      raw,
      offered: answered + all,
      answered,
      completed: answered,
      waiting: 0,
      lost: 0,
      talkUnknown: 0,
      abandoned: cancel['BREAK_OUT'] ?? 0,
      timedOut: cancel['TIMEOUT'] ?? 0,
      leftByKey: cancel['EXIT_WITH_KEY'] ?? 0,
    });
  }
  for (const [agent, { answered_legs, talk_ms_from_answer }] of Object.entries(truth.per_agent)) {
    const today = board.desks[agent]?.today;
    expect([agent, today?.answered ?? 0]).toEqual([agent, answered_legs]);
    expect(Math.abs((today?.talkSeconds ?? 0) - talk_ms_from_answer / 1000)).toBeLessThanOrEqual(answered_legs / 2);
  }
  expect(Object.values(unbalanced(board)).every((left) => left === 0)).toBe(true);
  expect([board.now.waiting, board.now.talking]).toEqual([0, 0]);
  expect(server.warnings()).toEqual([]);
  expect(JSON.stringify([board, server.logged])).not.toMatch(/0911\d{7}|Mohammad/);
});
