// The timetable put together: planning, reading, announcing.
import type { Board } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import type { HalfTime } from '../../shared/forecast.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Links } from '../../shared/links.ts';
import type { Fold } from '../board/fold-type.ts';
import type { PastVisits } from '../calls/past-visits.ts';
import type { Timetable } from './timetable.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Intake } from '../log/intake.ts';
import { lookup } from '../profiles/lookup.ts';
import { createAnnouncer, type Announcer } from './announcer.ts';
import { halfTimeOf } from './half-time.ts';
import type { History } from './history.ts';
import { createPlanner } from './planner.ts';
import { resolveTable } from './resolve.ts';
import { createToRow } from './sitting-rows.ts';
import { readTable } from './table.ts';

type Parts = {
  profile: Profile;
  calendar: Calendar;
  fold: Pick<Fold, 'board' | 'sitting'>;
  history: History;
  past: PastVisits;
  ledger: Pick<Ledger, 'bySubject'>;
  intake: Pick<Intake, 'write'>;
  links: () => Links;
  now: () => number;
  newId: () => string;
};

export function createOffice(parts: Parts): { timetable: Timetable; announcer: Announcer } {
  const { profile, calendar, fold, history, past, ledger, intake, links, now, newId } = parts;
  const agencies = lookup(profile.agencies);
  const board = (): Board => fold.board;
  const toRow = createToRow({ board, links, now, halfTime: announced, maxTalk: profile.maxTalkSeconds });
  const planner = createPlanner({
    history,
    intake,
    now,
    newId,
    agencyOf: (name) => agencies.get(normalizeForSearch(name)),
  });

  /** The forecast of a sitting's half-time, as recorded when it closed. */
  function announced(id: string): HalfTime | undefined {
    for (const { event } of ledger.bySubject(`sitting/${id}`))
      if (event.type === 'sitting.closed') return event.forecast;
    return undefined;
  }

  const timetable: Timetable = {
    planner,
    toRow: (sitting) => toRow(sitting),
    between: (from, to) =>
      history
        .all()
        .filter((sitting) => sitting.standing !== 'mistaken' && sitting.to > from && sitting.from < to)
        .sort((a, b) => a.from - b.from || (a.id < b.id ? -1 : 1))
        .map((sitting) => toRow(sitting)),
    async one(id) {
      const sitting = history.find(id);
      if (!sitting || sitting.standing === 'mistaken') return undefined;
      return toRow(sitting, fold.board.sittings[id] ? undefined : await past.ofSitting(sitting));
    },
    read(text, usual) {
      const { desks, queues } = fold.board;
      const rows = readTable(text, calendar.dayOf(now()), calendar);
      return resolveTable(rows, { profile, desks, queues, usual, sittings: history.all() });
    },
  };

  const announcer = createAnnouncer({
    async halfTimeOf(id) {
      const sitting = fold.sitting(id);
      return sitting && halfTimeOf(await past.ofSitting(sitting), sitting, profile.maxTalkSeconds);
    },
  });
  return { timetable, announcer };
}
