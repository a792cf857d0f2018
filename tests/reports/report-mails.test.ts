// Reports by e-mail on a whole server: each once, with its workbook, at its time, late, or not at all when it is too old.
import { unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { at, DAY, NUMBER, startReportedDay, type ReportedDay } from '../support/reported-day.ts';
import { readMail, startSmtpServer } from '../support/smtp-server.ts';

const rules = { level: 'none', queues: [], counties: [], onlySittings: false, cleared: false };
type Smtp = Awaited<ReturnType<typeof startSmtpServer>>;

const addRecipient = (day: ReportedDay, smtp: Smtp, more: object = {}) =>
  day.ask('POST', '/api/recipients', {
    name: 'استاندار',
    language: 'fa',
    allowLocal: true,
    rules,
    reports: ['sitting', 'day', 'month'],
    settings: {
      channel: 'email',
      to: 'governor@office.example',
      server: { host: '127.0.0.1', port: smtp.port, security: 'none', from: 'wallboard@office.example' },
    },
    ...more,
  });
const mailsOf = (smtp: Smtp) => smtp.mails.map(({ data }) => readMail(data));
const subjects = (smtp: Smtp): string[] => mailsOf(smtp).map(({ headers }) => headers['subject'] ?? '');
const untilMails = (smtp: Smtp, count: number) => expect.poll(() => smtp.mails.length).toBe(count);
/** Twice as long as the server looks for what is due. */
const aWhile = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1_200));

it('the sheet of a sitting is sent once after its end, with a workbook whose figures are those of its page', async () => {
  const [day, smtp] = [await startReportedDay(), await startSmtpServer()];
  await addRecipient(day, smtp);
  const { id } = await day.hold();
  day.setClock(at('09:00'));
  await expect.poll(async () => (await day.ask('GET', `/api/sittings/${id}`))['state']).toBe('closed');
  await aWhile();
  expect(smtp.mails).toEqual([]);
  day.setClock(at('09:03'));
  await untilMails(smtp, 1);
  const [mail] = mailsOf(smtp);
  expect(mail?.headers['subject']).toBe('برگهٔ نوبت پاسخ‌گویی · ۹ آذر ۱۴۰۵، ۰۸:۰۰ تا ۰۹:۰۰ · تابلوی ۱۱۱ مازندران');
  const page = await (await day.asked('GET', `/api/reports/sittings/${id}.txt`)).text();
  const figures = (text: string): string[] =>
    text.split(/\r?\n/).filter((line) => line.includes('\u2068') && !line.includes('بر اساس'));
  expect(figures(mail!.parts['text/plain']!)).toEqual(figures(page));
  expect(mail?.files.map(({ name }) => name)).toEqual([`111-sitting-${id}.xlsx`]);
  const sent = unzipSync(new Uint8Array(mail!.files[0]!.content));
  const asked = unzipSync(
    new Uint8Array(await (await day.asked('GET', `/api/reports/sittings/${id}.xlsx`)).arrayBuffer()),
  );
  const sheet = (files: typeof sent): string => new TextDecoder().decode(files['xl/worksheets/sheet2.xml']);
  expect(sheet(sent)).toBe(sheet(asked));
  expect(smtp.mails[0]?.data).not.toContain(NUMBER);
  expect(JSON.stringify(mail)).not.toContain(NUMBER);
  await aWhile();
  expect(smtp.mails).toHaveLength(1);
  await expect
    .poll(async () => (await day.ask('GET', '/api/notices'))['notices'])
    .toEqual([
      expect.objectContaining({ state: 'sent', notice: 'report', alert: `report/sitting/${id}/day/${DAY}-1` }),
    ]);
});

