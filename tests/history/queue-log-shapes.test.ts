// What users hand to the import command: globs, packed and empty files, old years, other names. Nothing is taken twice, nothing
// waits for ever, and what is left out is told.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import type { CommandResult } from '../../server/commands/conclude.ts';
import { runImportCommand } from '../../server/commands/import.ts';
import { pastOf } from '../../server/ledger/past.ts';
import type { Board } from '../../shared/board.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { openLog } from '../support/log-folder.ts';
import { storedBy } from '../support/stored-events.ts';
import { plainProfile } from '../support/replay-asterisk.ts';

const calendar = createCalendar();
const DAY = 86_400;
const NOW = 1_795_940_000;
let dir: string;
let profile: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wallboard-import-shapes-'));
  profile = join(dir, 'profile.json');
  writeFileSync(profile, JSON.stringify({ id: 'test', name: { fa: 'آزمون', en: 'Test' }, counties: {} }));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const file = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
};
const bring = (files: string[], { system = 'pbx111', more = [] as string[] } = {}): Promise<CommandResult> =>
  runImportCommand({
    args: ['--system', system, ...more, ...files],
    config: { dataDir: dir, redisUrl: undefined, profile, isProfileChosen: true },
    now: NOW * 1000,
  });
/** The board of today, with `now` and its queues. */
async function boardNow(day = calendar.dayOf(NOW * 1000)): Promise<Board> {
  const { ledger, close } = openLog(join(dir, 'log.sqlite'));
  const fold = createFold({ profile: plainProfile, calendar, past: pastOf(ledger, calendar, () => undefined) });
  const at = calendar.startOf(day);
  fold.apply({ position: 0, event: storedBy('clock', at)({ type: 'day.started', id: 'd', day }) });
  for (const entry of ledger.after(0, 1e6)) fold.apply(entry);
  const { board } = fold;
  await close();
  return board;
}
const lines = (at: number, n = 1, system = 'pbx111'): string =>
  `${at}|${system}-${at}.${n}|q|NONE|ENTERQUEUE||0113|1\n${at + 5}|${system}-${at}.${n}|q|NONE|ABANDON|1|1|5\n`;

describe('what the glob queue_log* finds', () => {
  it('may be empty, or a folder', async () => {
    const empty = file('queue_log', '');
    const blank = file('queue_log.2', '\n\r\n');
    mkdirSync(join(dir, 'queue_log.d'));
    const full = file('queue_log.1', lines(NOW - 500));
    const result = await bring([empty, full, blank, join(dir, 'queue_log.d')]);
    expect(result, result.stderr).toMatchObject({
      exit: 0,
      stderr: '',
      stdout: expect.stringContaining('2 lines read'),
    });
    expect((await boardNow()).queues['q']?.today).toMatchObject({ offered: 1, abandoned: 1 });
    expect(await bring([empty])).toMatchObject({ exit: 0, stdout: expect.stringContaining('0 lines read') });
    expect(await bring([join(dir, 'queue_log.d')])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining('only folders'),
    });
  });

  it('is unpacked whatever it is called, by gzip or zstd', async () => {
    const files = [
      file('queue_log.1.gz', gzipSync(lines(NOW - 500))),
      file('queue_log.2.zst', zstdCompressSync(lines(NOW - 700))),
      file('queue_log.3', zstdCompressSync(lines(NOW - 900))),
    ];
    expect(await bring(files)).toMatchObject({ exit: 0, stdout: expect.stringContaining('6 lines read') });
  });

  it.each([
    ['xz', 'fd377a585a000004e6d6b446'],
    ['bzip2', '425a683931415926535917'],
    ['zip', '504b030414000000'],
  ])('is refused as %s, and nothing is written', async (packing, begin) => {
    const packed = file('queue_log.9', Buffer.from(begin, 'hex'));
    const result = await bring([file('queue_log', lines(NOW - 500)), packed]);
    expect(result).toMatchObject({
      exit: 1,
      stdout: '',
      stderr: expect.stringContaining(`got ${packing}: unpack it first`),
    });
    expect((await boardNow()).queues).toEqual({});
  });

  it('may begin with a byte order mark and have the line ends of Windows', async () => {
    const edited = file('queue_log', `\uFEFF${lines(NOW - 500).replaceAll('\n', '\r\n')}`);
    expect(await bring([edited])).toMatchObject({ exit: 0, stdout: expect.stringContaining('2 lines read') });
    expect((await boardNow()).queues['q']?.today).toMatchObject({ offered: 1, abandoned: 1, waitSecondsAbandoned: 5 });
  });

  it('may be put together in any order, with parts that come twice', async () => {
    const parts = [1, 2, 3, 4].map((n) => lines(NOW - 4000 + 700 * n, n) + lines(NOW - 3990 + 700 * n, n + 10));
    const [a = '', b = '', c = '', d = ''] = parts;
    expect(await bring([file('all', d + a + b + b + c + d)])).toMatchObject({ exit: 0 });
    expect((await boardNow()).queues['q']?.today).toMatchObject({ offered: 8, abandoned: 8, waiting: 0 });
  });
});

