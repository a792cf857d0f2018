// A machine that posts made-up queues and desks: the board stays small for every screen, and those who are there go on.
import { expect, it } from 'vitest';
import { MOST_UNNAMED } from '../../server/door/newcomers.ts';
import { startTestServer } from '../support/test-server.ts';

it('brings some hundreds onto the board; more are refused with a code, and the known ones go on', async () => {
  const server = await startTestServer('');
  const token = server.vault.createToken({ name: 'collector', role: 'ingest', now: Date.now() }).plain;
  const post = async (events: readonly object[]) => {
    const answer = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    return (await answer.json()) as { accepted: number; rejected: { code: string }[] };
  };
  const joined = (n: number, queue: string) => ({
    id: `e-${n}`,
    type: 'call.joined',
    at: Date.now(),
    call: `c-${n}`,
    queue,
  });
  const named = Object.keys((await server.board()).queues).length;
  const many = Array.from({ length: MOST_UNNAMED + 200 }, (_, n) => joined(n, `made-up-${n}`));
  const first = await post(many);
  expect(first.accepted).toBe(MOST_UNNAMED);
  expect(new Set(first.rejected.map(({ code }) => code))).toEqual(new Set(['too-many-queues']));
  await server.until('all', ({ queues }) => Object.keys(queues).length === named + MOST_UNNAMED);
  const next = await post([joined(9_001, 'made-up-5'), joined(9_002, 'made-up-9999')]);
  expect(next).toMatchObject({ accepted: 1, rejected: [{ code: 'too-many-queues' }] });
});
