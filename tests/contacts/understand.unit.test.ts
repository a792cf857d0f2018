// What was typed into the one search field of contacts.
import { describe, expect, it } from 'vitest';
import { understand, type SearchNames } from '../../server/contacts/understand.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { numberIn } from '../fuzz/number-passed.ts';
import { numbers } from '../support/pii-canary.ts';

const names: SearchNames = [['county', new Map([['ساری', 'sari']])]];
const read = (text: string) => understand(text, { names, calendar: createCalendar(), today: '1405-09-09' });

describe('the search field', () => {
  it('understands a code, a day, a month and a name, in any order', () => {
    expect(read('ساری SM-1405-000123')).toEqual({ understood: { county: 'sari', ref: 'SM-1405-000123' }, unknown: [] });
    expect(read('۱۴۰۵/۰۹/۰۲')).toEqual({ understood: { day: '1405-09-02' }, unknown: [] });
    expect(read('1405/08').understood).toEqual({ month: '1405-08' });
    expect(read('140509021234').understood).toEqual({ ref: '140509021234' });
    expect(read('ناکجا').unknown).toEqual(['ناکجا']);
  });

  it.each([...numbers, '0911 123 4567', '۰۹۱۱-۱۲۳ ۴۵۶۷'])('does not repeat %s', (number) => {
    const answer = read(`ساری ${number} x`);
    expect(answer.understood.county).toBe('sari');
    expect(numberIn(answer.understood)).toBeUndefined();
    expect(numberIn(answer.unknown.join(' '))).toBeUndefined();
  });
});
