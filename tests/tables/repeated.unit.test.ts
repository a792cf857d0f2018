// What a table that was refused says of its cells: enough to find them, and no number of a citizen.
import { describe, expect, it } from 'vitest';
import { readContacts } from '../../server/contacts/contact-table.ts';
import { readMonths } from '../../server/months/month-table.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { resolveTable } from '../../server/sittings/resolve.ts';
import { readTable } from '../../server/sittings/table.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { numberIn } from '../fuzz/number-passed.ts';
import { local, numbers } from '../support/pii-canary.ts';

const calendar = createCalendar();
const profile = loadProfile('mazandaran');
const today = '1405-09-09';
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  contacts: (text) => [...readContacts(text, { profile, calendar, today, isKnown: () => false })],
  months: (text) => readMonths(text, profile, today),
  sittings: (text) =>
    resolveTable(readTable(text, today, calendar), { profile, desks: {}, queues: {}, usual: {}, sittings: [] }),
};
/** With one cell for the number. */
const tables: Readonly<Record<string, readonly ((number: string) => string)[]>> = {
  contacts: [
    (number) => `date,channel,county,topic,ref\n1405/09/02,"${number}",sari,,\n`,
    (number) => `date,channel,county,topic,ref\n"${number}",visit,"${number}","${number}","${number}!"\n`,
  ],
  months: [
    (number) => `month,total,"${number}"\n1405/07,120,3\n`,
    (number) => `month,total,visit\n"${number}","${number}","${number}"\n`,
  ],
  sittings: [
    (number) => `تاریخ,ساعت,مدیر,میز,صف,شهرستان\n"${number}","${number}",شهردار,"${number}","${number}","${number}"\n`,
    (number) => `تاریخ,ساعت,مدیر\n1405/09/11,8 تا 10,"${'شهردار '.repeat(9)}${number}"\n`,
  ],
};

describe('a refused table', () => {
  it.each(Object.keys(tables))('of %s repeats no number of a citizen, wherever it stood', (name) => {
    for (const table of tables[name] ?? [])
      for (const number of [...numbers, local]) {
        const answer = readers[name]?.(table(number));
        expect(JSON.stringify(answer)).toContain('"problems"');
        expect(numberIn(answer), table(number)).toBeUndefined();
      }
  });

  it('repeats dates, times and names as they were written', () => {
    const text = (name: string, table: string): string => JSON.stringify(readers[name]?.(table));
    expect(text('contacts', 'date,channel\n1405/13/40,نمابر\n')).toMatch(/1405\/13\/40.*نمابر/);
    expect(text('months', 'month,total,فاکس\n1399-13,12a,3\n')).toMatch(/فاکس.*1399-13.*12a/);
    expect(text('sittings', 'تاریخ,ساعت,مدیر\n1405/13/40,25:00 تا 26,شهردار\n')).toMatch(/1405\/13\/40.*25:00 تا 26/);
  });
});
