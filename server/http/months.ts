// The month over HTTP: as JSON for the page, as tables for spreadsheets, and as the press statement. And the work list of
// those who verify.
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { EVENT_VERSION, type StoredEvent } from '../../shared/event.ts';
import type { Naming } from '../../shared/month-page.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { Role } from '../../shared/role.ts';
import type { ContactRows } from '../contacts/contact-rows.ts';
import { sampleOf } from '../contacts/sample.ts';
import type { Log } from '../log/log.ts';
import { OFFICE } from '../log/own-sources.ts';
import { csvOf } from '../months/csv.ts';
import type { Months } from '../months/month-page.ts';
import { sheetsOf } from '../months/sheets.ts';
import { statement } from '../months/statement.ts';
import { xlsxOf } from '../months/xlsx.ts';
import { readBody, smallJson } from './body.ts';
import { Problem } from './problem.ts';
import { whoOf, type Route } from './route.ts';

type Options = {
  months: Months;
  naming: Naming;
  province: { fa: string; en: string; line: string };
  rows: ContactRows;
  calendar: Calendar;
  log: Pick<Log, 'append'>;
  now: () => number;
  newSeed: () => string;
};

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const asked = /^(1[34]\d\d-(?:0[1-9]|1[0-2]))(?:\.(csv|xlsx|txt))?$/;
const month = z.string().regex(/^1[34]\d\d-(0[1-9]|1[0-2])$/, 'expected a Jalali month such as 1405-08');
const sampling = z.strictObject({ month, size: z.number().int().min(1).max(200) });
const again = z.strictObject({
  month,
  size: z.coerce.number().int().min(1).max(200),
  seed: z.string().regex(/^[a-z0-9]{1,32}$/),
});

export function monthRoutes(options: Options): readonly Route[] {
  const { months, naming, province, rows, calendar, log, now, newSeed } = options;

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
    } else if (format === 'csv') {
      attach('text/csv; charset=utf-8');
      response.send(csvOf(sheetsOf(page, naming)));
    } else {
      const sheets = sheetsOf(page, naming);
      if (sheets.length === 0) throw new Problem('not-found', 'nothing is known of this month');
      attach(XLSX);
      response.send(await xlsxOf(sheets));
    }
  };

  const draw = (name: string, size: number, seed: string, role: Role) => {
    const days = Array.from({ length: calendar.lengthOf(name) }, (_, n) => `${name}-${String(n + 1).padStart(2, '0')}`);
    const all = days.flatMap((day) => rows.ofDay(day)).map(({ row }) => row);
    const drawn = sampleOf(all, size, seed);
    // Numbers stay in SAMAD: whoever calls back finds them there by the code.
    return { month: name, size, seed, rows: role === 'deputy' ? drawn.map(({ ref: _hidden, ...row }) => row) : drawn };
  };
  const sample: RequestHandler = async (request, response) => {
    const { month: name, size } = readBody(sampling, request.body);
    const { name: by, role } = whoOf(response);
    const seed = newSeed();
    const event: StoredEvent = {
      ...{ type: 'verification.sampled', id: `verification/${seed}`, at: now(), month: name, size, seed, by },
      ...{ source: OFFICE, recordedAt: now(), v: EVENT_VERSION },
    };
    await log.append([event]);
    response.status(201).json(draw(name, size, seed, role));
  };
  const redraw: RequestHandler = (request, response) => {
    const given = again.safeParse({ ...request.query });
    if (!given.success) throw new Problem('bad-parameters', 'expected month, size and seed');
    response.json(draw(given.data.month, given.data.size, given.data.seed, whoOf(response).role));
  };

  return [
    { key: 'GET /api/months/:month', steps: [show] },
    { key: 'POST /api/verification', steps: [smallJson, sample] },
    { key: 'GET /api/verification', steps: [redraw] },
  ];
}
