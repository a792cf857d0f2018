// The sheet of a sitting and the report of a day over HTTP: for the page, as a workbook, and as a text.
import { idPattern } from '../../shared/event-fields.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { XLSX } from '../months/xlsx.ts';
import { dayOutput, sittingOutput, type Place, type ReportOutput } from '../reports/report-output.ts';
import type { Reports } from '../reports/reports.ts';
import { asFile, asText, type Encoded } from './answers.ts';
import type { Costly } from './costly.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

type Options = { reports: Reports; place: Place; calendar: Pick<Calendar, 'has'>; costly: Costly };

export function reportRoutes({ reports, place, calendar, costly }: Options): readonly Route[] {
  const sitting = serve(
    'GET /api/reports/sittings/:id',
    async ({ params, query }) => {
      const [id, format] = asked(params.id);
      const report = idPattern.test(id) ? await reports.sitting(id) : undefined;
      if (!report) throw new Problem('not-found', 'there is no sitting with this id');
      return format === undefined ? report : encoded(format, sittingOutput(report, query.lang ?? 'fa', place));
    },
    { costly },
  );

  const day = serve(
    'GET /api/reports/days/:day',
    async ({ params, query }) => {
      const [name, format] = asked(params.day);
      if (!calendar.has(name))
        throw new Problem('not-found', 'expected a Jalali day such as 1405-09-08, perhaps with .xlsx or .txt');
      const report = await reports.day(name);
      return format === undefined ? report : encoded(format, dayOutput(report, query.lang ?? 'fa', place));
    },
    { costly },
  );

  return [sitting, day];
}

type Format = 'xlsx' | 'txt';

/** The name and the ending of `1405-09-08.xlsx`. */
function asked(param: string): [name: string, format: Format | undefined] {
  const [, name = param, format] = /^(.*)\.(xlsx|txt)$/.exec(param) ?? [];
  return [name, format as Format | undefined];
}

const encoded = async (format: Format, { fileName, workbook, lines }: ReportOutput): Promise<Encoded> =>
  format === 'xlsx'
    ? asFile(XLSX, fileName, await workbook())
    : asText('text/plain; charset=utf-8', `${lines([]).join('\n')}\n`);
