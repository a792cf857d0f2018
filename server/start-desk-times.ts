// How desks spent their days, with its surroundings.
import type { Calendar } from '../shared/calendar.ts';
import type { Profile } from '../shared/profile.ts';
import { FOLD_VERSION } from './board/fold.ts';
import type { Fold } from './board/fold-type.ts';
import { createDeskDays, deskNames } from './desk-times/desk-days.ts';
import type { Costly } from './http/costly.ts';
import { deskTimeRoutes } from './http/desk-times.ts';
import type { Route } from './http/route.ts';
import type { Ledger } from './ledger/ledger.ts';
import { foldHash } from './profiles/load.ts';
import type { Pace } from './reading/pace.ts';

type Parts = {
  ledger: Ledger;
  calendar: Calendar;
  profile: Profile;
  fold: Fold;
  now: () => number;
  pace: Pace;
};

/** What is needed to work out how a desk spent a stretch of time. */
export const deskSources = ({ ledger, calendar, profile, fold, now, pace }: Parts) => ({
  ledger,
  calendar,
  foldVersion: FOLD_VERSION,
  foldHash: foldHash(profile),
  board: () => fold.board,
  isIgnored: (queue: string) => fold.naming.queue(queue).ignored,
  now,
  pace,
});

export function createDeskTimeRoutes(parts: Parts & { costly: Costly }): readonly Route[] {
  const { calendar, fold, now, costly } = parts;
  const daysOf = createDeskDays({ ...deskSources(parts), nameOf: deskNames(fold) });
  return deskTimeRoutes({ daysOf, calendar, today: () => calendar.dayOf(now()), costly });
}