describe('lines of years that the log does not take', () => {
  it('are left out and counted', async () => {
    const old = Date.UTC(2008, 5) / 1000;
    const result = await bring([file('queue_log', lines(old) + lines(NOW - 500))]);
    expect(result).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/ 2 lines read, \d new facts, 2 lines .*2010.* left out/),
    });
    expect((await boardNow()).queues['q']?.today).toMatchObject({ offered: 1, abandoned: 1 });
  });
});

describe('a call that is open at the end of a file', () => {
  const waits = (at: number) => `${at}|pbx111-${at}.9|q|NONE|ENTERQUEUE||0113|1\n`;

  it('does not wait for ever, also in the very last line', async () => {
    await bring([file('queue_log', lines(NOW - 41 * DAY) + waits(NOW - 40 * DAY))]);
    expect((await boardNow()).now).toEqual((await boardNow(calendar.dayOf((NOW + DAY) * 1000))).now);
    expect((await boardNow()).now.waiting).toBe(0);
    const { queues } = await boardNow(calendar.dayOf((NOW - 40 * DAY) * 1000));
    expect(queues['q']?.today).toMatchObject({ offered: 1, lost: 1, waiting: 0 });
  });

  it('is lost at a start of Asterisk, whatever comes after', async () => {
    const at = NOW - 40 * DAY;
    await bring([file('queue_log', `${waits(at)}${at + 60}|NONE|NONE|NONE|QUEUESTART|\n${lines(NOW - 60)}`)]);
    expect((await boardNow()).now.waiting).toBe(0);
    expect((await boardNow(calendar.dayOf(at * 1000))).queues['q']?.today).toMatchObject({ offered: 1, lost: 1 });
  });

  it('is lost after a day without an end, where no start was written', async () => {
    const at = NOW - 40 * DAY;
    await bring([file('queue_log', waits(at) + lines(NOW - 60))]);
    expect((await boardNow()).now.waiting).toBe(0);
  });

  it('waits on where the file is fresh: the call may go on', async () => {
    await bring([file('queue_log', lines(NOW - 600) + waits(NOW - 20))]);
    expect((await boardNow()).now.waiting).toBe(1);
  });
});

describe('the name of the telephone system', () => {
  const heardAs = async (system: string): Promise<void> => {
    const { log, ledger, close } = openLog(join(dir, 'log.sqlite'));
    const stored = storedBy(system, (NOW - DAY) * 1000);
    await log.append([stored({ type: 'source.up', id: `${system}/up/1`, system, link: 'a' })]);
    await ledger.setMark(`asterisk/${system}`, JSON.stringify({ members: {} }));
    await close();
  };

  it('is asked about where the wall never used it, beside names that it used', async () => {
    await heardAs('127-0-0-1-4297');
    const log = file('queue_log', lines(NOW - 500));
    const asked = await bring([log], { system: 'asterisk' });
    expect(asked).toMatchObject({
      exit: 1,
      stdout: '',
      stderr: expect.stringMatching(/--system 127-0-0-1-4297.*got asterisk.*Nothing was written/),
    });
    expect((await boardNow()).queues).toEqual({});
    expect(await bring([log], { system: 'asterisk', more: ['--new-system'] })).toMatchObject({ exit: 0 });
    expect(await bring([log], { system: 'asterisk' })).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining(' 0 new facts'),
    });
    expect(await bring([log], { system: '127-0-0-1-4297' })).toMatchObject({ exit: 0 });
  });

  it('is taken where no event came yet', async () => {
    expect(await bring([file('queue_log', lines(NOW - 500))], { system: 'asterisk' })).toMatchObject({ exit: 0 });
  });
});

it('no number of a caller is kept, whatever stands before it', async () => {
  await bring([file('queue_log', `\uFEFF${lines(NOW - 500).replaceAll('0113', '01133445566')}`)]);
  expect(readFileSync(join(dir, 'log.sqlite')).toString('latin1')).not.toContain('01133445566');
});
