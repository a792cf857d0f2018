// A board is opened from its log whatever lies there: one event that cannot be folded stops no start.
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { openBoard } from '../../server/kept-board.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { folder, openLog } from '../log/files.ts';

it('goes on past an event that cannot be folded, also when it is the last of the log', async () => {
  const place = folder();
  const { log, ledger, close } = openLog(place.path);
  const calendar = createCalendar();
  const at = calendar.startOf('1405-09-04');
  const stamps = { at, source: 'clock', recordedAt: at, v: 1 };
  await log.append([
    { ...stamps, type: 'day.started', id: 'day', day: '1405-09-04' },
    { ...stamps, type: 'contact.registered', id: 'broken', contact: 'c', channel: 'post' },
  ]);
  let asked = 0;
  const complaints: string[] = [];
  const opened = openBoard({
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
    ...{ profile: loadProfile('mazandaran'), calendar, now: () => at },
    log: pino({ level: 'error' }, { write: (line: string) => void complaints.push(line) }),
  });
  expect([opened.fold.board.day, opened.fold.position]).toEqual(['1405-09-04', 2]);
  expect(complaints.join()).toContain('broken');
  await close();
  place.remove();
});
