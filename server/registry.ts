// Contacts, cases and months put together: what clerks write and what the report reads.
import type { Calendar } from '../shared/calendar.ts';
import type { Profile } from '../shared/profile.ts';
import type { Fold } from './board/fold-type.ts';
import { createClerk } from './contacts/clerk.ts';
import { createContactRows } from './contacts/contact-rows.ts';
import { readContacts } from './contacts/contact-table.ts';
import { refOf } from './contacts/ref.ts';
import { contactRoutes } from './http/contacts.ts';
import { monthRoutes } from './http/months.ts';
import type { Route } from './http/route.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Log } from './log/log.ts';
import { createMonths } from './months/month-page.ts';
import { readMonths } from './months/month-table.ts';
import { namingOf } from './profiles/on-wire.ts';
import { randomId } from './random-id.ts';
import type { History } from './sittings/history.ts';

type Parts = {
  profile: Profile;
  calendar: Calendar;
  fold: Pick<Fold, 'readCall' | 'month'>;
  ledger: Ledger;
  history: History;
  log: Pick<Log, 'append'>;
  now: () => number;
  /** From which the tracking codes are derived. */
  key: string;
};

export function createRegistry({ profile, calendar, fold, ledger, history, log, now, key }: Parts): readonly Route[] {
  const rows = createContactRows({ fold, ledger, calendar, refOf: (subject) => refOf(subject, key) });
  const today = (): string => calendar.dayOf(now());
  const ids = (words: object): ReadonlySet<string> => new Set(Object.keys(words));
  return [
    ...contactRoutes({
      ...{ rows, calendar, today, ledger },
      clerk: createClerk({ log, now, newId: randomId }),
      known: {
        county: ids(profile.counties),
        topic: ids(profile.topics),
        kind: ids(profile.kinds),
        agency: ids(profile.agencies),
      },
      officials: () =>
        new Map(
          history
            .all()
            .sort((a, b) => a.from - b.from)
            .map(({ official }) => [official.id, official.name]),
        ),
      read: (text) =>
        readContacts(text, { profile, calendar, today: today(), isKnown: (day, ref) => refsOf(day).has(ref) }),
    }),
    ...monthRoutes({
      ...{ rows, ledger, history, calendar, log, now },
      months: createMonths({ fold, ledger, history, calendar, now }),
      naming: namingOf(profile),
      province: { ...profile.name, line: profile.line },
      read: (text, day) => readMonths(text, profile, day),
      newSeed: () => randomId('v').replace('-', ''),
    }),
  ];

  /** Codes that the contacts of a day have already. */
  function refsOf(day: string): ReadonlySet<string> {
    return new Set(rows.ofDay(day).map(({ row }) => row.ref ?? ''));
  }
}
