// Every figure has a definition, and its calculation comes to the figure itself.
import { expect, it } from 'vitest';
import { definitionOf } from '../../client/explain/definitions.ts';
import { explanationOf } from '../../client/explain/explanation.ts';
import { en } from '../../client/explain/messages.en.ts';
import { fa } from '../../client/explain/messages.fa.ts';
import { pageAfter } from '../../client/explain/page-keys.ts';
import { moments } from '../../client/text/moment.ts';
import { numerals } from '../../client/text/numerals.ts';
import { DAY, MINUTE } from '../../shared/time.ts';
import { boards, NOW, UTC_OFFSET } from '../fixtures/boards.ts';

const board = boards.busy();
const explain = (path: string, value: string, text: string) =>
  explanationOf(path, value, text, {
    board,
    now: NOW,
    utcOffset: UTC_OFFSET,
    numerals: numerals('en'),
    moments: moments('en'),
    words: en,
  });

it('finds the definition of a place, whatever id stands in it', () => {
  expect(definitionOf('now.waiting')).toBe('waiting');
  expect(definitionOf('queues.samad-sari.waiting')).toBe('waiting');
  expect(definitionOf('desks.m-1201.today.missed')).toBe('missed');
  expect(definitionOf('derived.serviceLevel.q-1')).toBe('serviceLevel');
  expect(definitionOf('derived.others.months.1405-09.byTopic')).toBe('others');
  expect(definitionOf('something.else')).toBeUndefined();
});

it('every definition is there in both languages, in sentences', () => {
  expect(Object.keys(en.definitions)).toEqual(Object.keys(fa.definitions));
  for (const [name, meaning] of [...Object.values(fa.definitions), ...Object.values(en.definitions)]) {
    expect(name).not.toBe('');
    expect(meaning).toMatch(/\.$/);
  }
});

it('shows the calculation with the numbers of this moment, and where the rows are', () => {
  expect(explain('now.waiting', '9', '9')).toMatchObject({
    formula: '3 + 3 + 3 = 9',
    rows: { href: '/calls?outcome=waiting' },
  });
  const level = explain('derived.serviceLevel.samad-sari', '0.64', '64%');
  expect(level).toMatchObject({ rows: { href: '/calls?day=1405-09-02&queue=samad-sari&outcome=answered' } });
  expect(level?.formula).toBe('49 answered in target ÷ 76 calls that count = 64%');
  const month = board.months['1405-09']!;
  expect(explain('months.1405-09.contacts', String(month.contacts), '1,288')?.formula).toMatch(/^[\d, +]+= 1,288$/);
  expect(explain('desks.m-1201.today.answered', '17', '17')?.rows).toEqual({
    href: '/calls?day=1405-09-02&desk=m-1201&outcome=answered',
    isReport: false,
  });
  // A county's number is of the month; who waits and talks there, of this moment.
  expect(explain('counties.sari.month', '120', '120')?.rows).toEqual({ href: '/months', isReport: true });
  expect(explain('derived.ranks.sari', '120', '120')?.definition).toBe('county');
  expect(explain('derived.talking.sari', '2', '2')?.rows?.href).toBe('/calls?county=sari&outcome=answered');
  expect(explain('derived.longest.sitting-1', '1', '1:00')?.rows?.href).toBe(
    '/calls?sitting=sitting-1&outcome=waiting',
  );
  expect(explain('sittings.sitting-1.offered', '4', '4')?.rows?.href).toBe('/calls?sitting=sitting-1');
  // No list holds these calls and no others.
  for (const path of ['derived.otherQueues.abandoned', 'derived.moreWaiting', 'officials.karimi.today.answered'])
    expect(explain(path, '3', '3')?.rows, path).toBeUndefined();
  // What is not known has no calculation.
  expect(explain('now.waiting', '', '—')?.formula).toBeUndefined();
});

it.each([
  ['now.oldestJoinedAt', 'since joining at'],
  ['desks.m-1201.call.answeredAt', 'since the answer at'],
  ['desks.m-1201.since', 'since it began at'],
])('tells the moment of %s by its clock, and by its day as well where that is another', (path, words) => {
  const formula = (at: number): string | undefined => explain(path, String(at), '1:00')?.formula;
  expect(formula(NOW - 20 * MINUTE)).toBe(`${words} 11:02`);
  expect(formula(NOW - DAY)).toBe(`${words} 11:22 Sunday 1 Azar`);
});

it('an arrow turns to the next page in the direction of reading', () => {
  expect(pageAfter('wall', 'ArrowLeft', 'rtl')).toBe('queues');
  expect(pageAfter('wall', 'ArrowRight', 'rtl')).toBe('floor');
  expect(pageAfter(null, 'ArrowRight', 'ltr')).toBe('queues');
  expect(pageAfter('queues', 'ArrowLeft', 'ltr')).toBe('wall');
  expect(pageAfter('wall', 'ArrowUp', 'ltr')).toBeUndefined();
});
