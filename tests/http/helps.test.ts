// A request for help is taken over by one press: once, with the person who did it.
import { expect, it } from 'vitest';
import { MINUTE } from '../../shared/time.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { startServerWithUsers } from '../support/server-with-users.ts';

it('a request for help is taken by the first supervisor, with every other open one of the desk, and stands in the audit', async () => {
  const server = await startServerWithUsers({ world: { now: noonClock } });
  const { plain } = server.vault.createToken({ name: 'pbx-gate', role: 'ingest', now: noonClock() });
  const at = noonClock() - MINUTE;
  const posted = await fetch(`${server.url}/api/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${plain}` },
    body: JSON.stringify([
      { type: 'help.asked', id: 'a', at, help: 'h-a', desk: 'm-1' },
      { type: 'help.asked', id: 'b', at, help: 'h-b', desk: 'm-1' },
      { type: 'help.asked', id: 'c', at, help: 'h-c', desk: 'm-2' },
      { type: 'help.taken', id: 'd', at, help: 'h-c', desk: 'm-2' },
    ]),
  });
  expect(await posted.json()).toMatchObject({ accepted: 3, rejected: [{ index: 3, code: 'type-not-allowed' }] });

  const [lead, other] = [await server.signedIn('lead', 'supervisor'), await server.signedIn('other', 'admin')];
  const take = (help: string, by = lead) => by.ask('POST', '/api/helps/taken', { help });
  const answers = await Promise.all([take('h-a'), take('h-a', other)]);
  const both = await Promise.all(answers.map((answer) => answer.json()));
  expect(both[0].takenBy).toBe(both[1].takenBy);
  const { helps } = await server.board();
  expect(Object.values(helps).map(({ desk, takenBy }) => [desk, takenBy])).toEqual([
    ['m-1', both[0].takenBy],
    ['m-1', both[0].takenBy],
    ['m-2', undefined],
  ]);
  expect((await take('h-x')).status).toBe(404);
  for (const role of ['deputy', 'clerk'] as const)
    expect((await take('h-c', await server.signedIn(`a-${role}`, role))).status).toBe(403);
  const { rows } = await (await other.ask('GET', '/api/audit')).json();
  expect(rows.filter(({ type }: { type: string }) => type === 'help.taken')).toHaveLength(2);
});
