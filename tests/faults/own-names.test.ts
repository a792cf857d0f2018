// Nobody may speak in the name of a telephone system that we listen to (B2: a fact is known by its source and id).
import { expect, it } from 'vitest';
import { startTestServer } from '../support/test-server.ts';
import { linkUp, startOneQueueAsterisk } from '../support/one-queue-asterisk.ts';

it('events of a token named like a telephone system are rejected, others are taken', async () => {
  const asterisk = await startOneQueueAsterisk();
  const server = await startTestServer(asterisk.ami('?system=pbx111'));
  await linkUp(server);
  const post = async (name: string): Promise<unknown> => {
    const { plain } = server.vault.createToken({ name, role: 'ingest', now: Date.now() });
    const answer = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${plain}`, 'content-type': 'application/json' },
      body: JSON.stringify({ id: `one/${name}`, type: 'call.joined', at: Date.now(), call: 'c-1', queue: 'q-1' }),
    });
    return answer.json();
  };
  expect(await post('pbx111')).toMatchObject({ accepted: 0, rejected: [{ index: 0, code: 'source-taken' }] });
  for (const name of ['clock', 'office'])
    expect(await post(name)).toMatchObject({ accepted: 0, rejected: [{ code: 'source-taken' }] });
  expect(await post('collector')).toMatchObject({ accepted: 1, rejected: [] });
});

it('a telephone system that calls itself what the server is called gets another name', async () => {
  const asterisk = await startOneQueueAsterisk({ system: 'office' });
  const server = await startTestServer(asterisk.ami());
  const { board } = await linkUp(server);
  expect(Object.keys(board.links)).toEqual(['office-pbx']);
});
