// A day of the ledger as rows in order: read once, slice by slice, cached for the next reader, and brought up to date by what
// was recorded since.
import type { EventType } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { createSorted, type Sorted } from './sorted.ts';
import type { Pace } from './pace.ts';

/** Subjects kept in memory over all days, beside one day of more than half as many. */
const MOST_KEPT = 200_000;
const PAGE = 500;

type Parts<Key, Row extends Key> = {
  ledger: Pick<Ledger, 'subjectsOfDay' | 'subjectsAfter' | 'bySubjects'>;
  /** How far the board has come: what lies behind that is read the next time. */
  position: () => number;
  pace: Pace;
  /** Whether rows come of such a subject. */
  isAsked: (subject: string) => boolean;
  /** The rows of a subject on a day. */
  read: (subject: string, day: string) => readonly Row[];
  compare: (a: Key, b: Key) => number;
  mostKept?: number | undefined;
};

type Book<Key, Row extends Key> = {
  rows: Sorted<Key, Row>;
  ofSubject: Map<string, readonly Row[]>;
  upTo: number;
  updating?: Promise<void> | undefined;
};

export type DayRows<Key, Row extends Key> = {
  /**
   * All rows of a day behind a key, in pieces. Rows that are added during it are included when they come later in the order.
   */
  walk: (day: string, behind?: Key) => AsyncGenerator<readonly Row[]>;
  /** The rows of one subject of that day. */
  ofSubject: (day: string, subject: string) => Promise<readonly Row[]>;
};

/** Of sittings and telephone systems much is announced that changes no call. */
const changesNoCall: ReadonlySet<EventType> = new Set(['sitting.opened', 'sitting.closed', 'source.up', 'source.down']);

export function createDayRows<Key, Row extends Key>(parts: Parts<Key, Row>): DayRows<Key, Row> {
  const { ledger, position, pace, isAsked, read, compare, mostKept = MOST_KEPT } = parts;
  const kept = new Map<string, Book<Key, Row>>();
  const emptyBook = (): Book<Key, Row> => ({ rows: createSorted(compare), ofSubject: new Map(), upTo: -1 });

  const take = (book: Pick<Book<Key, Row>, 'rows' | 'ofSubject'>, day: string, subject: string): void => {
    for (const row of book.ofSubject.get(subject) ?? []) book.rows.remove(row);
    const rows = read(subject, day);
    book.ofSubject.set(subject, rows);
    for (const row of rows) book.rows.add(row);
  };

  /** The rows of a day also depend on these: sittings, and what was lost when a link was cut. */
  const reachesAll = (subject: string, after: number): boolean =>
    /^(?:sitting|system)\//.test(subject) &&
    ledger.bySubjects(subject, after).some(({ event }) => !changesNoCall.has(event.type));

  const load = async (book: Book<Key, Row>, day: string): Promise<void> => {
    const upTo = position();
    const fresh = emptyBook();
    for (let after = 0; ;) {
      const page = ledger.subjectsOfDay(day, after, PAGE);
      for (const { subject } of page) {
        if (!isAsked(subject) || fresh.ofSubject.has(subject)) continue;
        take(fresh, day, subject);
        if (pace.isUsedUp()) await pace.turn();
      }
      if (page.length < PAGE) break;
      after = page.at(-1)?.position ?? after;
      if (pace.isUsedUp()) await pace.turn();
    }
    // A reader that is walking through it goes on in the old one.
    Object.assign(book, fresh, { upTo });
  };

  const update = async (book: Book<Key, Row>, day: string): Promise<void> => {
    await pace.turn();
    if (book.upTo < 0) return load(book, day);
    const upTo = position();
    for (let after = book.upTo; ;) {
      const page = ledger.subjectsAfter(after, upTo, PAGE);
      for (const one of page) {
        if (reachesAll(one.subject, book.upTo)) return load(book, day);
        if (!isAsked(one.subject) || !(one.day === day || book.ofSubject.has(one.subject))) continue;
        take(book, day, one.subject);
        if (pace.isUsedUp()) await pace.turn();
      }
      if (page.length < PAGE) break;
      after = page.at(-1)?.position ?? after;
      if (pace.isUsedUp()) await pace.turn();
    }
    book.upTo = upTo;
  };

  /** Beside the large day that was read last, the others stay that fit in; those read longest ago go first. */
  const forgetOldest = (): void => {
    const days = [...kept];
    const [stays] = days.findLast(([, { ofSubject }]) => ofSubject.size > mostKept / 2) ?? [];
    let count = 0;
    for (const [day, { ofSubject }] of days.reverse()) {
      if (day === stays) continue;
      count += ofSubject.size;
      if (count > mostKept) kept.delete(day);
    }
  };

  const current = async (day: string): Promise<Book<Key, Row>> => {
    const book = kept.get(day) ?? emptyBook();
    // Set again, a day is last in the map: the first ones were read longest ago.
    kept.delete(day);
    kept.set(day, book);
    const wanted = position();
    // Another reader's update may have begun before what this reader has to see.
    while (book.upTo < wanted) {
      book.updating ??= update(book, day).finally(() => (book.updating = undefined));
      try {
        await book.updating;
      } catch (error) {
        if (kept.get(day) === book) kept.delete(day);
        throw error;
      }
      forgetOldest();
    }
    return book;
  };

  return {
    async *walk(day, behind) {
      const book = await current(day);
      await pace.turn();
      for (let key = behind; ;) {
        const rows = book.rows.behind(key);
        const last = rows.at(-1);
        if (last === undefined) return;
        yield rows;
        key = last;
        if (pace.isUsedUp()) await pace.turn();
      }
    },
    ofSubject: async (day, subject) => (await current(day)).ofSubject.get(subject) ?? [],
  };
}
