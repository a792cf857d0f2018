// Which days of the timetable were announced and when, and whether anybody may read it. Read from the ledger once and brought up
// to date by what was recorded since: pages without sign-in ask often.
import type { Ledger } from '../ledger/ledger.ts';
import { isOfTimetable, TIMETABLE } from '../ledger/subject.ts';
import { createUnread } from '../ledger/unread.ts';
import { latest, type Reported } from '../board/merge-rules.ts';

/** `from`, `to`: Jalali days, both included. `at`: when they were announced, epoch ms. */
export type Publication = { at: number; from: string; to: string; by?: string };
export type Publications = {
  /** Whether the page of announced sittings is on. */
  isOpen: () => boolean;
  /** Oldest first. */
  all: () => readonly Publication[];
  /** Grows with every change. */
  edition: () => number;
};

export function createPublications(ledger: Pick<Ledger, 'bySubjects' | 'last'>): Publications {
  let open: Reported<boolean> | undefined;
  let published: (Publication & { id: string })[] = [];
  const unread = createUnread(ledger, TIMETABLE);
  let edition = 0;

  const update = (): void => {
    const events = unread()
      .map(({ event }) => event)
      .filter(isOfTimetable);
    if (events.length === 0) return;
    for (const event of events) {
      edition += 1;
      const { id, at, by } = event;
      if (event.type === 'timetable.set') open = latest(open, { value: event.open, at, approx: false, id });
      else published = [...published, { id, at, from: event.from, to: event.to, ...(by !== undefined && { by }) }];
    }
    // Two nodes may write in another order than their clocks show.
    published.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  };

  return {
    isOpen() {
      update();
      return open?.value ?? false;
    },
    all() {
      update();
      return published;
    },
    edition() {
      update();
      return edition;
    },
  };
}
