// The promise ledger with its surroundings: the seals of the days, the figures that are recorded with them, and the pages about both.
import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { Calendar } from '../shared/calendar.ts';
import { createWorkdays, type Deadlines } from '../shared/deadlines.ts';
import type { Profile } from '../shared/profile.ts';
import type { Fold } from './board/fold-type.ts';
import type { PastVisits } from './calls/past-visits.ts';
import { createContactRows } from './contacts/contact-rows.ts';
import { refOf } from './contacts/ref.ts';
import { createDeskFacts } from './desk-times/desk-days.ts';
import { CLOCK } from './door/own-sources.ts';
import { errorText } from './error-text.ts';
import type { Costly } from './http/costly.ts';
import { promiseRoutes } from './http/promises.ts';
import type { Route } from './http/route.ts';
import { createCasesThen } from './promises/cases-then.ts';
import { createCounting } from './promises/counting.ts';
import { createProofs } from './promises/proof.ts';
import { createSittingPromises } from './promises/sitting-promises.ts';
import type { Pace } from './reading/pace.ts';
import { createSealer, type Sealer } from './seals/sealer.ts';
import type { History } from './sittings/history.ts';
import { deskSources } from './start-desk-times.ts';
import type { Storage } from './start-log.ts';
import type { Recording } from './start-recording.ts';
import { createPublications } from './timetable/publications.ts';

type Parts = {
  kept: Pick<Storage, 'ledger' | 'now'>;
  recording: Pick<Recording, 'intake'>;
  profile: Profile;
  calendar: Calendar;
  fold: Fold;
  history: History;
  past: PastVisits;
  pace: Pace;
  costly: Costly;
  log: Logger;
  /** From which the tracking codes are derived. */
  key: string;
  /** How the cases of a month stand now. */
  casesOf: (month: string) => Promise<Deadlines>;
};

export function createPromises(parts: Parts): { routes: readonly Route[]; sealer: Sealer } {
  const { kept, recording, profile, calendar, fold, history, past, pace, costly, log, key, casesOf } = parts;
  const { ledger, now } = kept;
  const append: Parameters<typeof createSealer>[0]['append'] = (event) =>
    recording.intake.relay([event], CLOCK, ({ message }) => log.error({ message }, 'a seal was rejected'));

  const sittingsOf = createSittingPromises({
    history,
    ledger,
    publications: createPublications(ledger),
    past,
    deskFacts: createDeskFacts(deskSources({ ledger, calendar, profile, fold, now, pace })),
    calendar,
    now,
    pace,
  });
  const casesThen = createCasesThen({
    rows: createContactRows({ fold, ledger, calendar, pace, refOf: (subject) => refOf(subject, key) }),
    ledger,
    calendar,
    workdays: createWorkdays(calendar, profile.holidays),
    saltOf: (text) => createHmac('sha256', key).update(`salt ${text}`).digest('hex').slice(0, 32),
    pace,
  });
  const sealer = createSealer({
    ledger,
    calendar,
    pace,
    now,
    append,
    onSealed: createCounting({ ledger, casesThen, sittingsOf, casesNow: casesOf, append, now }),
    onDifference: (difference) =>
      log.error(difference, 'the log has another seal of a day than its events give: run `npm run -s verify-log`'),
    onError: (error) => log.error({ error: errorText(error) }, 'a day could not be sealed: it is tried again'),
  });
  const routes = promiseRoutes({
    ledger,
    sittingsOf,
    casesOf,
    prove: createProofs({ ledger, casesThen, pace }),
    today: () => calendar.dayOf(now()),
    costly,
  });
  return { routes, sealer };
}
