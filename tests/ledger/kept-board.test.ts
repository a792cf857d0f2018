// A board is opened from its log whatever lies there: one event that cannot be folded stops no start.
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { FOLD_VERSION } from '../../server/board/fold.ts';
import { openBoard } from '../../server/projection.ts';
import type { Ledger } from '../../server/ledger/ledger.ts';
import { loadProfile, foldHash } from '../../server/profiles/load.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { applyPatch, canonical } from '../../shared/patch.ts';
import { HOUR } from '../../shared/time.ts';
import { tempLogFolder, openLog } from '../support/log-folder.ts';
import { storedBy } from '../support/stored-events.ts';

it('goes on past an event that cannot be folded, also when it is the last of the log', async () => {
  const place = tempLogFolder();
  const { log, ledger, close } = openLog(place.path);
  const calendar = createCalendar();
  const at = calendar.startOf('1405-09-04');
  const stored = storedBy('clock', at);
  await log.append([
    stored({ type: 'day.started', id: 'day', day: '1405-09-04' }),
    stored({ type: 'contact.registered', id: 'broken', contact: 'c', channel: 'post' }),
  ]);
  let asked = 0;
  const complaints: string[] = [];
  const opened = await openBoard({
    ledger: {
      ...ledger,
      after(position, most) {
        if (++asked > 20) throw new Error('asked for the same page for ever');
        return ledger.after(position, most);
      },
      bySubject(subject, ...more) {
        if (subject === 'contact/c') throw new RangeError('nothing can be read of this one');
        return ledger.bySubject(subject, ...more);
      },
    },
    profile: loadProfile('mazandaran'),
    calendar,
    now: () => at,
    log: pino({ level: 'error' }, { write: (line: string) => void complaints.push(line) }),
  });
  expect([opened.fold.board.day, opened.fold.position]).toEqual(['1405-09-04', 2]);
  expect(complaints.join()).toContain('broken');
  await close();
  place.remove();
});

const calendar = createCalendar();
const profile = loadProfile('mazandaran');
const opened = (ledger: Ledger, complaints: string[] = []) =>
  openBoard({
    ledger,
    profile,
    calendar,
    now: () => 0,
    log: pino({ level: 'warn' }, { write: (line: string) => void complaints.push(line) }),
  });
/** Contacts of two months that have left the board, and of the one that is on it. */
function eventsOfMonths(): StoredEvent[] {
  return ['1405-05-02', '1405-06-02', '1405-09-04'].flatMap((day, n): StoredEvent[] => {
    const stored = storedBy('clock', calendar.startOf(day) + HOUR);
    return [
      stored({ type: 'day.started', id: `day/${day}`, day }),
      stored({ type: 'contact.registered', id: `c${n}`, contact: `c${n}`, channel: 'post' }),
    ];
  });
}

it.each(['{garbage', '{}', '{"position":3,"days":{}}', 'null', '[]'])(
  'a damaged checkpoint (%s) is left with a warning, and the log is folded again, months of the past included',
  async (state) => {
    const place = tempLogFolder();
    const { log, ledger, close } = openLog(place.path);
    await log.append(eventsOfMonths());
    const first = await opened(ledger);
    await first.checkpoint('now');
    const whole = canonical(first.fold.board);
    await ledger.keep({
      position: 6,
      foldVersion: FOLD_VERSION,
      foldHash: foldHash(profile),
      state,
      months: {},
    });
    const complaints: string[] = [];
    const again = await opened(ledger, complaints);
    expect(complaints.join()).toContain('damaged checkpoint');
    expect(canonical(again.fold.board)).toBe(whole);
    expect(again.fold.month('1405-05')?.contacts).toBe(1);
    await again.checkpoint('now');
    expect((await opened(ledger)).fold.month('1405-05')?.contacts).toBe(1);
    await close();
    place.remove();
  },
);

it('a long reading of the log ends with a checkpoint, so that the next start need not read it again', async () => {
  const place = tempLogFolder();
  const { log, ledger, close } = openLog(place.path);
  const stored = storedBy('s', calendar.startOf('1405-09-04'));
  const many = Array.from({ length: 21_000 }, (_none, n): StoredEvent =>
    stored({
      type: 'sitting.opened',
      id: `o${n}`,
      sitting: 's',
    }),
  );
  for (let n = 0; n < many.length; n += 2_000) await log.append(many.slice(n, n + 2_000));
  await opened(ledger);
  expect(ledger.checkpoint(FOLD_VERSION, foldHash(profile))?.position).toBe(21_000);
  await close();
  place.remove();
});

