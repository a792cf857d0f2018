// The log on a full disk: by SQLite's own page limit everywhere, and on a really full file system where one may be mounted.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { LogUnwritable } from '../../server/log-unwritable.ts';
import { createSpool } from '../../server/log/spool.ts';
import { tempLogFolder, openLog } from '../support/log-folder.ts';
import { joined, joinedCalls } from '../support/joined-calls.ts';

it('B5: rejects what does not fit, keeps what was acknowledged, and goes on when there is room', async () => {
  const { path, remove } = tempLogFolder();
  onTestFinished(remove);
  let pragma: (sql: string) => Promise<void> = () => Promise.reject(new Error('the log gave no pragma'));
  const { log, ledger, close } = openLog(path, { breakable: (given) => (pragma = given) });
  await log.append(joinedCalls(0, 200));
  await pragma('pragma max_page_count = 60');
  let acknowledged = 200;
  const refused = await (async () => {
    for (;;) {
      try {
        await log.append(joinedCalls(acknowledged, 50));
        acknowledged += 50;
      } catch (error) {
        return error;
      }
    }
  })();
  expect(refused).toBeInstanceOf(LogUnwritable);
  expect(String(refused)).toContain('full');
  expect(ledger.after(0, 1e6).map(({ event }) => event)).toEqual(joinedCalls(0, acknowledged));
  await expect(
    ledger.keep({ position: 1, foldVersion: 1, foldHash: 'p', state: 'x'.repeat(1e6), months: {} }),
  ).rejects.toThrow(LogUnwritable);
  await pragma('pragma max_page_count = 1000000');
  await log.append(joinedCalls(acknowledged, 50));
  await close();
  const again = openLog(path);
  expect(again.ledger.after(0, 1e6).map(({ event }) => event)).toEqual(joinedCalls(0, acknowledged + 50));
  await again.close();
});

/** A file system of 2 MB, or undefined where this user may not mount one. */
function smallDisk(): string | undefined {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', dir], { stdio: 'ignore' });
  } catch {
    rmSync(dir, { recursive: true });
    return undefined;
  }
  return dir;
}

it('B5: on a really full file system the spool holds the calls, and nothing is lost once there is room', async (test) => {
  const dir = smallDisk();
  if (dir === undefined) return test.skip('needs the right to mount a file system');
  onTestFinished(() => {
    execFileSync('umount', ['-l', dir]);
    rmSync(dir, { recursive: true });
  });
  const { log, ledger, close } = openLog(join(dir, 'log.sqlite'));
  await log.append(joinedCalls(0, 100));
  const ballast = join(dir, 'ballast');
  try {
    writeFileSync(ballast, Buffer.alloc(4 << 20));
  } catch {
    // Full is what it should be.
  }
  await expect(log.append(joinedCalls(100, 400))).rejects.toBeInstanceOf(LogUnwritable);
  const spool = createSpool({ log, now: Date.now, retryMs: 5 });
  for (let n = 100; n < 1_500; n += 100) spool.put(joinedCalls(n, 100));
  await expect.poll(() => spool.state()).toMatchObject({ since: expect.any(Number), waiting: 1_400, dropped: 0 });
  expect(ledger.after(0, 1e6).map(({ event }) => event)).toEqual(joinedCalls(0, 100));
  rmSync(ballast);
  await spool.drained();
  expect(ledger.after(0, 1e6).map(({ event }) => event)).toEqual(joinedCalls(0, 1_500));
  expect(await log.append([joined(7)])).toEqual([{ position: 8, repeated: true }]);
  await close();
});
