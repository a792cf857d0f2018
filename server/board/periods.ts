// Where counters stand: those of the board's day, its month and the month before on the board; later ones wait beside it
// until the day turns, earlier months are in the archive (B7).
import type { Board, CallCounters, DeskCounters, MonthOnBoard, OfficialCounters } from '../../shared/board.ts';
import { emptyMonth } from '../../shared/board.ts';
import { monthBefore, monthOf } from '../../shared/calendar.ts';
import type { Archive } from './archive.ts';
import { callCounters } from './counters.ts';
import { DocumentNode } from './document.ts';
import { createRows, isZero, type Row, type SavedRows } from './counter-rows.ts';

export const deskCounters = [
  'answered',
  'completed',
  'missed',
  'talkSeconds',
] as const satisfies readonly (keyof DeskCounters)[];
export const officialCounters = [
  'answered',
  'completed',
  'talkSeconds',
] as const satisfies readonly (keyof OfficialCounters)[];
export const noAnswersOf = (): OfficialCounters => ({ answered: 0, completed: 0, talkSeconds: 0 });
export const noAnswers = (): DeskCounters => ({ answered: 0, completed: 0, missed: 0, talkSeconds: 0 });
/** Absent unless the telephone system reported it (B10). */
const OPTIONAL: ReadonlySet<string> = new Set(['refused', 'unheard']);

export type SavedPeriods = {
  queues: SavedRows;
  desks: SavedRows;
  officials: SavedRows;
  months: SavedRows;
  /** Contacts of counties per day, and whole months, that the board has not reached. */
  counties: Record<string, Record<string, number>>;
  ahead: Record<string, MonthOnBoard>;
};

/** The rows in which a queue's calls of a day count; undefined where the day or its month has left the board. */
type RowsOfDay = { day: string; ofQueue: Row | undefined; ofMonth: Row | undefined };

export type Periods = ReturnType<typeof createPeriods>;

