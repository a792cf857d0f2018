// A report as a workbook and as a text, from the same tables that the page shows. Pure.
import { persianDigits } from '../../shared/digits.ts';
import type { ReportCell, Section } from '../../shared/report-sections.ts';
import type { Language } from '../../shared/settings.ts';
import { directed, isolate } from '../direction.ts';
import { sideBySide, type WorkbookPage } from '../months/workbook-pages.ts';
import { workbookOf } from '../months/xlsx.ts';
import type { About } from '../months/xlsx-print.ts';

/** Tables of the same group share a page. */
const PAGES: readonly (readonly string[])[] = [
  ['facts', 'calls', 'forecast'],
  ['sittings'],
  ['contacts', 'channels'],
  ['topics', 'counties', 'kinds'],
  ['alerts'],
];

export function reportPages(sections: readonly Section[]): WorkbookPage[] {
  const groups = PAGES.map((ids) => sections.filter(({ id, rows }) => ids.includes(id) && rows.length > 0));
  return groups.flatMap((tables) => {
    const [first] = tables;
    if (!first) return [];
    const sheets = tables.map(({ title, head, rows }) => ({ name: title, head, rows: rows.map(({ cells }) => cells) }));
    return [sideBySide(first.title, sheets)];
  });
}

export const reportWorkbook = (sections: readonly Section[], about: About, lang: Language): Promise<Buffer> =>
  workbookOf(reportPages(sections), about, { rightToLeft: lang === 'fa' });

/** Titles with their lines; a table of several columns names each value by its head. */
export function reportLines(sections: readonly Section[], lang: Language): string[] {
  return sections.flatMap(({ title, head, rows }) => [
    '',
    directed(`${title}:`, lang),
    ...rows.map(({ cells }) => directed(rowText(head, cells, lang), lang)),
  ]);
}

function rowText(head: readonly string[], [name = '', ...values]: readonly ReportCell[], lang: Language): string {
  const [first = ''] = values;
  if (first === '') return textOf(name, lang);
  const shown = (value: ReportCell): string => isolate(textOf(value, lang));
  if (head.length === 2) return `${shown(name)}: ${shown(first)}`;
  const parts = values.map((value, n) => `${head[n + 1]} ${shown(value)}`);
  return `${shown(name)}: ${parts.join(lang === 'fa' ? '، ' : ', ')}`;
}

function textOf(cell: ReportCell, lang: Language): string {
  const digits = (text: string): string => (lang === 'fa' ? persianDigits(text) : text);
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return digits(String(cell));
  if ('percent' in cell)
    return new Intl.NumberFormat(lang === 'fa' ? 'fa-IR' : 'en-GB', {
      style: 'percent',
      maximumFractionDigits: 1,
    }).format(cell.percent);
  const { seconds } = cell;
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return digits(hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`);
}