it('a day that is withdrawn leaves no trace: the board and its patches are those of a log without it', async () => {
  const place = tempLogFolder();
  const { log, ledger, close } = openLog(place.path);
  const events = eventsOfMonths();
  const stored = storedBy('clock', calendar.startOf('1405-09-04'));
  await log.append(events);
  const right = canonical((await opened(ledger)).fold.board);
  await log.append([stored({ type: 'day.started', id: 'day/1405-11-01', day: '1405-11-01' })]);
  const { fold, apply: take, checkpoint, onRefolded } = await opened(ledger);
  expect([fold.board.day, fold.board.month]).toEqual(['1405-11-01', '1405-11']);
  await checkpoint('now');
  let screen = JSON.parse(JSON.stringify(fold.board)) as object;
  fold.takePatches();
  await log.append([stored({ type: 'day.withdrawn', id: 'w', day: '1405-11-01', nth: 1 })]);
  const refolded = new Promise<void>((done) => onRefolded(done));
  take(ledger.after(7, 10));
  await refolded;
  expect(canonical(fold.board)).toBe(right);
  for (const patch of fold.takePatches()) screen = applyPatch(screen, patch);
  expect(canonical(screen)).toBe(right);
  await checkpoint('now');
  const after = (await opened(ledger)).fold;
  expect(canonical(after.board)).toBe(right);
  expect(after.month('1405-05')?.contacts).toBe(1);
  expect(after.nextDayStart('1405-11-01')).toBe(2);
  await close();
  place.remove();
});

it('folds the log again while other work goes on, and keeps no checkpoint of the wrong day meanwhile', async () => {
  const place = tempLogFolder();
  const { log, ledger, close } = openLog(place.path);
  const stored = storedBy('clock', calendar.startOf('1405-09-04'));
  const day = (name: string): StoredEvent => stored({ type: 'day.started', id: `day/${name}`, day: name });
  await log.append([
    day('1405-09-04'),
    ...Array.from({ length: 2_000 }, (_, n): StoredEvent => {
      return stored({ type: 'contact.registered', id: `c${n}`, contact: `c${n}`, channel: 'post' });
    }),
    day('1405-10-20'),
  ]);
  const { fold, apply, checkpoint, onRefolded, stop } = await opened(ledger);
  expect(fold.board.day).toBe('1405-10-20');
  const end = ledger.after(0, 5_000).length;
  await log.append([stored({ type: 'day.withdrawn', id: 'day/1405-10-20/1/withdrawn', day: '1405-10-20', nth: 1 })]);
  let turns = 0;
  const counting = setInterval(() => turns++, 1);
  const done = new Promise<void>((resolve) => onRefolded(resolve));
  apply(ledger.after(end, 10));
  expect([fold.isBehind(), fold.board.day]).toEqual([true, '1405-10-20']);
  await checkpoint('now');
  expect(ledger.checkpoint(FOLD_VERSION, foldHash(profile))).toBeUndefined();
  await done;
  clearInterval(counting);
  expect(turns).toBeGreaterThan(3);
  expect([fold.isBehind(), fold.board.day, fold.board.months['1405-09']?.contacts]).toEqual([
    false,
    '1405-09-04',
    2_000,
  ]);
  await expect.poll(() => ledger.checkpoint(FOLD_VERSION, foldHash(profile))?.position).toBe(end + 1);
  await stop();
  await close();
  place.remove();
});

it('folds again at a start whose log ends with a day that was withdrawn, and can be stopped midway', async () => {
  const place = tempLogFolder();
  const { log, ledger, close } = openLog(place.path);
  const stored = storedBy('clock', calendar.startOf('1405-09-04'));
  const withdrawn = { type: 'day.withdrawn', id: 'w', day: '1405-10-20', nth: 1 } as const;
  await log.append([
    stored({ type: 'day.started', id: 'a', day: '1405-09-04' }),
    stored({ type: 'day.started', id: 'b', day: '1405-10-20' }),
    stored({ ...withdrawn }),
  ]);
  const first = await opened(ledger);
  expect([first.fold.isBehind(), first.fold.board.day]).toEqual([false, '1405-09-04']);
  await log.append([
    stored({ type: 'day.started', id: 'c', day: '1405-11-02' }),
    stored({ ...withdrawn, id: 'x', day: '1405-11-02' }),
  ]);
  first.apply(ledger.after(3, 10));
  await first.stop();
  expect(first.fold.isBehind()).toBe(true);
  await close();
  place.remove();
});
