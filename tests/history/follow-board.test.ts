// What calls were brought in need not be folded by the next start: the import leaves the board as a checkpoint.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FOLD_VERSION } from '../../server/board/fold.ts';
import { runImportCommand } from '../../server/commands/import.ts';
import { foldHash } from '../../server/profiles/load.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { canonical } from '../../shared/patch.ts';
import { createFold } from '../../server/board/fold.ts';
import { pastOf } from '../../server/ledger/past.ts';
import { openLog } from '../support/log-folder.ts';
import { writeQueueLog } from '../bench/queue-log-file.ts';
import { DAY } from '../../shared/time.ts';

const NOW = Date.UTC(2026, 10, 23, 9);

it('leaves a checkpoint at the last event, which is what the whole log gives', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-import-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const profileFile = join(dir, 'profile.json');
  writeFileSync(profileFile, JSON.stringify({ id: 'test', name: { fa: 'آزمون', en: 'Test' }, counties: {} }));
  const files = [join(dir, 'queue_log.1'), join(dir, 'queue_log')];
  await writeQueueLog(files[0]!, 100_000, NOW - DAY);
  await writeQueueLog(files[1]!, 200_000, NOW);
  for (const file of files) {
    const { exit, stderr } = await runImportCommand({
      args: ['--system', 'pbx111', file],
      config: { dataDir: dir, redisUrl: undefined, profile: profileFile, isProfileChosen: true },
      now: NOW,
    });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
  }

  const { log, ledger, close } = openLog(join(dir, 'log.sqlite'));
  onTestFinished(close);
  const profile = loadProfile(profileFile);
  const calendar = createCalendar(profile.timezone);
  const kept = ledger.checkpoint(FOLD_VERSION, foldHash(profile));
  expect(kept?.position).toBe(log.last());
  const past = pastOf(ledger, calendar, (month) => ledger.month(FOLD_VERSION, foldHash(profile), month));
  const whole = createFold({ profile, calendar, past: { ...past, month: () => undefined } });
  for (const entry of ledger.after(0, 1e6)) whole.apply(entry);
  const goneOn = createFold({ profile, calendar, past, saved: kept?.state ?? '' });
  expect(canonical(goneOn.board)).toBe(canonical(whole.board));
});
