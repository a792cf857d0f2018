// A report as it leaves the server: its tables, its text and its workbook, in a language. Pure.
import type { DayReport, SittingReport } from '../../shared/api/reports.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { clockText } from '../../shared/clock-text.ts';
import { persianDigits } from '../../shared/digits.ts';
import type { Naming } from '../../shared/month-page.ts';
import { daySections, sittingSections, type Around, type Section } from '../../shared/report-sections.ts';
import { reportWords } from '../../shared/report-words.ts';
import type { Language } from '../../shared/settings.ts';
import { directed } from '../direction.ts';
import { dayTitle, monthTitle } from '../months/month-title.ts';
import { reportLines, reportWorkbook } from './report-file.ts';

export type Place = {
  naming: Naming;
  province: { fa: string; en: string };
  /** In whose name files are written. */
  office: string;
  calendar: Pick<Calendar, 'dayOf' | 'utcOffset'>;
};

export type ReportOutput = {
  /** Without the name of anybody, as for the subject of a mail. */
  title: string;
  fileName: string;
  lines: (notes: readonly string[]) => string[];
  workbook: () => Promise<Buffer>;
};

export function sittingOutput(report: SittingReport, lang: Language, place: Place): ReportOutput {
  const t = reportWords[lang];
  const around = aroundIn(lang, place);
  const { id, from, to } = report.sitting;
  const what = `${around.date(from)}، ${t.span(around.clock(from), around.clock(to))}`;
  return output({
    title: t.subject(t.sittingTitle, lang === 'fa' ? what : what.replace('،', ','), place.province[lang]),
    fileName: `111-sitting-${id}.xlsx`,
    sections: sittingSections(report, around),
    asOf: report.asOf,
    around,
    place,
  });
}

export function dayOutput(report: DayReport, lang: Language, place: Place): ReportOutput {
  const t = reportWords[lang];
  const around = aroundIn(lang, place);
  return output({
    title: t.subject(t.dayTitle, around.dayName(report.day), place.province[lang]),
    fileName: `111-${report.day}.xlsx`,
    sections: daySections(report, around),
    asOf: report.asOf,
    around,
    place,
  });
}

type Made = {
  title: string;
  fileName: string;
  sections: readonly Section[];
  asOf: number;
  around: Around;
  place: Place;
};

function output({ title, fileName, sections, asOf, around, place }: Made): ReportOutput {
  const { lang } = around;
  const known = reportWords[lang].asOf(momentText(asOf, around));
  return {
    title,
    fileName,
    lines: (notes) => directedLines([title, ...notes, known], lang).concat(reportLines(sections, lang)),
    workbook: () => reportWorkbook(sections, { title, note: known, creator: place.office, writtenAt: asOf }, lang),
  };
}

export const directedLines = (lines: readonly string[], lang: Language): string[] =>
  lines.map((line) => directed(line, lang));

export const momentText = (ms: number, { date, clock, lang }: Pick<Around, 'date' | 'clock' | 'lang'>): string =>
  `${date(ms)}${lang === 'fa' ? '، ' : ', '}${clock(ms)}`;

export function aroundIn(lang: Language, { naming, calendar }: Pick<Place, 'naming' | 'calendar'>): Around {
  const digits = (text: string): string => (lang === 'fa' ? persianDigits(text) : text);
  const dayName = (day: string): string =>
    `${dayTitle(day, lang)} ${monthTitle(day.slice(0, 7), lang).split(' ').at(-1)}`;
  return {
    lang,
    naming,
    dayName,
    date: (ms) => dayName(calendar.dayOf(ms)),
    clock: (ms) => digits(clockText(ms, calendar.utcOffset(ms))),
  };
}
