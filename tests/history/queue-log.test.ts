// Calls from before the wallboard come in from rotated queue_log files: as many as Asterisk wrote, once, also when they were
// heard live or are brought in again.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createFold } from '../../server/board/fold.ts';
import type { CommandResult } from '../../server/commands/conclude.ts';
import { runImportCommand } from '../../server/commands/import.ts';
import { pastOf } from '../../server/ledger/past.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { Board } from '../../shared/board.ts';
import { DAY } from '../../shared/time.ts';
import { truthOf, type Truth } from '../support/asterisk-truth.ts';
import { openLog } from '../support/log-folder.ts';
import { storedBy } from '../support/stored-events.ts';
import { noRedis, startRedis } from '../support/redis-server.ts';
import { replayRecording, plainProfile, textOf } from '../support/replay-asterisk.ts';

const calendar = createCalendar();
const recordings = new URL('../fixtures/recordings/', import.meta.url).pathname;
let dir: string;
let profile: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'wallboard-import-'));
  profile = join(dir, 'profile.json');
  writeFileSync(profile, JSON.stringify({ id: 'test', name: { fa: 'آزمون', en: 'Test' }, counties: {} }));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const firstAt = (name: string): number => Number(textOf(`${name}.queue_log`).split('|', 1)[0]) * 1000;
const bring = (files: string[], now: number, ...more: string[]): Promise<CommandResult> =>
  runImportCommand({
    args: ['--system', 'pbx111', ...more, ...files],
    config: { dataDir: dir, redisUrl: undefined, profile, isProfileChosen: true },
    now,
  });

/** The board of the log's folder on the day of a recording, and how many events there are. */
async function boardOf(day: string): Promise<{ board: Board; events: number }> {
  const { log, ledger, close } = openLog(join(dir, 'log.sqlite'));
  const fold = createFold({ profile: plainProfile, calendar, past: pastOf(ledger, calendar, () => undefined) });
  const at = calendar.startOf(day);
  fold.apply({ position: 0, event: storedBy('clock', at)({ type: 'day.started', id: 'd', day }) });
  for (const entry of ledger.after(0, 1e6)) fold.apply(entry);
  const read = { board: fold.board, events: log.last() };
  await close();
  return read;
}

function countsOf(board: Board, truth: Truth): Truth {
  const pick = <T extends object>(from: object | undefined, keys: T): T =>
    Object.fromEntries(
      Object.keys(keys).map((key) => [key, (from as Record<string, number> | undefined)?.[key] ?? 0]),
    ) as T;
  return {
    queues: Object.fromEntries(Object.entries(truth.queues).map(([id, is]) => [id, pick(board.queues[id]?.today, is)])),
    desks: Object.fromEntries(Object.entries(truth.desks).map(([id, is]) => [id, pick(board.desks[id]?.today, is)])),
  };
}

describe.skipIf(noRedis)('queue_log files of the past, where the log is in Redis', () => {
  it('come into the stream, each fact once', async () => {
    const redis = await startRedis();
    onTestFinished(redis.stop);
    const file = join(recordings, 'day-small.queue_log');
    const args = ['--system', 'pbx111', file];
    const config = { dataDir: dir, redisUrl: redis.url, profile, isProfileChosen: true };
    const first = await runImportCommand({ args, config, now: firstAt('day-small') + 3 * DAY });
    expect(first, first.stderr).toMatchObject({ exit: 0, stderr: '' });
    const events = Number(/(\d+) new facts/.exec(first.stdout)?.[1]);
    expect(events).toBeGreaterThan(20);
    // Another node, that has nothing yet, brings the same file.
    const elsewhere = { ...config, dataDir: join(dir, 'other') };
    const again = await runImportCommand({ args, config: elsewhere, now: firstAt('day-small') + 3 * DAY });
    expect(again.stdout).toContain(' 0 new facts');
  });
});

