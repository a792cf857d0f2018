// The timetable as it goes out, put together: the public page, the calendars and the emblem.
import type { Calendar } from '../shared/calendar.ts';
import { nameIn } from '../shared/naming.ts';
import type { Profile } from '../shared/profile.ts';
import type { Fold } from './board/fold-type.ts';
import { feedRoutes } from './http/feeds.ts';
import type { Route } from './http/route.ts';
import { timetableRoutes } from './http/timetable.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Intake } from './log/intake.ts';
import type { History } from './sittings/history.ts';
import { createFeedFiles } from './timetable/feeds.ts';
import { createPublications } from './timetable/publications.ts';
import { createPublicSittings } from './timetable/public-sittings.ts';
import { typefaceRules } from './timetable/typeface.ts';
import type { AsyncVault } from './vault/vault.ts';

type Parts = {
  profile: Profile;
  calendar: Calendar;
  fold: Pick<Fold, 'board' | 'naming'>;
  ledger: Pick<Ledger, 'bySubject' | 'bySubjects' | 'last'>;
  history: History;
  vault: AsyncVault;
  intake: Pick<Intake, 'write'>;
  /** Folder of the built screens. */
  dist: string;
  newId: () => string;
  now: () => number;
};

export function createTimetableRoutes(parts: Parts): readonly Route[] {
  const { profile, calendar, fold, ledger, history, vault, intake, dist, newId, now } = parts;
  const publications = createPublications(ledger);
  const { dayOf, startOf } = calendar;
  const sittings = createPublicSittings({
    profile,
    history,
    ledger,
    publications,
    official: fold.naming.official,
    dayOf,
  });
  const feeds = createFeedFiles({
    profile,
    history,
    ledger,
    publications,
    namesOf: sittings.namesOf,
    deskName: (id, lang) => {
      const desk = fold.board.desks[id];
      return desk && nameIn(desk, lang);
    },
    dayOf,
    startOf,
    now,
  });
  return [
    ...timetableRoutes({
      vault,
      intake,
      publications,
      sittings,
      feeds,
      calendar,
      profile,
      edition: history.edition,
      editedAt: (ids) =>
        history
          .all()
          .filter(({ id }) => ids.has(id))
          .reduce<number | undefined>((last, { editedAt }) => Math.max(last ?? 0, editedAt), undefined),
      planned: (from, to) =>
        history.all().filter((one) => one.standing === 'planned' && one.to > from && one.from < to).length,
      font: typefaceRules(dist),
      newId,
      now,
    }),
    ...feedRoutes({
      vault,
      counties: Object.keys(profile.counties),
      allSittings: history.all,
      isOpen: publications.isOpen,
      now,
    }),
  ];
}
