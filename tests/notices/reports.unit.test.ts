// Which reports are due, when and for whom: every node that read the same log chooses the same ones.
import { describe, expect, it } from 'vitest';
import { createBook } from '../../server/notices/book.ts';
import { dueReports } from '../../server/notices/due-reports.ts';
import { createReportSchedule } from '../../server/notices/report-schedule.ts';
import type { StoredRecipient } from '../../server/vault/recipients.ts';
import { emptyBoard } from '../../shared/board.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { eventSchema, type StoredEvent } from '../../shared/event.ts';
import type { QuietHours } from '../../shared/notices.ts';
import { readReportName, reportName, type ReportKind, type ReportSubject } from '../../shared/reports.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';

const calendar = createCalendar();
const schedule = createReportSchedule(calendar);
const tehran = (day: string, clock: string): number => Date.parse(`${day}T${clock}:00+03:30`);
/** Monday 9 Azar 1405. */
const TODAY = '2026-11-30';
const stamps = { source: 'clock', v: 1 };
const closed = (sitting: string, at: number, recordedAt = at): StoredEvent => ({
  type: 'sitting.closed',
  id: `sitting/${sitting}/closed`,
  at,
  sitting,
  recordedAt,
  ...stamps,
});
const board = emptyBoard({ id: 'mazandaran', fa: 'م', en: 'M' }, []);

type Case = { reports?: Partial<Record<ReportKind, number>>; quiet?: QuietHours; events?: StoredEvent[] };
function due(now: number, { reports = { sitting: 0, day: 0, month: 0 }, quiet, events = [] }: Case = {}) {
  const book = createBook();
  for (const event of events) book.apply(event, 0);
  const recipient: StoredRecipient = {
    id: 'r-lead',
    name: 'n',
    channel: 'email',
    language: 'fa',
    allowLocal: false,
    rules: { level: 'none', queues: [], counties: [], onlySittings: false, cleared: false, ...(quiet && { quiet }) },
    settings: {},
    createdAt: 0,
    reports,
  };
  const moment = {
    board,
    countyOf: () => undefined,
    minuteOf: (ms: number) => (Math.floor(ms / MINUTE) + 210) % 1_440,
    now,
    steady: 0,
    node: 'me',
    leaseMs: 90_000,
    isInFlight: () => false,
  };
  return dueReports(book, [recipient, { ...recipient, id: 'r-gone', removedAt: 1 }], schedule, moment);
}
const names = (now: number, more?: Case): string[] => due(now, more).map(({ about }) => about);

