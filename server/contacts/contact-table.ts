// A table of contacts as a province keeps it (messages, visits, letters) → contacts to be registered; problems are reported
// row by row. Pure.
import { channelsOf } from '../../shared/channels.ts';
import type { Calendar } from '../../shared/calendar.ts';
import type { ContactProblem, ContactTableRow, NewContact } from '../../shared/api/contacts.ts';
import { foreignDay } from '../../shared/foreign-day.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import type { Profile } from '../../shared/profile.ts';
import { isFitRef } from '../../shared/ref.ts';
import { lookup } from '../profiles/lookup.ts';
import { cellsOf } from '../tables/cells.ts';
import { dayIn, plain, repeated } from '../tables/words.ts';

type Column = 'date' | 'channel' | 'county' | 'topic' | 'kind' | 'agency' | 'ref';
const headings: Record<Column, readonly string[]> = {
  date: ['تاریخ', 'روز', 'date', 'day'],
  channel: ['نحوهٔ ارتباط', 'نحوه ارتباط', 'مجرا', 'راه ارتباط', 'روش', 'نوع ارتباط', 'channel'],
  county: ['شهرستان', 'county'],
  topic: ['موضوع', 'topic', 'subject'],
  kind: ['نوع', 'نوع درخواست', 'kind'],
  agency: ['دستگاه', 'دستگاه اجرایی', 'agency'],
  ref: ['کد رهگیری', 'کد', 'شماره پیگیری', 'ref', 'tracking code'],
};
const columnOf = new Map<string, Column>(
  Object.entries(headings).flatMap(([column, words]) =>
    words.map((word) => [normalizeForSearch(word), column as Column] as const),
  ),
);
export const MOST_ROWS = 5_000;

/** The columns of a heading that are read, in their order. */
export const columnsOf = (head: readonly string[]): { place: number; column: Column }[] =>
  head.flatMap((cell, place) => {
    const column = columnOf.get(normalizeForSearch(cell));
    return column === undefined ? [] : [{ place, column }];
  });

type Known = {
  profile: Profile;
  calendar: Calendar;
  today: string;
  /** Whether a contact of that day has that tracking code already. */
  isKnown: (day: string, ref: string) => boolean;
};

/** Row by row, because a long table takes a while. Throws TooManyRows. */
export function* readContacts(
  text: string,
  { profile, calendar, today, isKnown }: Known,
): Generator<ContactTableRow, void> {
  const [head = [], ...rows] = cellsOf(text, MOST_ROWS + 1);
  const columns = head.map((cell) => columnOf.get(normalizeForSearch(cell)));
  const words = {
    county: lookup(profile.counties),
    topic: lookup(profile.topics),
    kind: lookup(profile.kinds),
    agency: lookup(profile.agencies),
  };
  const channelOf = lookup(channelsOf(profile.channels));
  const seen = new Set<string>();

  const rowOf = (cells: readonly string[], line: number): ContactTableRow => {
    const problems: ContactProblem[] = [];
    const cell = (column: Column): string | undefined => cells[columns.indexOf(column)]?.trim() || undefined;
    const wrong = (code: ContactProblem['code'], value?: string): undefined =>
      void problems.push({ code, ...(value !== undefined && { value: repeated(value) }) });
    const word = (column: keyof typeof words): string | undefined => {
      const written = cell(column);
      if (written === undefined) return undefined;
      return words[column].get(normalizeForSearch(written)) ?? wrong(`unknown-${column}`, written);
    };
    const written = cell('date');
    const other = foreignDay(plain(written ?? ''), today);
    const on = other ? undefined : dayIn(written ?? '', today, calendar);
    if (written === undefined) wrong('no-date');
    else if (other) problems.push({ code: 'other-calendar', value: repeated(written), days: other.days });
    else if (on === undefined) wrong('bad-date', written);
    else if (on > today) wrong('future', written);
    const said = cell('channel');
    const channel = channelOf.get(normalizeForSearch(plain(said ?? ''))) ?? wrong('bad-channel', said);
    const ref = cell('ref');
    if (ref !== undefined && !isFitRef(plain(ref))) wrong('bad-ref', ref);
    else if (ref !== undefined && (seen.has(plain(ref)) || (on !== undefined && isKnown(on, plain(ref)))))
      // A tracking code that fits may be as long as a number.
      problems.push({ code: 'there-already', value: ref });
    const tags = { county: word('county'), topic: word('topic'), kind: word('kind'), agency: word('agency') };
    if (problems.length > 0 || channel === undefined || on === undefined) return { line, ok: false, problems };
    if (ref !== undefined) seen.add(plain(ref));
    const contact: NewContact = { channel, on, ...given(tags), ...(ref !== undefined && { ref: plain(ref) }) };
    return { line, ok: true, contact };
  };

  for (const [index, cells] of rows.entries())
    if (cells.some((cell) => cell.trim() !== '')) yield rowOf(cells, index + 2);
}

const given = <T extends Record<string, string | undefined>>(tags: T) =>
  Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: string;
  };
