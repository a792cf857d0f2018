// A server that starts again within its process.
import { expect, it } from 'vitest';
import type { RunningServer } from '../server/environment.ts';
import { createRestartable } from '../server/restartable.ts';

function scene() {
  const said: string[] = [];
  let n = 0;
  let mayStop: () => void = () => {};
  const failures: unknown[] = [];
  const restartable = createRestartable({
    async begin(port) {
      const id = ++n;
      said.push(`begin ${id} at ${port ?? 'any'}`);
      await Promise.resolve();
      if (id === 9) throw new Error('port taken');
      const stop = async (): Promise<void> => {
        said.push(`stop ${id}`);
        await new Promise<void>((resolve) => (mayStop = resolve));
      };
      return { port: 3000, stop } as unknown as RunningServer;
    },
    onFailure: (cause) => void failures.push(cause),
  });
  const settled = async (): Promise<void> => {
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return { said, failures, restartable, settled, stopped: () => mayStop() };
}

it('stops, and begins where it listened before', async () => {
  const { said, restartable, settled, stopped } = scene();
  await restartable.start();
  restartable.restart();
  await settled();
  expect(said).toEqual(['begin 1 at any', 'stop 1']);
  stopped();
  await settled();
  expect(said.at(-1)).toBe('begin 2 at 3000');
});

it('starts once more for what came meanwhile, and not for each', async () => {
  const { said, restartable, settled, stopped } = scene();
  await restartable.start();
  restartable.restart();
  restartable.restart();
  restartable.restart();
  for (let i = 0; i < 4; i++) {
    await settled();
    stopped();
  }
  await settled();
  expect(said.filter((line) => line.startsWith('begin')).length).toBeLessThanOrEqual(3);
  expect(said.at(-1)).toMatch(/^begin/);
});

it('begins nothing any more when it is to stop', async () => {
  const { said, restartable, settled, stopped } = scene();
  expect(restartable.stop()).toBeUndefined();
  const other = scene();
  await other.restartable.start();
  other.restartable.restart();
  await other.settled();
  const ended = other.restartable.stop();
  other.stopped();
  await ended;
  expect(other.said).toEqual(['begin 1 at any', 'stop 1']);
  expect(said).toEqual([]);
  await settled();
  stopped();
});
