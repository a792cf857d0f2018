// Contacts, cases and months put together: what clerks write and what the report reads.
import type { Calendar } from '../shared/calendar.ts';
import type { ContactTableRow } from '../shared/api/contacts.ts';
import type { Profile } from '../shared/profile.ts';
import type { Fold } from './board/fold-type.ts';
import { createClerk } from './contacts/clerk.ts';
import { createContactRows } from './contacts/contact-rows.ts';
import { readContacts } from './contacts/contact-table.ts';
import { refOf } from './contacts/ref.ts';
import type { Costly } from './http/costly.ts';
import { contactRoutes } from './http/contacts.ts';
import { monthRoutes } from './http/months.ts';
import type { Route } from './http/route.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Intake } from './log/intake.ts';
import { createMonths } from './months/month-page.ts';
import { createPace, inSlices, type Pace } from './reading/pace.ts';
import { readMonths } from './months/month-table.ts';
import { namingOf } from './profiles/on-wire.ts';
import { randomId } from './random-id.ts';
import type { History } from './sittings/history.ts';

type Parts = {
  profile: Profile;
  calendar: Calendar;
  fold: Pick<Fold, 'readCall' | 'month' | 'board' | 'position'>;
  ledger: Ledger;
  history: History;
  intake: Pick<Intake, 'write'>;
  now: () => number;
  costly: Costly;
  pace?: Pace | undefined;
  /** From which the tracking codes are derived. */
  key: string;
};

export function createContactRoutes({
  profile,
  calendar,
  fold,
  ledger,
  history,
  intake,
  now,
  costly,
  pace = createPace(),
  key,
}: Parts): readonly Route[] {
  const rows = createContactRows({ fold, ledger, calendar, pace, refOf: (subject) => refOf(subject, key) });
  const today = (): string => calendar.dayOf(now());
  const ids = (words: object): ReadonlySet<string> => new Set(Object.keys(words));
  return [
    ...contactRoutes({
      rows,
      calendar,
      today,
      ledger,
      costly,
      pace,
      clerk: createClerk({ intake, newId: randomId }),
      known: {
        topic: ids(profile.topics),
        kind: ids(profile.kinds),
      },
      officials: () =>
        new Map(
          history
            .all()
            .sort((a, b) => a.from - b.from)
            .map(({ official }) => [official.id, official.name]),
        ),
      read: readTable,
    }),
    ...monthRoutes({
      rows,
      ledger,
      history,
      calendar,
      intake,
      now,
      costly,
      months: createMonths({ fold, ledger, history, calendar, now }),
      naming: namingOf(profile),
      province: { ...profile.name, line: profile.line },
      office: profile.office?.name.fa ?? profile.name.fa,
      read: (text, day) => readMonths(text, profile, day),
      newSeed: () => randomId('v').replace('-', ''),
    }),
  ];

  /** First for the days on it, then with the codes that their contacts have already: each day is read once. */
  async function readTable(text: string): Promise<ContactTableRow[]> {
    const known = { profile, calendar, today: today() };
    const days = new Set<string>();
    const collecting = readContacts(text, { ...known, isKnown: (day) => days.add(day) === undefined });
    await inSlices(pace, collecting, () => {});
    const refs = new Map<string, ReadonlySet<string>>();
    for (const day of days) {
      const known = new Set<string>();
      for await (const piece of rows.ofDay(day)) for (const { row } of piece) known.add(row.ref ?? '');
      refs.set(day, known);
    }
    const read: ContactTableRow[] = [];
    const reading = readContacts(text, { ...known, isKnown: (day, ref) => refs.get(day)?.has(ref) === true });
    await inSlices(pace, reading, (row) => void read.push(row));
    return read;
  }
}
