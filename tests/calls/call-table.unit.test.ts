// Calls as CSV: what the page shows, in Persian and English, for every spreadsheet program.
import { expect, it } from 'vitest';
import { createCallTable } from '../../server/calls/call-table.ts';
import { createCalendar } from '../../shared/calendar.ts';
import type { CallRow } from '../../shared/api/calls.ts';

const TEN = Date.parse('2026-11-23T10:00:07+03:30');
const table = createCallTable({
  calendar: createCalendar(),
  naming: { counties: { sari: { fa: 'ساری', en: 'Sari' } }, topics: { loan: { fa: 'وام؛ بانک', en: 'Loan, bank' } } },
  nameOf: (kind, id) =>
    new Map([
      ['queues/sari', 'صف "ساری"'],
      ['desks/d1', '=cmd()'],
    ]).get(`${kind}/${id}`),
});
const rows: CallRow[] = [
  {
    call: 'k1',
    queue: 'sari',
    desk: 'd1',
    county: 'sari',
    topic: 'loan',
    joinedAt: TEN,
    answeredAt: TEN + 4_600,
    endedAt: TEN + 65_000,
    waited: 5,
    talked: 60,
    outcome: 'answered',
  },
  { call: 'k2', queue: 'babol', county: 'unknown', joinedAt: TEN, endedAt: TEN + 9_400, outcome: 'abandoned' },
  { call: 'k3', queue: 'babol', county: 'unknown', joinedAt: TEN, waited: 42, outcome: 'waiting' },
  {
    call: 'k4',
    queue: 'sari',
    desk: 'd1',
    county: 'sari',
    joinedAt: TEN,
    answeredAt: TEN + 3_000,
    outcome: 'answered',
  },
];

it('has the columns of the page, every text quoted, and days that no program takes for another calendar’s', () => {
  expect(table(rows, 'en')).toBe(
    [
      '\ufeff"Day","Time","County","Topic","Wait (s)","Talk (s)","Outcome","Queue","Desk"',
      '"1405_09_02","10:00:07","Sari","Loan, bank",5,60,"Answered","صف ""ساری""","\'=cmd()"',
      '"1405_09_02","10:00:07","Unknown","",9,"","Abandoned","babol",""',
      '"1405_09_02","10:00:07","Unknown","",42,"","Waiting","babol",""',
      '"1405_09_02","10:00:07","Sari","",3,"","Talking","صف ""ساری""","\'=cmd()"',
      '',
    ].join('\r\n'),
  );
});

it('has Persian heads and names in Persian', () => {
  const [head, first] = table(rows, 'fa').split('\r\n');
  expect(head).toBe('\ufeff"روز","ساعت","شهرستان","موضوع","انتظار (ثانیه)","مکالمه (ثانیه)","نتیجه","صف","میز"');
  expect(first).toContain('"ساری","وام؛ بانک",5,60,"پاسخ"');
});

it('is a head alone when there is no call', () => {
  expect(table([], 'en').split('\r\n')).toHaveLength(2);
});