describe('a report', () => {
  it('is named so that its name is read again, and an event may hold it', () => {
    const all: ReportSubject[] = [
      { kind: 'sitting', sitting: 's-1209', day: '1405-09-09' },
      { kind: 'day', day: '1405-09-09' },
      { kind: 'month', day: '1405-08-30' },
    ];
    for (const subject of all) {
      const alert = reportName(subject);
      expect(readReportName(alert)).toEqual(subject);
      const event = {
        type: 'notice.sent',
        id: 'x',
        at: Date.now(),
        alert,
        recipient: 'r',
        via: 'email',
        notice: 'report',
        attempt: 1,
      };
      expect(eventSchema.safeParse(event).success, alert).toBe(true);
    }
    expect(readReportName('waiting/q1/1405-09-09-1')).toBeUndefined();
    expect(schedule.named('report/day/1405-13-09-1')).toBeUndefined();
  });

  it('of a day is due at six in the morning after it, for three days', () => {
    const reports = { day: 0 };
    const yesterday = 'report/day/1405-09-08-1';
    expect(names(tehran(TODAY, '05:59'), { reports })).not.toContain(yesterday);
    expect(names(tehran(TODAY, '06:00'), { reports })).toEqual([
      'report/day/1405-09-06-1',
      'report/day/1405-09-07-1',
      yesterday,
    ]);
    expect(names(tehran('2026-12-03', '05:59'), { reports })).toContain(yesterday);
    expect(names(tehran('2026-12-03', '06:00'), { reports })).not.toContain(yesterday);
  });

  it('of a month is due on the first of the next, for ten days', () => {
    const reports = { month: 0 };
    const aban = 'report/month/1405-08-30-1';
    expect(names(tehran('2026-11-22', '05:59'), { reports })).toEqual([]);
    expect(names(tehran('2026-11-22', '06:00'), { reports })).toEqual([aban]);
    expect(names(tehran('2026-12-02', '05:59'), { reports })).toEqual([aban]);
    expect(names(tehran('2026-12-02', '06:00'), { reports })).toEqual([]);
    // Shahrivar has 31 days.
    expect(names(tehran('2026-09-23', '06:00'), { reports })).toEqual(['report/month/1405-06-31-1']);
  });

  it('of a sitting is due two minutes after it closed was recorded, for a day', () => {
    const at = tehran(TODAY, '11:00');
    const events = [closed('s-a', at)];
    const sheet = 'report/sitting/s-a/day/1405-09-09-1';
    const reports = { sitting: 0 };
    expect(names(at + 2 * MINUTE - 1, { reports, events })).toEqual([]);
    expect(names(at + 2 * MINUTE, { reports, events })).toEqual([sheet]);
    expect(names(at + DAY, { reports, events })).toEqual([sheet]);
    expect(names(at + DAY + 2 * MINUTE, { reports, events })).toEqual([]);
    // The server was down when it closed: late facts of its last calls are waited for all the same.
    const late = [closed('s-a', at, at + HOUR)];
    expect(names(at + HOUR + MINUTE, { reports, events: late })).toEqual([]);
    const [one] = due(at + HOUR + 2 * MINUTE, { reports, events: late });
    expect(one).toMatchObject({ about: sheet, topic: { report: { dueAt: at + 2 * MINUTE } } });
  });

  it('is sent only to those who asked for its kind, and not of the time before they did', () => {
    const now = tehran(TODAY, '06:00');
    expect(names(now, { reports: {} })).toEqual([]);
    expect(names(now, { reports: { sitting: 0 } })).toEqual([]);
    expect(names(now, { reports: { day: now - HOUR } })).toEqual(['report/day/1405-09-08-1']);
    expect(due(now, { reports: { day: now } }).map(({ recipient }) => recipient.id)).toEqual(['r-lead']);
    expect(names(now + HOUR, { reports: { day: now + 1 } })).toEqual([]);
  });

  it('waits for the end of quiet hours, and is not late for that', () => {
    const quiet = { from: 22 * 60, to: 8 * 60 };
    const reports = { day: tehran(TODAY, '00:00') };
    expect(names(tehran(TODAY, '07:59'), { reports, quiet })).toEqual([]);
    const [one] = due(tehran(TODAY, '08:00'), { reports, quiet });
    expect(one?.topic).toMatchObject({ report: { dueAt: tehran(TODAY, '08:00') } });
  });

  it('that was claimed or sent is not begun again, and one that failed is tried again after its limit, too', () => {
    const now = tehran(TODAY, '06:00');
    const alert = 'report/day/1405-09-08-1';
    const about = {
      alert,
      recipient: 'r-lead',
      via: 'email' as const,
      notice: 'report',
      attempt: 1,
      recordedAt: now,
      ...stamps,
    };
    const claim: StoredEvent = { type: 'notice.claimed', id: 'c', at: now, node: 'other', ...about };
    const sent: StoredEvent = { type: 'notice.sent', id: 's', at: now, ...about };
    const reports = { day: tehran(TODAY, '00:00') };
    expect(names(now, { reports, events: [claim] })).toEqual([]);
    expect(names(now, { reports, events: [claim, sent] })).toEqual([]);
    const failed: StoredEvent = {
      type: 'notice.failed',
      id: 'f',
      at: now,
      reason: 'status',
      next: now + DAY * 5,
      ...about,
    };
    const [again] = due(now + 5 * DAY, { reports: {}, events: [claim, failed] });
    expect(again).toMatchObject({ about: alert, attempt: 2, repeat: false });
  });
});
