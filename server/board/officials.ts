// The officials: what each answered, today and in the month, and at which desk each sits.
import { DAY } from '../../shared/time.ts';
import type { Board, OfficialCounters, OfficialOnBoard } from '../../shared/board.ts';
import { monthOf } from '../../shared/calendar.ts';
import { createRows, isZero } from './counter-rows.ts';
import type { Desks } from './desks.ts';
import type { DocumentNode } from './document.ts';
import type { Naming } from './naming.ts';
import { putName, putTitle } from './put-name.ts';
import { noAnswersOf, officialCounters, type Periods } from './periods.ts';
import type { Sitting } from './sitting.ts';
import type { Sittings } from './sittings.ts';

/** The official whose answers these are, where no sitting has them. */
const UNKNOWN = 'unknown';
const at = Object.fromEntries(officialCounters.map((name, i) => [name, i])) as Record<keyof OfficialCounters, number>;

type Parts = {
  root: DocumentNode<Board>;
  periods: Periods;
  sittings: Sittings;
  desks: Pick<Desks, 'touch'>;
  naming: Pick<Naming, 'official'>;
};
export type Officials = ReturnType<typeof createOfficials>;

export function createOfficials({ root, periods, sittings, desks, naming }: Parts, seats: Map<string, string>) {
  const board = root.value;
  const branch = root.child<Board['officials']>('officials');
  let counted = true;
  /** By month and official what was answered since the last flush: the document is written once for a page of events. */
  let answers = createRows(officialCounters.length);

  /** The sitting that names an official: the last one. */
  const lastOf = (id: string): Sitting | undefined => {
    let last: Sitting | undefined;
    for (const one of sittings.all())
      if (one.official.id === id && one.standing !== 'mistaken' && (!last || isLater(one, last))) last = one;
    return last;
  };

  const ensure = (id: string): DocumentNode<OfficialOnBoard> =>
    branch.getOrCreate<OfficialOnBoard>(id, () => ({ name: lastOf(id)?.official.name ?? id, today: noAnswersOf() }));

  /** Of the sittings of a day, by what `of` finds for them: the one that answered last, else the first. */
  const presentBy = (dayStart: number, of: (sitting: Sitting) => string | undefined): Map<string, Sitting> => {
    const present = new Map<string, Sitting>();
    for (const sitting of sittings.all()) {
      const key = of(sitting);
      if (key === undefined || sitting.standing !== 'planned') continue;
      if (sitting.to <= dayStart || sitting.from >= dayStart + DAY) continue;
      const other = present.get(key);
      if (!other || isMorePresent(sitting, other)) present.set(key, sitting);
    }
    return present;
  };
  const answered = ({ id }: Sitting): number | undefined => board.sittings[id]?.firstAnswerAt;
  const isMorePresent = (a: Sitting, b: Sitting): boolean => {
    const [atA, atB] = [answered(a) ?? -Infinity, answered(b) ?? -Infinity];
    return atA !== atB ? atA > atB : isLater(b, a);
  };

  const show = (id: string, present: Sitting | undefined): void => {
    const official = ensure(id);
    const last = lastOf(id);
    const { names, titles } = naming.official(id);
    putName(official, { given: names, reported: last?.official.name, id });
    putTitle(official, titles, last?.official.title);
    official.put('agency', last?.agency);
    official.put('agencyName', last?.agencyName);
    official.put('sitting', present?.id);
  };

  return {
    ensure,

    /** Counts answers of a day for an official, or for an unknown one. */
    count(official: string | undefined, day: string, answered: number, completed: number, talkSeconds: number): void {
      if (answered === 0 && completed === 0 && talkSeconds === 0) return;
      counted = true;
      const month = monthOf(day);
      const id = official ?? UNKNOWN;
      answers.add(month, id, at.answered, answered);
      answers.add(month, id, at.completed, completed);
      answers.add(month, id, at.talkSeconds, talkSeconds);
      if (official === undefined) return;
      periods.countOfficial(official, day, at.answered, answered);
      periods.countOfficial(official, day, at.completed, completed);
      periods.countOfficial(official, day, at.talkSeconds, talkSeconds);
    },

    /** Writes what was counted to the months. */
    flushMonths(): void {
      const rows = answers.take();
      if (rows.length === 0) return;
      answers = createRows(officialCounters.length);
      for (const { period, id, values } of rows) {
        if (isZero(values)) continue;
        const month = periods.month(period);
        const officials = month.child<Record<string, OfficialCounters>>('byOfficial');
        const one = officials.getOrCreate<OfficialCounters>(id, noAnswersOf);
        officialCounters.forEach((name, n) => one.add(name, values[n] ?? 0));
        if (one.value.answered === 0) officials.remove(id);
        month.set('officials', Object.keys(officials.value).length - (officials.has(UNKNOWN) ? 1 : 0));
      }
    },

    /**
     * An official is shown with a sitting on the board, or while something counts today or this month. Who sits at a desk
     * is the official who answered there last today.
     */
    flush(dayStart: number, sittingsChanged: boolean): void {
      if (!counted && !sittingsChanged) return;
      counted = false;
      const present = presentBy(dayStart, ({ official }) => official.id);
      const shown = new Set(Object.keys(board.months[board.month ?? '']?.byOfficial ?? {}));
      shown.delete(UNKNOWN);
      for (const sitting of sittings.all())
        if (sitting.standing === 'planned' && sittings.isShown(sitting)) shown.add(sitting.official.id);
      for (const id of Object.keys(branch.value))
        if (!shown.has(id) && !periods.countsToday('officials', id)) branch.remove(id);
        else shown.add(id);
      for (const id of shown) show(id, present.get(id));

      const seated = presentBy(dayStart, (sitting) => (answered(sitting) === undefined ? undefined : sitting.desk));
      for (const desk of new Set([...seats.keys(), ...seated.keys()])) {
        const official = seated.get(desk)?.official.id;
        if (seats.get(desk) === official) continue;
        if (official === undefined) seats.delete(desk);
        else seats.set(desk, official);
        desks.touch(desk);
      }
    },

    /** What is shown depends on the day, and on what people call them. */
    touchAll: (): void => void (counted = true),
  };
}

const isLater = (a: Sitting, b: Sitting): boolean => a.from > b.from || (a.from === b.from && a.id > b.id);
