// A day of the ledger as rows in order: read once, slice by slice, cached for the next reader, and brought up to date by what
// was recorded since.
import type { EventType } from '../../shared/event.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Pace } from './pace.ts';
import { createRowStore, type Place, type RowStore } from './row-store.ts';

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
  /** The rows of a subject on a day, as JSON keeps them. */
  read: (subject: string, day: string) => readonly Row[];
  placeOf: (row: Key) => Place;
  /** What rows are often asked for by; those of one kind are read without a look at the others. */
  kindOf?: ((row: Row) => string) | undefined;
  mostKept?: number | undefined;
};

type Book<Row> = {
  rows: RowStore<Row>;
  /** The position in the log up to which it was read; below 0 nothing was. */
  upTo: number;
  updating?: Promise<void> | undefined;
  readers: number;
  isForgotten?: true;
};

export type DayRows<Key, Row extends Key> = {
  /**
   * All rows of a day behind a key, in pieces. Rows that are added during it are included when they come later in the order.
   * With `texts`, only rows whose JSON contains all of these are read: the reader looks at the others in vain. With `kind`, only
   * rows of it.
   */
  walk: (day: string, behind?: Key, texts?: readonly string[], kind?: string) => AsyncGenerator<readonly Row[]>;
};

/** Of sittings and telephone systems much is announced that changes no call. */
const changesNoCall: ReadonlySet<EventType> = new Set(['sitting.opened', 'sitting.closed', 'source.up', 'source.down']);

export function createDayRows<Key, Row extends Key>(parts: Parts<Key, Row>): DayRows<Key, Row> {
  const { ledger, position, pace, isAsked, read, placeOf, kindOf, mostKept = MOST_KEPT } = parts;
  const kept = new Map<string, Book<Row>>();
  const emptyRows = (): RowStore<Row> => createRowStore<Key, Row>(placeOf, kindOf);

  /** The rows of a day also depend on these: sittings, and what was lost when a link was cut. */
  const reachesAll = (subject: string, after: number): boolean =>
    /^(?:sitting|system)\//.test(subject) &&
    ledger.bySubjects(subject, after).some(({ event }) => !changesNoCall.has(event.type));

  const load = async (book: Book<Row>, day: string): Promise<void> => {
    const upTo = position();
    const fresh = emptyRows();
    try {
      for (let after = 0; ;) {
        const page = ledger.subjectsOfDay(day, after, PAGE);
        for (const { subject } of page) {
          if (!isAsked(subject) || fresh.has(subject)) continue;
          fresh.put(subject, read(subject, day));
          if (pace.isUsedUp()) await pace.turn();
        }
        if (page.length < PAGE) break;
        after = page.at(-1)?.position ?? after;
        if (pace.isUsedUp()) await pace.turn();
      }
    } catch (error) {
      fresh.close();
      throw error;
    }
    // A reader that is walking through the old ones goes on in these.
    book.rows.close();
    Object.assign(book, { rows: fresh, upTo });
  };

  const update = async (book: Book<Row>, day: string): Promise<void> => {
    await pace.turn();
    if (book.upTo < 0) return load(book, day);
    const upTo = position();
    for (let after = book.upTo; ;) {
      const page = ledger.subjectsAfter(after, upTo, PAGE);
      for (const one of page) {
        if (reachesAll(one.subject, book.upTo)) return load(book, day);
        if (!isAsked(one.subject) || !(one.day === day || book.rows.has(one.subject))) continue;
        book.rows.put(one.subject, read(one.subject, day));
        if (pace.isUsedUp()) await pace.turn();
      }
      if (page.length < PAGE) break;
      after = page.at(-1)?.position ?? after;
      if (pace.isUsedUp()) await pace.turn();
    }
    book.upTo = upTo;
  };

  const closeUnread = (book: Book<Row>): void => {
    if (book.isForgotten && book.readers === 0) book.rows.close();
  };
  const forget = (day: string, book: Book<Row>): void => {
    if (kept.get(day) === book) kept.delete(day);
    book.isForgotten = true;
    closeUnread(book);
  };

  /** Beside the large day that was read last, the others stay that fit in; those read longest ago go first. */
  const forgetOldest = (): void => {
    const days = [...kept];
    const [stays] = days.findLast(([, { rows }]) => rows.subjects() > mostKept / 2) ?? [];
    let count = 0;
    for (const [day, book] of days.reverse()) {
      if (day === stays) continue;
      count += book.rows.subjects();
      if (count > mostKept) forget(day, book);
    }
  };

  const current = async (day: string, book: Book<Row>): Promise<void> => {
    const wanted = position();
    // Another reader's update may have begun before what this reader has to see.
    while (book.upTo < wanted) {
      book.updating ??= update(book, day).finally(() => (book.updating = undefined));
      try {
        await book.updating;
      } catch (error) {
        forget(day, book);
        throw error;
      }
      forgetOldest();
    }
  };

  return {
    async *walk(day, behind, texts, kind) {
      const book = kept.get(day) ?? { rows: emptyRows(), upTo: -1, readers: 0 };
      // Set again, a day is last in the map: the first ones were read longest ago.
      kept.delete(day);
      kept.set(day, book);
      book.readers++;
      try {
        await current(day, book);
        await pace.turn();
        for (let place = behind && placeOf(behind); ;) {
          const { rows, last } = book.rows.behind(place, texts, kind);
          if (last === undefined) return;
          if (rows.length > 0) yield rows;
          place = last;
          if (pace.isUsedUp()) await pace.turn();
        }
      } finally {
        book.readers--;
        closeUnread(book);
      }
    },
  };
}
