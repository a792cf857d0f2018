// The reports with their surroundings: for the pages that ask for them, and for the mails that carry them.
import type { Calendar } from '../shared/calendar.ts';
import type { Profile } from '../shared/profile.ts';
import { createAlertHistory } from './alerts/alert-history.ts';
import type { Fold } from './board/fold-type.ts';
import { calledOfficial } from './board/put-name.ts';
import type { PastVisits } from './calls/past-visits.ts';
import { createContactRows } from './contacts/contact-rows.ts';
import { createMonths } from './months/month-page.ts';
import { createReportSchedule } from './notices/report-schedule.ts';
import { namingOf } from './profiles/on-wire.ts';
import type { Pace } from './reading/pace.ts';
import { createReportMail, type CasesOf } from './reports/report-mail.ts';
import { createReports } from './reports/reports.ts';
import type { History } from './sittings/history.ts';
import type { Timetable } from './sittings/timetable.ts';
import type { Storage } from './start-log.ts';

type Parts = {
  kept: Storage;
  profile: Profile;
  calendar: Calendar;
  fold: Fold;
  past: PastVisits;
  history: History;
  timetable: Timetable;
  pace: Pace;
  casesOf: CasesOf;
  origin: string | undefined;
};

export type { CasesOf } from './reports/report-mail.ts';
export type StartedReports = ReturnType<typeof startReports>;

export function startReports({
  kept,
  profile,
  calendar,
  fold,
  past,
  history,
  timetable,
  pace,
  casesOf,
  origin,
}: Parts) {
  const { ledger, now } = kept;
  const place = {
    naming: namingOf(profile),
    province: { ...profile.name, line: profile.line },
    office: profile.office?.name.fa ?? profile.name.fa,
    calendar,
  };
  const reports = createReports({
    timetable,
    history,
    past,
    // No report shows a code of a contact.
    contacts: createContactRows({ fold, ledger, calendar, pace, refOf: () => '' }),
    alerts: createAlertHistory({ ledger, calendar }),
    ledger,
    calendar,
    pace,
    called: (official) => calledOfficial(official, fold.naming.official(official.id)),
    now,
  });
  const months = createMonths({ fold, ledger, history, calendar, now });
  return {
    reports,
    place,
    mail: createReportMail({ reports, months, casesOf, place, origin }),
    schedule: createReportSchedule(calendar),
  };
}
