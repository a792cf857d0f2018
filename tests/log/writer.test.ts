import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LogUnwritable } from '../../server/log/log.ts';
import { startWriter } from '../../server/log/writer.ts';
import { folder } from './files.ts';

it('rejects what a thread that died had not answered, and the next request starts another', async () => {
  const place = folder();
  onTestFinished(place.remove);
  // The folder is not there yet: the thread dies while it opens the file.
  const path = join(dirname(place.path), 'later', 'log.sqlite');
  const writer = startWriter(path);
  const mark = { kind: 'mark', name: 'a', value: 'b' } as const;
  for (const answer of await Promise.allSettled([writer.send(mark), writer.send(mark)]))
    expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(LogUnwritable) });
  mkdirSync(dirname(path));
  expect(await writer.send(mark)).toMatchObject({ kind: 'written' });
  await writer.close();
  await expect(writer.send(mark)).rejects.toBeInstanceOf(LogUnwritable);
});

it('closes at once when nothing was ever written', async () => {
  await startWriter('/nowhere/log.sqlite').close();
});
