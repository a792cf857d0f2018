// The month over HTTP: as JSON for the page, as tables for spreadsheets, and as the press statement. And the work list of
// those who verify.
import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import { EVENT_VERSION, type StoredEvent } from '../../shared/event.ts';
import type { Sample } from '../../shared/contacts.ts';
import type { MonthPage, MonthTableRow, Naming, Words } from '../../shared/month-page.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { Role } from '../../shared/role.ts';
import type { ContactRows } from '../contacts/contact-rows.ts';
import { sampleOf } from '../contacts/sample.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log/log.ts';
import { OFFICE } from '../door/own-sources.ts';
import { csvOf } from '../months/csv.ts';
import type { Months } from '../months/month-page.ts';
import { dayTitle, monthTitle, persianLine } from '../months/month-title.ts';
import { sheetsOf } from '../months/sheets.ts';
import { statement } from '../months/statement.ts';
import type { About } from '../months/xlsx-print.ts';
import { xlsxOf } from '../months/xlsx.ts';
import type { History } from '../sittings/history.ts';
import { readBody, jsonBody } from './body.ts';
import { Problem } from './problem.ts';
import { identityOf, type Route } from './route.ts';

type Options = {
  months: Months;
  naming: Naming;
  province: { fa: string; en: string; line: string };
  /** In whose name files are written. */
  office: string;
  rows: ContactRows;
  ledger: Pick<Ledger, 'bySubject'>;
  history: Pick<History, 'all'>;
  calendar: Calendar;
  log: Pick<Log, 'append'>;
  now: () => number;
  newSeed: () => string;
  /** A table of past months, as it is understood on that day. */
  read: (text: string, today: string) => MonthTableRow[];
};

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const asked = /^(1[34]\d\d-(?:0[1-9]|1[0-2]))(?:\.(csv|xlsx|txt))?$/;
const month = z.string().regex(/^1[34]\d\d-(0[1-9]|1[0-2])$/, 'expected a Jalali month such as 1405-08');
const sampling = z.strictObject({ month, size: z.number().int().min(1).max(200) });
const table = z.strictObject({ text: z.string(), save: z.boolean().default(false) });
const again = z.union([
  z.strictObject({ month }),
  z.strictObject({
    month,
    size: z.coerce.number().int().min(1).max(200),
    seed: z.string().regex(/^[a-z0-9]{1,32}$/),
  }),
]);