describe('queue_log files of the past', () => {
  it.each(['day-small', 'leave-ways', 'local-member', 'restart-early', 'ringall-noanswer', 'transfers'])(
    '%s: are counted as Asterisk wrote them, and brought in again they change nothing',
    async (name) => {
      const file = join(recordings, `${name}.queue_log`);
      const now = firstAt(name) + 3 * DAY;
      const first = await bring([file], now);
      expect(first, first.stderr).toMatchObject({ exit: 0, stderr: '' });
      const { board, events } = await boardOf(calendar.dayOf(firstAt(name)));
      const truth = truthOf(textOf(`${name}.queue_log`));
      expect(countsOf(board, truth)).toEqual(truth);
      expect((await bring([file], now + DAY)).stdout).toContain(' 0 new facts');
      expect((await boardOf(calendar.dayOf(firstAt(name)))).events).toBe(events);
    },
  );

  it('are read in the order of their times, packed or not', async () => {
    const lines = textOf('day-small.queue_log').split('\n');
    const middle = Math.floor(lines.length / 2);
    const [older, newer] = [join(dir, 'queue_log.2.gz'), join(dir, 'queue_log.1')];
    writeFileSync(older, gzipSync(lines.slice(0, middle).join('\n') + '\n'));
    writeFileSync(newer, lines.slice(middle).join('\n'));
    await bring([newer, older], firstAt('day-small') + 3 * DAY);
    const truth = truthOf(textOf('day-small.queue_log'));
    const { board } = await boardOf(calendar.dayOf(firstAt('day-small')));
    expect(countsOf(board, truth)).toEqual(truth);
  });

  it('count no call twice whose lines stand in two of them, a copy or one that begins within another', async () => {
    const text = textOf('leave-ways.queue_log');
    const files = ['queue_log', 'queue_log.bak', 'queue_log-later'].map((name) => join(dir, name));
    const lines = text.split('\n');
    for (const [n, file] of files.entries())
      writeFileSync(file, n < 2 ? text : lines.slice(lines.length / 2).join('\n'));
    const brought = await bring(files, firstAt('leave-ways') + 3 * DAY);
    expect(brought, brought.stderr).toMatchObject({ exit: 0 });
    const truth = truthOf(text);
    const { board } = await boardOf(calendar.dayOf(firstAt('leave-ways')));
    expect(countsOf(board, truth)).toEqual(truth);
  });

  it('count no call twice that was received live', async () => {
    const live = replayRecording('day-small');
    const { log, close } = openLog(join(dir, 'log.sqlite'));
    await log.append(live.events);
    await close();
    const day = calendar.dayOf(firstAt('day-small'));
    const before = (await boardOf(day)).board;
    const result = await bring([join(recordings, 'day-small.queue_log')], firstAt('day-small') + 3 * DAY);
    expect(result.exit).toBe(0);
    expect((await boardOf(day)).board.queues).toEqual(before.queues);
  });

  it('count no call twice that was received live without times, by a clock that is not that of the files', async () => {
    const live = replayRecording('no-timestamps');
    const { log, ledger, close } = openLog(join(dir, 'log.sqlite'));
    await log.append(live.events);
    await ledger.setMark('asterisk/pbx111', JSON.stringify({ members: {}, timing: 'unstamped', shift: -5_000 }));
    await close();
    const day = calendar.dayOf(firstAt('no-timestamps'));
    const before = (await boardOf(day)).board;
    const file = join(dir, 'queue_log');
    const lines = textOf('no-timestamps.queue_log').replace(/^\d+/gm, (time) => String(Number(time) + 5));
    writeFileSync(file, lines);
    expect((await bring([file], firstAt('no-timestamps') + 3 * DAY)).exit).toBe(0);
    expect((await boardOf(day)).board.queues).toEqual(before.queues);
  });

  it('declares gone the callers whom an old file leaves waiting, whatever the shift', async () => {
    const at = 1_795_000_000;
    const file = join(dir, 'queue_log');
    writeFileSync(
      file,
      `${at}|pbx111-${at}.1|q|NONE|ENTERQUEUE||<unknown>|1\n${at + 5}|NONE|NONE|NONE|CONFIGRELOAD|\n`,
    );
    for (const [n, shift] of [0, 30_000].entries()) {
      const { ledger, close } = openLog(join(dir, 'log.sqlite'));
      await ledger.setMark('asterisk/pbx111', JSON.stringify({ members: {}, timing: 'unstamped', shift }));
      await close();
      expect((await bring([file], at * 1000 + 3 * DAY)).exit).toBe(0);
      const { board } = await boardOf(calendar.dayOf(at * 1000));
      expect(board.queues['q']?.today, `shift ${shift}`).toMatchObject({ offered: 1, waiting: 0, lost: 1 });
      if (n === 0) rmSync(join(dir, 'log.sqlite'));
    }
  });
});

