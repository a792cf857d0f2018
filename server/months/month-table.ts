// A table of past months, a month a row → months to be imported; problems are reported row by row. Pure.
import { channelsOf } from '../../shared/channels.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import type { MonthProblem, MonthTableRow, NewMonth } from '../../shared/api/months.ts';
import type { Section } from '../../shared/month-page.ts';
import type { Profile } from '../../shared/profile.ts';
import { lookup } from '../profiles/lookup.ts';
import { cellsOf } from '../tables/cells.ts';
import { plain, repeated } from '../tables/words.ts';

const MOST_ROWS = 600;

type Place = { field: 'month' | 'contacts' | 'officials' } | { section: Section; id: string };
const fields: [Extract<Place, { field: string }>['field'], readonly string[]][] = [
  ['month', ['ماه', 'تاریخ', 'month']],
  ['contacts', ['کل', 'جمع', 'ارتباط', 'ارتباط‌ها', 'total', 'contacts']],
  ['officials', ['مدیران', 'مدیران پاسخ‌گو', 'شمار مدیران', 'officials']],
];
/** `موضوع: اشتغال` names the profile's list that a column belongs to; without such a beginning the first that has it. */
const beginnings: [Section, readonly string[]][] = [
  ['byChannel', ['نحوهٔ ارتباط', 'نحوه ارتباط', 'مجرا', 'channel']],
  ['byCounty', ['شهرستان', 'county']],
  ['byTopic', ['موضوع', 'topic']],
  ['byKind', ['نوع', 'kind']],
  ['byAgency', ['دستگاه', 'agency']],
];

/** `today`: the Jalali day; months that are not over are refused. Throws TooManyRows. */
export function readMonths(text: string, profile: Profile, today: string): MonthTableRow[] {
  const [head = [], ...rows] = cellsOf(text, MOST_ROWS + 1);
  const places = head.map(placesOf(profile));
  const unknown = head.filter((heading, n) => heading.trim() !== '' && places[n] === undefined);
  const seen = new Set<string>();

  return rows.flatMap((cells, index): MonthTableRow[] => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    const problems: MonthProblem[] = unknown.map((value) => ({
      code: 'unknown-column',
      value: repeated(value.trim()),
    }));
    const wrong = (code: MonthProblem['code'], value?: string): void =>
      void problems.push({ code, ...(value !== undefined && { value: repeated(value) }) });
    const read: NewMonth = { month: '', contacts: 0 };
    let total: number | undefined;

    places.forEach((place, n) => {
      const cell = plain(cells[n] ?? '');
      if (!place || cell === '') return;
      if ('field' in place && place.field === 'month') {
        const month = monthIn(cell);
        if (month === undefined) return wrong('bad-month', cell);
        read.month = month;
        return;
      }
      const count = countIn(cell);
      if (count === undefined) return wrong('bad-count', cell);
      if ('field' in place) {
        if (place.field === 'contacts') total = count;
        else read.officials = count;
        return;
      }
      const section = (read[place.section] ??= {});
      section[place.id] = (section[place.id] ?? 0) + count;
    });

    const sum = (counts: Record<string, number> | undefined): number | undefined =>
      counts && Object.values(counts).reduce((all, count) => all + count, 0);
    read.contacts = total ?? sum(read.byChannel) ?? 0;
    if (total === undefined && read.byChannel === undefined) wrong('no-total');
    for (const [section] of beginnings) {
      const counts = read[section];
      const known = sum(counts);
      if (counts === undefined || known === undefined) continue;
      if (known > read.contacts) wrong('sums-differ', section);
      // What the table does not break down is unknown, so that every section adds up.
      else if (known < read.contacts) counts['unknown'] = (counts['unknown'] ?? 0) + read.contacts - known;
    }
    if (read.month === '') {
      if (!problems.some(({ code }) => code === 'bad-month')) wrong('no-month');
    } else if (read.month >= today.slice(0, 7)) wrong('not-over', read.month);
    else if (seen.has(read.month)) wrong('twice', read.month);
    seen.add(read.month);
    const line = index + 2;
    return [problems.length > 0 ? { line, ok: false, problems } : { line, ok: true, month: read }];
  });
}

function placesOf(profile: Profile): (heading: string) => Place | undefined {
  const byWord = (lists: [string, readonly string[]][]): Map<string, string> =>
    new Map(lists.flatMap(([id, words]) => words.map((word) => [normalizeForSearch(plain(word)), id] as const)));
  const ofField = byWord(fields);
  const sections: Record<Section, Map<string, string>> = {
    byChannel: lookup(channelsOf(profile.channels)),
    byCounty: lookup(profile.counties),
    byTopic: lookup(profile.topics),
    byKind: lookup(profile.kinds),
    byAgency: lookup(profile.agencies),
  };
  const ofBeginning = byWord(beginnings);
  return (heading) => {
    const [beginning, ...rest] = plain(heading).split(/[:：]/);
    if (rest.length > 0) {
      const section = ofBeginning.get(normalizeForSearch(beginning ?? '')) as Section | undefined;
      const id = section && idIn(sections[section], rest.join(':'));
      return section && id !== undefined ? { section, id } : undefined;
    }
    const field = ofField.get(normalizeForSearch(plain(heading)));
    if (field !== undefined) return { field } as Place;
    // Channels are the columns without a list's name before them, so a bare "unknown" is theirs.
    if (isUnknown(plain(heading))) return { section: 'byChannel', id: 'unknown' };
    for (const [section] of beginnings) {
      const id = sections[section].get(normalizeForSearch(plain(heading)));
      if (id !== undefined) return { section, id };
    }
    return undefined;
  };
}

const isUnknown = (word: string): boolean => ['unknown', 'نامعلوم', 'نامشخص'].includes(normalizeForSearch(word));
const idIn = (words: Map<string, string>, word: string): string | undefined =>
  isUnknown(word) ? 'unknown' : words.get(normalizeForSearch(word));

/** `1399-05`, `1399/5`, `مرداد ۱۳۹۹`. */
function monthIn(cell: string): string | undefined {
  const [, year = '', number = ''] = /^(1[34]\d\d)\s*[/.-]\s*(\d{1,2})$/.exec(cell) ?? [];
  const named = year === '' ? namedMonth(cell) : undefined;
  const [found, month] = named ?? [year, Number(number)];
  return found !== '' && month >= 1 && month <= 12 ? `${found}-${String(month).padStart(2, '0')}` : undefined;
}

function namedMonth(cell: string): [year: string, month: number] | undefined {
  const [, word = '', year = ''] = /^(\D+?)\s*(1[34]\d\d)$/.exec(cell) ?? [];
  const month = MONTHS.findIndex((names) => names.includes(normalizeForSearch(word)));
  return year === '' || month < 0 ? undefined : [year, month + 1];
}
const MONTHS = (
  [
    ['فروردین', 'farvardin'],
    ['اردیبهشت', 'ordibehesht'],
    ['خرداد', 'khordad'],
    ['تیر', 'tir'],
    ['مرداد', 'امرداد', 'mordad'],
    ['شهریور', 'shahrivar'],
    ['مهر', 'mehr'],
    ['آبان', 'aban'],
    ['آذر', 'azar'],
    ['دی', 'dey'],
    ['بهمن', 'bahman'],
    ['اسفند', 'esfand'],
  ] as const
).map((names) => names.map(normalizeForSearch));

const countIn = (cell: string): number | undefined => {
  const digits = cell.replace(/[,٬\s]/g, '');
  return /^\d{1,7}$/.test(digits) ? Number(digits) : undefined;
};
