// The sheet of a sitting and the report of a day over HTTP: what they hold is what the board, the sitting and the month say.
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import type { Board } from '../../shared/board.ts';
import { totalOf } from '../../shared/measure.ts';
import { hidesNumber } from '../../shared/number.ts';
import { at, DAY, NUMBER, startReportedDay, type Json, type ReportedDay } from '../support/reported-day.ts';

const textOf = async (day: ReportedDay, path: string): Promise<string> => {
  const answer = await day.asked('GET', path);
  expect(answer.status, path).toBe(200);
  return answer.text();
};
/** All texts and numbers of a workbook. */
async function workbookOf(day: ReportedDay, path: string): Promise<string> {
  const answer = await day.asked('GET', path);
  expect(answer.headers.get('content-disposition')).toContain('.xlsx');
  const files = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  return Object.entries(files)
    .filter(([name]) => /sharedStrings|worksheets\/sheet|workbook\.xml/.test(name))
    .map(([, bytes]) => new TextDecoder().decode(bytes))
    .join('\n');
}
const closed = async (day: ReportedDay, id: string): Promise<Json> => {
  day.setClock(at('09:00'));
  await expect.poll(async () => (await day.ask('GET', `/api/sittings/${id}`))['state']).toBe('closed');
  return day.ask('GET', `/api/sittings/${id}`);
};

it('the sheet of a sitting has the figures of its page, and what they were about', async () => {
  const day = await startReportedDay();
  const { id } = await day.hold();
  const sitting = await closed(day, id);
  const report = await day.ask('GET', `/api/reports/sittings/${id}`);
  expect(report['sitting']).toEqual(sitting);
  expect(sitting['counts']).toMatchObject({ offered: 4, answered: 3, abandoned: 1, completed: 3, talkSeconds: 360 });
  expect(report).toMatchObject({
    asOf: day.clock.now,
    byTopic: { 'bank-loan': 1, unknown: 3 },
    byCounty: { babol: 1, unknown: 3 },
  });
  const text = await textOf(day, `/api/reports/sittings/${id}.txt`);
  for (const part of [
    'مهدی رستمی',
    '۰۸:۰۰ تا ۰۹:۰۰',
    '۰۸:۰۵',
    'پاسخ\u2069: \u2068۳\u2069',
    'تسهیلات بانکی',
    '۹ آذر ۱۴۰۵',
  ])
    expect(text).toContain(part);
  const english = await textOf(day, `/api/reports/sittings/${id}.txt?lang=en`);
  for (const part of [
    'Answered\u2069: \u20683\u2069',
    'Bank loans',
    '08:00 to 09:00',
    'Average talk time\u2069: \u20682:00',
  ])
    expect(english).toContain(part);
  const book = await workbookOf(day, `/api/reports/sittings/${id}.xlsx`);
  for (const part of ['مهدی رستمی', 'تسهیلات بانکی', '<v>4</v>', '<v>3</v>', 'rightToLeft="1"'])
    expect(book).toContain(part);
  expect(await workbookOf(day, `/api/reports/sittings/${id}.xlsx?lang=en`)).toContain('Bank loans');
  for (const all of [JSON.stringify(report), text, english, book]) expect(all).not.toContain(NUMBER);
  for (const line of [...text.split('\n'), ...english.split('\n')]) expect(hidesNumber(line), line).toBe(false);
});

it('the report of a day has the totals of the board, the contacts of the month and the sittings of the day', async () => {
  const day = await startReportedDay();
  const { id } = await day.hold();
  await closed(day, id);
  const board = (await day.ask('GET', '/api/board')) as unknown as Board;
  const report = await day.ask('GET', `/api/reports/days/${DAY}`);
  expect(report).toMatchObject({ day: DAY, isOver: false, from: at('00:00') });
  const total = totalOf(Object.values(board.queues));
  expect(report['calls']).toEqual(total);
  const month = board.months[DAY.slice(0, 7)]!;
  expect(report['contacts']).toBe(month.byDay[DAY]);
  for (const tally of ['byChannel', 'byCounty', 'byTopic', 'byKind'] as const) {
    const some = Object.fromEntries(Object.entries(month[tally]).filter(([, count]) => count > 0));
    expect(report[tally], tally).toEqual(some);
  }
  expect(report['sittings']).toEqual([await day.ask('GET', `/api/sittings/${id}`)]);
  // The same when the board has long turned to another day.
  day.nextDay();
  await expect.poll(async () => (await day.ask('GET', '/api/board'))['day']).toBe('1405-09-10');
  const later = await day.ask('GET', `/api/reports/days/${DAY}`);
  expect(later).toMatchObject({ isOver: true, calls: total, contacts: 3, sittings: report['sittings'] });
  const text = await textOf(day, `/api/reports/days/${DAY}.txt?lang=en`);
  for (const part of ['Offered\u2069: \u20684\u2069', 'مهدی رستمی', '9 Azar 1405']) expect(text).toContain(part);
  expect(text).not.toMatch(/not over yet|No call/);
  const english = await workbookOf(day, `/api/reports/days/${DAY}.xlsx?lang=en`);
  expect(english).toContain('name="Contacts of citizens"');
  expect(english).not.toContain('rightToLeft="1"');
});

it('a day without anything says so, on its page, in its file and in its text', async () => {
  const day = await startReportedDay();
  const report = await day.ask('GET', '/api/reports/days/1405-09-01');
  expect(report).toMatchObject({ contacts: 0, sittings: [], calls: { offered: 0 }, alerts: {} });
  const said = 'در این روز هیچ تماس، ارتباط یا نوبت پاسخ‌گویی ثبت نشده است.';
  expect(await textOf(day, '/api/reports/days/1405-09-01.txt')).toContain(said);
  expect(await workbookOf(day, '/api/reports/days/1405-09-01.xlsx')).toContain(said);
});

it('a sitting without a call says so, and one that is not known is not found', async () => {
  const day = await startReportedDay();
  const plan = { official: { name: 'مهدی رستمی' }, level: 'province', desk: 'm-1', from: at('08:00'), to: at('09:00') };
  const { id } = await day.ask('POST', '/api/sittings', plan);
  await closed(day, id);
  const text = await textOf(day, `/api/reports/sittings/${id}.txt`);
  expect(text).toContain('در این نوبت تماسی ثبت نشده است.');
  expect(text).toContain('پایان یافت');
  // Nobody called: that does not say whether the official was there.
  expect(text).not.toContain('برگزار نشد');
  for (const path of [
    '/api/reports/sittings/s-none',
    '/api/reports/sittings/x.y',
    '/api/reports/days/1405-13-01',
    '/api/reports/days/x.xlsx',
  ])
    expect((await day.asked('GET', path)).status, path).toBe(404);
});

it('what comes late is in a report that is written later, and its time of writing says which it is', async () => {
  const day = await startReportedDay();
  const { id } = await day.hold();
  await closed(day, id);
  const early = await day.ask('GET', `/api/reports/sittings/${id}`);
  day.setClock(at('09:30'));
  await day.post({ id: 'late', type: 'call.tagged', at: at('09:29'), call: 'call-b', topic: 'bank-loan' });
  const late = await day.ask('GET', `/api/reports/sittings/${id}`);
  expect([early['byTopic'], late['byTopic']]).toEqual([
    { 'bank-loan': 1, unknown: 3 },
    { 'bank-loan': 2, unknown: 2 },
  ]);
  expect(late['asOf']).toBeGreaterThan(early['asOf']);
});