it('the report of a day comes at six in the morning, and one whose time passed while nobody served says that it is late', async () => {
  const [day, smtp] = [await startReportedDay(), await startSmtpServer()];
  await addRecipient(day, smtp, { reports: ['day'] });
  await day.hold();
  day.setClock(at('08:00') + 21.9 * HOUR);
  await aWhile();
  expect(smtp.mails).toEqual([]);
  day.setClock(at('08:00') + 22 * HOUR);
  await untilMails(smtp, 1);
  expect(subjects(smtp)[0]).toContain('گزارش روز · ۹ آذر ۱۴۰۵');
  expect(mailsOf(smtp)[0]?.parts['text/plain']).not.toContain('با تأخیر');
  expect(mailsOf(smtp)[0]?.files[0]?.name).toBe(`111-${DAY}.xlsx`);
  // Two days later, as after a power cut: the day in between had nothing, and its report says both.
  day.setClock(at('08:00') + 2 * 24 * HOUR + 3 * HOUR);
  await untilMails(smtp, 2);
  const texts = mailsOf(smtp).map(({ parts }) => parts['text/plain'] ?? '');
  expect(texts[1]).toContain('موعد ارسال این گزارش ۱۱ آذر ۱۴۰۵، ۰۶:۰۰ بود و با تأخیر ارسال شد.');
  expect(texts[1]).toContain('هیچ تماس، ارتباط یا نوبت پاسخ‌گویی ثبت نشده است');
});

it('what is older than its limit is not sent any more, and nobody gets what was due before they asked for it', async () => {
  const [day, smtp] = [await startReportedDay(), await startSmtpServer()];
  await day.hold();
  day.setClock(at('08:00') + 23 * HOUR);
  const { id } = await addRecipient(day, smtp, { reports: ['sitting'] });
  await aWhile();
  expect(smtp.mails).toEqual([]);
  // Asked for now: yesterday's was due an hour ago.
  await day.ask('PUT', `/api/recipients/${id}`, {
    name: 'n',
    language: 'en',
    allowLocal: true,
    rules,
    reports: ['day'],
  });
  await aWhile();
  expect(smtp.mails).toEqual([]);
  day.setClock(at('08:00') + 6 * 24 * HOUR);
  await untilMails(smtp, 3);
  expect(subjects(smtp).map((subject) => /\d+ Azar/.exec(subject)?.[0])).toEqual(['12 Azar', '13 Azar', '14 Azar']);
});

it('the report of a month comes with its statement and its workbook, and of an empty month it says so', async () => {
  const [day, smtp] = [await startReportedDay(), await startSmtpServer()];
  await addRecipient(day, smtp, { reports: ['month'] });
  await day.hold();
  day.setClock(Date.parse('2026-12-22T06:00:00+03:30'));
  await untilMails(smtp, 1);
  const [mail] = mailsOf(smtp);
  expect(mail?.headers['subject']).toContain('گزارش ماه · آذر ۱۴۰۵');
  const statement = await (await day.asked('GET', '/api/months/1405-09.txt')).text();
  for (const line of statement.trim().split('\n')) expect(mail?.parts['text/plain']).toContain(line);
  expect(mail?.files[0]?.name).toBe('111-1405-09.xlsx');
  day.setClock(Date.parse('2027-01-21T06:30:00+03:30'));
  await untilMails(smtp, 2);
  expect(mailsOf(smtp)[1]?.parts['text/plain']).toContain('آماری ثبت نشده است');
  expect(mailsOf(smtp)[1]?.files).toEqual([]);
});

it('a mail server that is down leaves the report for later, and it comes with the same Message-ID', async () => {
  const [day, broken] = [await startReportedDay(), await startSmtpServer({ replies: { '.': 'drop' } })];
  await addRecipient(day, broken, { reports: ['day'] });
  day.setClock(at('08:00') + 22 * HOUR);
  await expect.poll(async () => (await day.ask('GET', '/api/notices'))['notices'][0]?.state).toBe('waiting');
  day.setClock(at('08:00') + 22 * HOUR + MINUTE);
  await untilMails(broken, 2);
  const [first, second] = mailsOf(broken);
  expect(second?.headers['message-id']).toBe(first?.headers['message-id']);
  // It may have been taken: the second says so.
  expect(first?.parts['text/plain']).not.toContain('پیش‌تر هم رسیده');
  expect(second?.parts['text/plain']).toContain('پیش‌تر هم رسیده');
});

it('reports go by e-mail only', async () => {
  const day = await startReportedDay();
  const answer = await day.asked('POST', '/api/recipients', {
    name: 'n',
    language: 'fa',
    allowLocal: true,
    rules,
    reports: ['day'],
    settings: { channel: 'webhook', url: 'http://127.0.0.1:8000/' },
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'bad-parameters', field: 'reports' }]);
});
