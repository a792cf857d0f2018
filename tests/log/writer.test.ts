import { copyFileSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LogUnwritable } from '../../server/log-unwritable.ts';
import { openForWriting } from '../../server/log/schema.ts';
import { startWriter } from '../../server/log/writer.ts';
import { tempLogFolder } from '../support/log-folder.ts';

it('rejects what a thread that died had not answered, and the next request starts another', async () => {
  const place = tempLogFolder();
  onTestFinished(place.remove);
  // The file is gone: the thread dies while it opens it.
  openForWriting(place.path).close();
  const writer = startWriter(place.path);
  const aside = `${place.path}.aside`;
  renameSync(place.path, aside);
  const mark = { kind: 'mark', name: 'a', value: 'b' } as const;
  for (const answer of await Promise.allSettled([writer.send(mark), writer.send(mark)]))
    expect(answer).toMatchObject({ status: 'rejected', reason: expect.any(LogUnwritable) });
  renameSync(aside, place.path);
  expect(await writer.send(mark)).toMatchObject({ kind: 'written' });
  await writer.close();
  await expect(writer.send(mark)).rejects.toBeInstanceOf(LogUnwritable);
});

it('closes at once when nothing was ever written', async () => {
  await startWriter('/nowhere/log.sqlite').close();
});

it('takes nothing into a file that was deleted or replaced, and says which; put back, it goes on', async () => {
  const place = tempLogFolder();
  onTestFinished(place.remove);
  openForWriting(place.path).close();
  const writer = startWriter(place.path);
  const mark = { kind: 'mark', name: 'a', value: 'b' } as const;
  await writer.send(mark);
  const elsewhere = mkdtempSync(join(tmpdir(), 'wallboard-aside-'));
  onTestFinished(() => rmSync(elsewhere, { recursive: true }));
  for (const suffix of ['', '-wal']) {
    const path = place.path + suffix;
    const aside = join(elsewhere, `file${suffix}`);
    renameSync(path, aside);
    await expect(writer.send(mark)).rejects.toThrow(`${path} was deleted or replaced`);
    copyFileSync(aside, path);
    await expect(writer.send(mark)).rejects.toThrow(`${path} was deleted or replaced`);
    renameSync(aside, path);
    expect(await writer.send(mark)).toMatchObject({ kind: 'written' });
  }
  await writer.close();
});