/** `imported`: a month as it was brought from elsewhere, if it was. */
export function createPeriods(
  root: DocumentNode<Board>,
  archive: Archive,
  imported: (month: string) => MonthOnBoard | undefined,
  saved?: SavedPeriods,
) {
  const board = root.value;
  const queues = createRows(callCounters.length, saved?.queues);
  const desks = createRows(deskCounters.length, saved?.desks);
  const officials = createRows(officialCounters.length, saved?.officials);
  const ofToday = { queues, desks, officials };
  const calls = createRows(callCounters.length, saved?.months);
  const ahead: SavedPeriods['ahead'] = saved?.ahead ?? {};
  const counties: SavedPeriods['counties'] = saved?.counties ?? {};
  const months = root.child<Board['months']>('months');
  const onBoard = root.child<Board['counties']>('counties');

  const isGone = (day: string): boolean => board.day !== undefined && day < board.day;
  let oldestMonth = board.month === undefined ? '' : monthBefore(board.month);
  const isMonthGone = (name: string): boolean => name < oldestMonth;

  /** Something was counted in a month on the board, or taken back there, or brought from elsewhere. */
  let isTouched = false;
  const month = (name: string): DocumentNode<MonthOnBoard> => {
    if (isMonthGone(name)) return new DocumentNode(archive.open(name));
    if (board.month === undefined || name > board.month) return new DocumentNode((ahead[name] ??= emptyMonth()));
    isTouched = true;
    // Counted figures and imported ones are never mixed: the first that is counted here takes the place of all.
    if (months.value[name]?.imported) return months.create(name, emptyMonth());
    return months.getOrCreate<MonthOnBoard>(name, emptyMonth);
  };

  const write = (target: DocumentNode<Record<string, number>>, names: readonly string[], { values }: Row): void => {
    for (let i = 0; i < names.length; i++) {
      const name = names[i] ?? '';
      const value = values[i] ?? 0;
      if (value === 0 && OPTIONAL.has(name)) target.remove(name);
      else target.set(name, value);
    }
  };

  /** By queue where the calls of the last asked day count: most events concern the day of the one before. */
  const lastRows = new Map<string, RowsOfDay>();
  const rowsOf = (queue: string, day: string): RowsOfDay => {
    const known = lastRows.get(queue);
    if (known?.day === day) return known;
    const name = monthOf(day);
    const rows: RowsOfDay = {
      day,
      ofQueue: isGone(day) ? undefined : queues.need(day, queue),
      ofMonth: isMonthGone(name) ? undefined : calls.need(name, ''),
    };
    lastRows.set(queue, rows);
    return rows;
  };

  /** Adds counters to a month that has left the board. */
  const addToArchive = (name: string, values: Float64Array): void => {
    const { calls: sums } = archive.open(name);
    for (let i = 0; i < values.length; i++) {
      const counter = callCounters[i];
      const amount = values[i];
      if (counter && amount) sums[counter] = (sums[counter] ?? 0) + amount;
    }
    for (const counter of OPTIONAL) if (sums[counter as 'refused'] === 0) delete sums[counter as 'refused'];
  };

  const writeMonth = (row: Row): void => {
    const name = row.period;
    if (board.month === undefined || name > board.month || isMonthGone(name)) return;
    if ((!months.has(name) || months.value[name]?.imported) && isZero(row.values)) return;
    write(month(name).child('calls'), callCounters, row);
  };

  /**
   * A month in which nothing is counted shows what was imported for it, and without that the month before leaves the
   * board: so the document is a function of the events.
   */
  const tidy = (): void => {
    isTouched = false;
    if (board.month === undefined) return;
    for (const name of [oldestMonth, board.month]) {
      const now = months.value[name];
      if (now && !now.imported && !isAllZero(now)) continue;
      const brought = imported(name);
      if (brought) {
        if (JSON.stringify(now) !== JSON.stringify(brought)) months.create(name, brought);
      } else if (name === board.month) {
        if (now?.imported) months.create(name, emptyMonth());
      } else if (now) months.remove(name);
    }
  };

  return {
    month,

    /** Adds to a queue's counters of a day and to its month, and empties the contribution. */
    pour(queue: string, day: string, contribution: Float64Array): void {
      const { ofQueue, ofMonth } = rowsOf(queue, day);
      if (ofQueue) queues.pour(ofQueue, contribution);
      if (ofMonth) calls.pour(ofMonth, contribution);
      else addToArchive(monthOf(day), contribution);
      contribution.fill(0);
    },

    count(queue: string, day: string, index: number, amount: number): void {
      const name = monthOf(day);
      if (!isGone(day)) queues.add(day, queue, index, amount);
      if (isMonthGone(name)) {
        const one = new Float64Array(callCounters.length);
        one[index] = amount;
        addToArchive(name, one);
      } else calls.add(name, '', index, amount);
    },

    countDesk(desk: string, day: string, index: number, amount: number): void {
      if (!isGone(day)) desks.add(day, desk, index, amount);
    },

    countOfficial(official: string, day: string, index: number, amount: number): void {
      if (!isGone(day)) officials.add(day, official, index, amount);
    },

    /** A month was brought from elsewhere. */
    importTo(name: string): void {
      if (name === board.month || name === oldestMonth) isTouched = true;
    },

    /** Contacts of a county on a day and in its month. */
    county(county: string, day: string, delta: number): void {
      if (board.day === undefined || day > board.day) {
        const counts = (counties[day] ??= {});
        counts[county] = (counts[county] ?? 0) + delta;
      } else if (day === board.day) onBoard.child<Board['counties'][string]>(county).add('today', delta);
      if (monthOf(day) === board.month) onBoard.child<Board['counties'][string]>(county).add('month', delta);
    },

    /** Whether anything counts for a queue, desk or official today. */
    countsToday: (kind: keyof typeof ofToday, id: string): boolean => {
      const row = ofToday[kind].find(board.day ?? '', id);
      return row !== undefined && !isZero(row.values);
    },

    /** Writes what changed to the document. The subjects of rows of today are grown by `ensure`. */
    flush(ensure: {
      queue: (id: string) => DocumentNode<{ today: CallCounters }>;
      desk: (id: string) => DocumentNode<{ today: DeskCounters }>;
      official: (id: string) => DocumentNode<{ today: OfficialCounters }>;
    }): void {
      for (const row of queues.take())
        if (row.period === board.day) write(ensure.queue(row.id).child('today'), callCounters, row);
      for (const row of desks.take())
        if (row.period === board.day) write(ensure.desk(row.id).child('today'), deskCounters, row);
      for (const row of officials.take())
        if (row.period === board.day) write(ensure.official(row.id).child('today'), officialCounters, row);
      for (const row of calls.take()) writeMonth(row);
      if (isTouched) tidy();
    },

    /** Turns to a later day: counters that waited come in, those of the past go. Flush before. */
    turn(day: string): void {
      const name = monthOf(day);
      lastRows.clear();
      root.set('day', day);
      const turnRows = (kind: keyof typeof ofToday, names: readonly string[]): void => {
        const rows = ofToday[kind];
        const subjects = root.child<Record<string, { today: object }>>(kind);
        for (const id of Object.keys(subjects.value))
          write(
            subjects.child<{ today: object }>(id).child('today'),
            names,
            rows.find(day, id) ?? { period: day, id, values: new Float64Array(names.length), dirty: false },
          );
        rows.forgetBefore(day);
        for (const id of rows.ids(day)) rows.touch(rows.need(day, id));
      };
      turnRows('queues', callCounters);
      turnRows('desks', deskCounters);
      turnRows('officials', officialCounters);
      if (board.month !== name) {
        root.set('month', name);
        oldestMonth = monthBefore(name);
        for (const [old, value] of Object.entries(months.value)) {
          if (!isMonthGone(old)) continue;
          if (!value.imported) archive.put(old, structuredClone(value));
          calls.drop(old);
          months.remove(old);
        }
        for (const [waiting, value] of Object.entries(ahead)) {
          if (waiting > name) continue;
          if (isMonthGone(waiting)) archive.put(waiting, value);
          else months.create(waiting, value);
          delete ahead[waiting];
        }
        // Calls that were counted before the day was known.
        for (const old of calls.periods())
          if (isMonthGone(old)) {
            const row = calls.find(old, '');
            if (row && !isZero(row.values)) addToArchive(old, row.values);
            calls.drop(old);
          }
        months.getOrCreate(name, emptyMonth);
        for (const known of [oldestMonth, name]) {
          const row = calls.find(known, '');
          if (row) writeMonth(row);
        }
        tidy();
      }
      const byCounty = months.value[name]?.byCounty ?? {};
      for (const id of Object.keys(board.counties)) {
        const county = onBoard.child<Board['counties'][string]>(id);
        county.set('today', counties[day]?.[id] ?? 0);
        county.set('month', byCounty[id] ?? 0);
      }
      for (const past of Object.keys(counties)) if (past <= day) delete counties[past];
    },

    save: (): SavedPeriods => ({
      queues: queues.save(),
      desks: desks.save(),
      officials: officials.save(),
      months: calls.save(),
      counties,
      ahead,
    }),
  };
}

/** True when nothing was counted: every number is zero. */
function isAllZero(value: object): boolean {
  return Object.values(value).every((inner) => (typeof inner === 'object' ? isAllZero(inner as object) : inner === 0));
}
