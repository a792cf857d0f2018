// What was read counts once all replicas have it.
import { expect, it } from 'vitest';
import type { Connection } from '../../../server/log/redis/connection.ts';
import { proved } from '../../../server/log/redis/proof.ts';

const WRITE = ['HSET', 'about', 'proved', '1'];

/** A Redis of which so many replicas have everything. */
function connection(have: number) {
  const sent: string[] = [];
  const one: Connection = {
    send: async ([command = '']) => {
      sent.push(command);
      return command === 'WAIT' ? have : 1;
    },
    end: (cause) => void sent.push(cause.message),
    ended: new Promise(() => {}),
  };
  return { one, sent };
}
const pairOf = (replicas: number, proving?: Connection) => ({
  ...{ commands: connection(0).one, reading: connection(0).one, proving, replicas: () => replicas },
});

it('is asked of nobody where there are no replicas', async () => {
  const { one, sent } = connection(0);
  await proved(pairOf(0, one), WRITE);
  await proved(pairOf(0), WRITE);
  expect(sent).toEqual([]);
});

it('writes something, and waits until all replicas have it', async () => {
  const { one, sent } = connection(2);
  await proved(pairOf(2, one), WRITE);
  expect(sent).toEqual(['HSET', 'WAIT']);
});

it('ends the connection when a replica does not have it in time', async () => {
  const { one, sent } = connection(1);
  await expect(proved(pairOf(2, one), WRITE)).rejects.toThrow('expected 2 replicas');
  expect(sent.at(-1)).toContain('expected 2 replicas');
});

it('is not given where replicas came after the connections of this link', async () => {
  await expect(proved(pairOf(1), WRITE)).rejects.toThrow('there are replicas now');
});