export function monthRoutes(options: Options): readonly Route[] {
  const { months, naming, province, office, rows, ledger, history, calendar, log, now, newSeed, read } = options;

  const show: RequestHandler = async (request, response) => {
    const [, name, format] = asked.exec(String(request.params['month'])) ?? [];
    if (name === undefined)
      throw new Problem('not-found', 'expected a Jalali month such as 1405-08, perhaps with .csv, .xlsx or .txt');
    const page = months.page(name);
    if (format === undefined) return void response.json(page);
    const attach = (type: string): void => {
      response.setHeader('Content-Disposition', `attachment; filename="111-${name}.${format}"`);
      response.type(type);
    };
    if (format === 'txt') {
      const { lang = 'fa' } = request.query;
      if (lang !== 'fa' && lang !== 'en') throw new Problem('bad-parameters', 'lang: expected fa or en');
      response.type('text/plain; charset=utf-8').send(statement(lang, { page, province, naming }));
    } else {
      const sheets = sheetsOf(page, naming);
      if (sheets.length === 0) throw new Problem('not-found', 'nothing is known of this month');
      const isText = format === 'csv';
      attach(isText ? 'text/csv; charset=utf-8' : XLSX);
      response.send(isText ? csvOf(sheets) : await xlsxOf(sheets, aboutOf(page)));
    }
  };

  const aboutOf = ({ month: name, today }: MonthPage): About => ({
    title: `گزارش ${monthTitle(name, 'fa')} · سامانهٔ ${persianLine(province.line)} · استان ${province.fa}`,
    note: `تاریخ تهیه: ${dayTitle(today)} ${monthTitle(today.slice(0, 7), 'fa').split(' ').at(-1)}`,
    creator: office,
    writtenAt: now(),
  });

  const draw = (name: string, size: number, seed: string, role: Role) => {
    const days = Array.from({ length: calendar.lengthOf(name) }, (_, n) => `${name}-${String(n + 1).padStart(2, '0')}`);
    const all = days.flatMap((day) => rows.ofDay(day)).map(({ row }) => row);
    const drawn = sampleOf(all, size, seed);
    // Numbers stay in SAMAD: whoever calls back finds them there by the code.
    return { month: name, size, seed, rows: role === 'deputy' ? drawn.map(({ ref: _hidden, ...row }) => row) : drawn };
  };
  const sample: RequestHandler = async (request, response) => {
    const { month: name, size } = readBody(sampling, request.body);
    const { name: by, role } = identityOf(response);
    const seed = newSeed();
    const event: StoredEvent = {
      ...{ type: 'verification.sampled', id: `verification/${seed}`, at: now(), month: name, size, seed, by },
      ...{ source: OFFICE, recordedAt: now(), v: EVENT_VERSION },
    };
    await log.append([event]);
    response.status(201).json(draw(name, size, seed, role));
  };
  const samples: RequestHandler = (request, response) => {
    const given = again.safeParse({ ...request.query });
    if (!given.success) throw new Problem('bad-parameters', 'expected month, and for one sample its size and seed too');
    const drawn = ledger.bySubject(`verification/${given.data.month}`).flatMap(({ event }): Sample[] => {
      if (event.type !== 'verification.sampled') return [];
      const { seed, size, at, by } = event;
      return [{ seed, size, at, ...(by !== undefined && { by }) }];
    });
    if ('seed' in given.data) {
      const { month: name, size, seed } = given.data;
      // Whoever may choose a seed reads the whole month, and finds the sample that flatters.
      if (!drawn.some((one) => one.seed === seed && one.size === size))
        throw new Problem('not-found', 'no sample of this month was drawn with this seed and size');
      return void response.json(draw(name, size, seed, identityOf(response).role));
    }
    response.json({ month: given.data.month, samples: drawn.sort((a, b) => b.at - a.at) });
  };

  const words: RequestHandler = (_request, response) => {
    const own = Object.fromEntries(
      history
        .all()
        .flatMap(({ agency, agencyName }) =>
          agency && agencyName ? [[agency, { fa: agencyName, en: agencyName }]] : [],
        ),
    );
    const said: Words = {
      ...naming,
      agencies: { ...own, ...naming.agencies },
      today: calendar.dayOf(now()),
      line: province.line,
    };
    response.json(said);
  };

  const bring: RequestHandler = async (request, response) => {
    const { text, save } = readBody(table, request.body);
    const today = calendar.dayOf(now());
    const understood = read(text, today).map((row): MonthTableRow => {
      if (!row.ok) return row;
      const { counted, imported } = months.page(row.month.month);
      return {
        ...row,
        ...(counted && { counted: counted.contacts }),
        ...(imported && { replaces: imported.contacts }),
      };
    });
    if (!save) return void response.json({ rows: understood });
    const by = identityOf(response).name;
    const events = understood.flatMap((row): StoredEvent[] => {
      if (!row.ok) return [];
      const common = { at: now(), source: OFFICE, recordedAt: now(), v: EVENT_VERSION, by };
      return [{ ...common, type: 'month.imported', id: `month/${row.month.month}/${newSeed()}`, ...row.month }];
    });
    if (events.length > 0) await log.append(events);
    response.json({ rows: understood, saved: events.length });
  };

  return [
    { key: 'POST /api/months/import', handlers: [express.json({ limit: '1mb', inflate: false }), bring] },
    { key: 'GET /api/words', handlers: [words] },
    { key: 'GET /api/months/:month', handlers: [show] },
    { key: 'POST /api/verification', handlers: [jsonBody, sample] },
    { key: 'GET /api/verification', handlers: [samples] },
  ];
}