describe('agents of a profile that knows desks by their extensions', () => {
  const file = join(recordings, 'day-small.queue_log');
  const now = firstAt('day-small') + 3 * DAY;
  const day = calendar.dayOf(firstAt('day-small'));
  const extensions = ['1201', '1202', '1301', '1302'];
  beforeEach(() => {
    const desks = Object.fromEntries(extensions.map((one) => [`desk-${one}`, { name: one, match: [one] }]));
    const name = { fa: 'آزمون', en: 'Test' };
    writeFileSync(profile, JSON.stringify({ id: 'test', name, counties: {}, desks }));
  });
  const answering = async (): Promise<string[]> =>
    Object.entries((await boardOf(day)).board.desks)
      .filter(([, desk]) => desk.today.answered > 0)
      .map(([id]) => id)
      .sort();

  it('that AMI never reported are named before anything is written', async () => {
    const result = await bring([file], now);
    expect(result).toMatchObject({ exit: 1, stdout: '' });
    expect(result.stderr).toMatch(/^expected agents that are desks of the profile, got .*m-1201.*"match"/);
    expect((await boardOf(day)).events).toBe(0);
  });

  it('become separate desks where that is asked for', async () => {
    expect(await bring([file], now, '--new-desks')).toMatchObject({ exit: 0, stderr: '' });
    expect(await answering()).toEqual(['m-1201', 'm-1202', 'm-1301', 'm-1302', 'm-1401']);
  });

  it('are the desks at which the server saw them', async () => {
    const { ledger, close } = openLog(join(dir, 'log.sqlite'));
    const members = [...extensions, '1401'].map((one) => [`m-${one}`, `PJSIP/${one}`]);
    await ledger.setMark('asterisk/pbx111', JSON.stringify({ members: Object.fromEntries(members) }));
    await close();
    expect(await bring([file], now)).toMatchObject({ exit: 0, stderr: '' });
    // No desk of the profile, but the same one as live.
    expect(await answering()).toEqual([...extensions.map((one) => `desk-${one}`), 'm-1401']);
  });
});

describe('the command', () => {
  const file = join(recordings, 'day-small.queue_log');

  it('prints what it expected, and writes nothing', async () => {
    copyFileSync(profile, join(dir, 'none.txt'));
    const wrong: [string[], RegExp][] = [
      [[], /--system/],
      [['--system', 'PBX 1', file], /--system: expected an id/],
      [['--system', 'clock', file], /own name/],
      [['--system', 'pbx111'], /at least one file/],
      [['--system', 'pbx111', '/nowhere/queue_log'], /there is no \/nowhere\/queue_log/],
      [['--system', 'pbx111', '--fast', file], /--fast/],
    ];
    for (const [args, said] of wrong) {
      const result = await runImportCommand({
        args,
        config: { dataDir: dir, redisUrl: undefined, profile, isProfileChosen: true },
        now: 0,
      });
      expect([result.exit, result.stdout], args.join(' ')).toEqual([2, '']);
      expect(result.stderr).toMatch(said);
    }
    const other = await bring([file, join(dir, 'none.txt')], firstAt('day-small') + DAY);
    expect(other).toMatchObject({ exit: 1, stderr: expect.stringContaining('expected lines of queue_log') });
    writeFileSync(join(dir, 'broken.gz'), 'no gzip');
    const broken = await bring([join(dir, 'broken.gz')], firstAt('day-small') + DAY);
    expect(broken).toMatchObject({ exit: 1, stderr: expect.stringContaining('cannot be read') });
    expect((await boardOf(calendar.dayOf(firstAt('day-small')))).events).toBe(0);
  });

  it('does not run beside a server', async () => {
    const { close } = openLog(join(dir, 'log.sqlite'));
    expect(await bring([file], Date.now())).toMatchObject({
      exit: 1,
      stderr: expect.stringContaining('stop it first'),
    });
    await close();
  });

  it('keeps no number of a caller', async () => {
    await bring([file], firstAt('day-small') + 3 * DAY);
    const numbers = new Set(textOf('day-small.queue_log').match(/\b0\d{9,10}\b/g) ?? []);
    expect(numbers.size).toBeGreaterThan(3);
    const kept = readFileSync(join(dir, 'log.sqlite')).toString('latin1');
    for (const number of numbers) expect(kept).not.toContain(number);
  });
});
