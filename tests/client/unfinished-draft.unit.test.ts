// What a clerk had begun to write when the page was loaded again, and what a table becomes with Jalali days in it.
import { describe, expect, it } from 'vitest';
import { copyOf, emptyDraft } from '../../client/contacts/draft.ts';
import { withJalaliDays } from '../../client/intake/jalali-days.ts';
import { readUnfinished } from '../../client/intake/unfinished-draft.ts';
import { dayFault } from '../../client/text/day-fault.ts';
import type { ContactTableRow } from '../../shared/api/contacts.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

const NOW = 1_795_000_000_000;
const draft = { ...emptyDraft('post', '1405/9/1'), county: 'sari', ref: 'A-1', typed: { topic: 'آ' } };
const kept = { by: 'clerk', at: NOW - MINUTE, draft, key: '0123456789abcdef'.repeat(2), isSent: true };

describe('an unfinished contact', () => {
  it('goes on where it stood, with the key of its request', () => {
    expect(readUnfinished(JSON.stringify(kept), 'clerk', NOW)).toEqual({ draft, key: kept.key, isSent: true });
  });
  it('is not shown to another person, on another day, or in a form that nobody wrote', () => {
    expect(readUnfinished(JSON.stringify(kept), 'other', NOW)).toBeUndefined();
    expect(readUnfinished(JSON.stringify({ ...kept, at: NOW - DAY - 1 }), 'clerk', NOW)).toBeUndefined();
    const { draft: _, ...without } = kept;
    for (const text of ['', '{', 'null', '[]', JSON.stringify(without), JSON.stringify({ ...kept, key: 'x' })])
      expect(readUnfinished(text, 'clerk', NOW), text).toBeUndefined();
  });
});

describe('a day that is typed', () => {
  it('is faulty as soon as it can be told, by the clock of the server', () => {
    expect(dayFault('', '1405-09-09')).toBeUndefined();
    expect(dayFault('۱۴۰۵/۹/۹', '1405-09-09')).toBeUndefined();
    expect(dayFault('1405/9/10', '1405-09-09')).toEqual({ code: 'not-yet' });
    expect(dayFault('1405/9/10')).toBeUndefined();
    expect(dayFault('1404/12/30')).toEqual({ code: 'no-such-day' });
    expect(dayFault('آذر')).toEqual({ code: 'form' });
    expect(dayFault('2026/11/30', '1405-09-09')).toMatchObject({ foreign: { days: ['1405-09-09'] } });
  });
});

it('a contact that is copied has all of an earlier one but its code, and today is left empty', () => {
  const row = { subject: 'contact/c-1', day: '1405-09-09', channel: 'visit', county: 'sari', ref: 'A-1' };
  expect(copyOf(row, '1405-09-09')).toEqual({ ...emptyDraft('visit', ''), county: 'sari' });
  expect(copyOf(row, '1405-09-10').on).toBe('1405/09/09');
});

describe('a table with dates of another calendar', () => {
  const faulty = (value: string, days: string[]): ContactTableRow => ({
    line: 2,
    ok: false,
    problems: [{ code: 'other-calendar', value, days }],
  });
  it('gets Jalali days in their place, and nothing else of it changes', () => {
    const text = 'تاریخ,نوع,کد\n1/1/2026,نامه,A-1/1/2026\n11/1/2026,نامه,2026';
    const rows = [faulty('1/1/2026', ['1404-10-11']), faulty('11/1/2026', ['1405-08-10'])];
    expect(withJalaliDays(text, rows)).toBe('تاریخ,نوع,کد\n1404/10/11,نامه,A-1/1/2026\n1405/08/10,نامه,2026');
  });
  it('keeps a date that may be two days, for a person to decide', () => {
    expect(withJalaliDays('3/4/2026', [faulty('3/4/2026', ['1405-01-14', '1404-12-13'])])).toBeUndefined();
    expect(withJalaliDays('x', [{ line: 2, ok: true, contact: { channel: 'post' } }])).toBeUndefined();
  });
});
