// The timetable put together: planning, reading, announcing.
import type { Board } from '../../shared/board.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { clockText } from '../../shared/clock-text.ts';
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';
import type { HalfTime } from '../../shared/forecast.ts';
import { MESSAGES_MOST } from '../../shared/messages.ts';
import { nameIn } from '../../shared/naming.ts';
import type { Profile } from '../../shared/profile.ts';
import { statusOf } from '../../shared/sitting-status.ts';
import type { Links } from '../../shared/links.ts';
import type { Fold } from '../board/fold-type.ts';
import type { PastVisits } from '../calls/past-visits.ts';
import type { Timetable } from './timetable.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Intake } from '../log/intake.ts';
import { lookup } from '../profiles/lookup.ts';
import { createActs, type Acts } from './acts.ts';
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

export function createOffice(parts: Parts): { timetable: Timetable; announcer: Announcer; acts: Acts } {
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

  const acts = createActs({
    planner,
    find: history.find,
    isOn: ({ id, from, to, standing }) => {
      const sitting = fold.board.sittings[id] ?? { from, to, talking: 0 };
      return standing === 'planned' && now() >= from && statusOf(sitting, undefined, now()) !== 'closed';
    },
    queueOf: (desk) => fold.board.desks[desk]?.queue,
    nameOf: ({ official }) => {
      const named = fold.board.officials[official.id];
      return named ? { fa: nameIn(named, 'fa'), en: nameIn(named, 'en') } : { fa: official.name, en: official.name };
    },
    lastAgency(official) {
      const [last] = history
        .all()
        .filter((one) => one.official.id === official)
        .toSorted((a, b) => b.from - a.from);
      const { agency, agencyName = agency === undefined ? undefined : (profile.agencies[agency]?.fa ?? agency) } =
        last ?? {};
      return agencyName;
    },
    hasRoom: () => Object.values(fold.board.messages).filter(({ to }) => to > now()).length < MESSAGES_MOST,
    intake,
    clock: (ms) => clockText(ms, calendar.utcOffset(ms)),
    newId,
    now,
  });

  const announcer = createAnnouncer({
    async halfTimeOf(id) {
      const sitting = fold.sitting(id);
      return sitting && halfTimeOf(await past.ofSitting(sitting), sitting, profile.maxTalkSeconds);
    },
  });
  return { timetable, announcer, acts };
}
