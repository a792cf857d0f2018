// A report as a mail: its text, and its workbook attached. Written when it is sent, from what is known then.
import type { CaseFigures } from '../../shared/api/deadlines.ts';
import { monthOf } from '../../shared/calendar.ts';
import { reportWords } from '../../shared/report-words.ts';
import { LATE_REPORT_MS } from '../../shared/reports.ts';
import type { Language } from '../../shared/settings.ts';
import { aboutMonth } from '../months/about-month.ts';
import type { Months } from '../months/month-page.ts';
import { monthTitle } from '../months/month-title.ts';
import { sheetsOf } from '../months/sheets.ts';
import { statement } from '../months/statement.ts';
import { XLSX, xlsxOf } from '../months/xlsx.ts';
import type { Message, MessageFile } from '../notices/outcome.ts';
import type { DueReport } from '../notices/report-schedule.ts';
import {
  aroundIn,
  dayOutput,
  directedLines,
  momentText,
  sittingOutput,
  type Place,
  type ReportOutput,
} from './report-output.ts';
import type { Reports } from './reports.ts';

/** How the cases of a month stand, without tracking codes; undefined while the server starts. */
export type CasesOf = (month: string) => Promise<CaseFigures | undefined>;

type Parts = {
  reports: Reports;
  months: Months;
  casesOf: CasesOf;
  place: Place & { province: { fa: string; en: string; line: string } };
  /** Of the wall, for a link to the page. */
  origin?: string | undefined;
};
type Asked = { id: string; report: DueReport; repeat: boolean; language: Language; at: number };
type Written = { title: string; lines: string[]; path?: string; file?: MessageFile };

export type ReportMail = (asked: Asked) => Promise<Message>;

export function createReportMail({ reports, months, casesOf, place, origin }: Parts): ReportMail {
  const fromOutput = async (output: ReportOutput, path: string, notes: readonly string[]): Promise<Written> => ({
    title: output.title,
    lines: output.lines(notes),
    path,
    file: { name: output.fileName, type: XLSX, content: await output.workbook() },
  });

  const ofSitting = async (id: string, lang: Language, notes: readonly string[]): Promise<Written> => {
    const report = await reports.sitting(id);
    const t = reportWords[lang];
    if (report) return fromOutput(sittingOutput(report, lang, place), `/reports/sittings/${id}`, notes);
    return {
      title: t.subject(t.sittingTitle, '–', place.province[lang]),
      lines: directedLines([...notes, t.removed], lang),
    };
  };

  const ofMonth = async (month: string, lang: Language, notes: readonly string[], at: number): Promise<Written> => {
    const t = reportWords[lang];
    const page = months.page(month);
    const cases = page.counted && (await casesOf(month));
    const sheets = sheetsOf(page, place.naming, cases);
    const known = t.asOf(momentText(at, aroundIn(lang, place)));
    const text = statement(lang, { page, province: place.province, naming: place.naming, cases });
    const about = aboutMonth(page, { province: place.province, office: place.office, writtenAt: at });
    return {
      title: t.subject(t.monthTitle, monthTitle(month, lang), place.province[lang]),
      lines: directedLines([...notes, known, '', ...text.trim().split('\n')], lang),
      path: `/months/${month}`,
      ...(sheets.length > 0 && {
        file: { name: `111-${month}.xlsx`, type: XLSX, content: await xlsxOf(sheets, about) },
      }),
    };
  };

  return async ({ id, report: { subject, dueAt }, repeat, language: lang, at }) => {
    const t = reportWords[lang];
    const notes = [
      ...(at - dueAt >= LATE_REPORT_MS ? [t.sentLate(momentText(dueAt, aroundIn(lang, place)))] : []),
      ...(repeat ? [t.repeat] : []),
    ];
    const written =
      subject.kind === 'sitting'
        ? await ofSitting(subject.sitting, lang, notes)
        : subject.kind === 'day'
          ? await fromOutput(dayOutput(await reports.day(subject.day), lang, place), `/reports/${subject.day}`, notes)
          : await ofMonth(monthOf(subject.day), lang, notes, at);
    const { title, lines, path, file } = written;
    const last = [
      ...(file ? [t.attached] : []),
      ...(origin !== undefined && path !== undefined ? [t.page(`${origin}${path}`)] : []),
    ];
    return {
      id,
      at,
      kind: 'report',
      title,
      text: [...lines, '', ...directedLines(last, lang)].join('\n'),
      repeat,
      data: {},
      language: lang,
      ...(file && { files: [file] }),
    };
  };
}
