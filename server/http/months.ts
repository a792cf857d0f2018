// The month over HTTP: as JSON for the page, as tables for spreadsheets, and as the press statement. And the work list of
// those who verify.
import { monthPattern } from '../../shared/jalali-pattern.ts';
import type { Sample } from '../../shared/api/contacts.ts';
import type { CaseFigures } from '../../shared/api/deadlines.ts';
import type { MonthTableRow } from '../../shared/api/months.ts';
import type { Naming } from '../../shared/month-page.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { Role } from '../../shared/role.ts';
import type { ContactRows } from '../contacts/contact-rows.ts';
import { createDrawing } from '../contacts/sample.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Intake, NewEvent } from '../log/intake.ts';
import { aboutMonth } from '../months/about-month.ts';
import { csvOf } from '../months/csv.ts';
import type { Months } from '../months/month-page.ts';
import { sheetsOf } from '../months/sheets.ts';
import { statement } from '../months/statement.ts';
import { XLSX, xlsxOf } from '../months/xlsx.ts';
import type { History } from '../sittings/history.ts';
import { asFile, asText } from './answers.ts';
import { readable } from './readable-cases.ts';
import { jsonUpTo } from './body.ts';
import type { Costly } from './costly.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = {
  months: Months;
  /** How the cases of a month stand by their deadlines. */
  cases: (month: string) => Promise<CaseFigures>;
  naming: Naming;
  province: { fa: string; en: string; line: string };
  /** In whose name files are written. */
  office: string;
  rows: ContactRows;
  ledger: Pick<Ledger, 'bySubject'>;
  history: Pick<History, 'all'>;
  calendar: Calendar;
  intake: Pick<Intake, 'write'>;
  now: () => number;
  newSeed: () => string;
  costly: Costly;
  /** A table of past months, as it is understood on that day. */
  read: (text: string, today: string) => MonthTableRow[];
};

const asked = /^([^.]+)(?:\.(csv|xlsx|txt))?$/;

export function monthRoutes(options: Options): readonly Route[] {
  const {
    months,
    cases,
    naming,
    province,
    office,
    rows,
    ledger,
    history,
    calendar,
    intake,
    now,
    newSeed,
    read,
    costly,
  } = options;

  const show = serve('GET /api/months/:month', async (call) => {
    const { params, query, who } = call;
    const [, name, format] = asked.exec(params.month) ?? [];
    if (name === undefined || !monthPattern.test(name))
      throw new Problem('not-found', 'expected a Jalali month such as 1405-08, perhaps with .csv, .xlsx or .txt');
    const page = months.page(name);
    if (format === undefined) return page;
    const figures = page.counted && (await costly(call, () => cases(name)));
    if (format === 'txt')
      return asText(
        'text/plain; charset=utf-8',
        statement(query.lang ?? 'fa', { page, province, naming, cases: figures }),
      );
    const sheets = sheetsOf(page, naming, figures && readable(figures, who.role));
    if (sheets.length === 0) throw new Problem('not-found', 'nothing is known of this month');
    return format === 'csv'
      ? asFile('text/csv; charset=utf-8', `111-${name}.csv`, csvOf(sheets))
      : asFile(
          XLSX,
          `111-${name}.xlsx`,
          await xlsxOf(sheets, aboutMonth(page, { province, office, writtenAt: now() })),
        );
  });

  const draw = async (name: string, size: number, seed: string, role: Role) => {
    const drawing = createDrawing(size, seed);
    for (let n = 1; n <= calendar.lengthOf(name); n++)
      for await (const piece of rows.ofDay(`${name}-${String(n).padStart(2, '0')}`))
        for (const { row } of piece) drawing.add(row);
    const drawn = drawing.drawn();
    // Numbers stay in SAMAD: the person who calls back finds them there by the code.
    return { month: name, size, seed, rows: role === 'deputy' ? drawn.map(({ ref: _hidden, ...row }) => row) : drawn };
  };
  const sample = serve('POST /api/verification', async (call) => {
    const { month: name, size } = call.body;
    const { name: by, role } = call.who;
    const seed = newSeed();
    const event: NewEvent = { type: 'verification.sampled', id: `verification/${seed}`, month: name, size, seed };
    return costly(call, async () => {
      await intake.write([event], by);
      return draw(name, size, seed, role);
    });
  });
  const samples = serve('GET /api/verification', async (call) => {
    const { month: name, size, seed } = call.query;
    const drawn = ledger.bySubject(`verification/${name}`).flatMap(({ event }): Sample[] => {
      if (event.type !== 'verification.sampled') return [];
      const { at, by } = event;
      return [{ seed: event.seed, size: event.size, at, ...(by !== undefined && { by }) }];
    });
    if (size === undefined && seed === undefined) return { month: name, samples: drawn.sort((a, b) => b.at - a.at) };
    if (size === undefined || seed === undefined)
      throw new Problem('bad-parameters', 'expected month, and for one sample its size and seed too');
    // With a free choice of the seed one could read the whole month, or pick the sample that flatters.
    if (!drawn.some((one) => one.seed === seed && one.size === size))
      throw new Problem('not-found', 'no sample of this month was drawn with this seed and size');
    return costly(call, () => draw(name, size, seed, call.who.role));
  });

  const words = serve('GET /api/words', () => {
    const own = Object.fromEntries(
      history
        .all()
        .flatMap(({ agency, agencyName }) =>
          agency && agencyName ? [[agency, { fa: agencyName, en: agencyName }]] : [],
        ),
    );
    return {
      ...naming,
      agencies: { ...own, ...naming.agencies },
      today: calendar.dayOf(now()),
      line: province.line,
    };
  });

  const bring = serve(
    'POST /api/months/import',
    async ({ body: { text, save }, who }) => {
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
      if (!save) return { rows: understood };
      const events = understood.flatMap((row): NewEvent[] =>
        row.ok ? [{ type: 'month.imported', id: `month/${row.month.month}/${newSeed()}`, ...row.month }] : [],
      );
      await intake.write(events, who.name);
      return { rows: understood, saved: events.length };
    },
    { parse: jsonUpTo(1024 * 1024) },
  );

  return [bring, words, show, sample, samples];
}
