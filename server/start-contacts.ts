// Contacts, cases and months put together: what clerks write and what the report reads.
import type { Calendar } from '../shared/calendar.ts';
import { channelsOf } from '../shared/channels.ts';
import { createWorkdays } from '../shared/deadlines.ts';
import type { Called } from '../shared/naming.ts';
import { normalizeForSearch } from '../shared/normalize-for-search.ts';
import type { CaseFigures } from '../shared/api/deadlines.ts';
import type { ContactTableRow } from '../shared/api/contacts.ts';
import type { Profile } from '../shared/profile.ts';
import type { Fold } from './board/fold-type.ts';
import { calledOfficial } from './board/put-name.ts';
import { createClerk } from './contacts/clerk.ts';
import { FOLD_VERSION } from './board/fold.ts';
import { openContactIndex } from './contacts/contact-index.ts';
import { createContactRows } from './contacts/contact-rows.ts';
import { createContactSearch, eventAt } from './contacts/contact-search.ts';
import { readContacts } from './contacts/contact-table.ts';
import type { TakenLine } from './contacts/file-outcome.ts';
import { createRegistering } from './contacts/registering.ts';
import { refOf } from './contacts/ref.ts';
import { createCaseDeadlines } from './contacts/deadlines.ts';
import { createStandings } from './contacts/case-standings.ts';
import { createCaseWatch, type CaseWatch } from './contacts/case-watch.ts';
import type { Costly } from './http/costly.ts';
import { contactListRoutes } from './http/contact-lists.ts';
import { deadlineRoutes } from './http/deadlines.ts';
import { contactRoutes } from './http/contacts.ts';
import { readable } from './http/readable-cases.ts';
import { monthRoutes } from './http/months.ts';
import type { CountedList } from './http/province.ts';
import type { Route } from './http/route.ts';
import type { Ledger } from './ledger/ledger.ts';
import type { Intake } from './log/intake.ts';
import { createMonths } from './months/month-page.ts';
import { createPace, inSlices, type Pace } from './reading/pace.ts';
import { readMonths } from './months/month-table.ts';
import { lookup } from './profiles/lookup.ts';
import { namingOf } from './profiles/on-wire.ts';
import { randomId } from './random-id.ts';
import { createWalCopier } from './sqlite/wal-copier.ts';
import type { History } from './sittings/history.ts';

type Parts = {
  profile: Profile;
  calendar: Calendar;
  fold: Pick<Fold, 'readCall' | 'month' | 'board' | 'position' | 'naming'>;
  ledger: Ledger;
  history: History;
  intake: Pick<Intake, 'write'>;
  now: () => number;
  costly: Costly;
  pace?: Pace | undefined;
  /** From which the tracking codes are derived. */
  key: string;
  /** The file of the index of contacts; in memory where it is undefined. */
  indexFile?: string | undefined;
  /** The index takes no writes: its disk is full, say. Searches fail until it does. */
  onIndexError?: (error: unknown) => void;
  /** The index is up to date, and its WAL stays long. */
  onWalError?: (error: unknown) => void;
  /** The numbers of open cases have changed. */
  onCases?: () => void;
};

export type ContactParts = {
  routes: readonly Route[];
  cases: CaseWatch;
  /** How the cases of a month stand, without tracking codes. */
  casesOf: (month: string) => Promise<CaseFigures>;
  /** Whether any contact is tagged with that entry of a list. */
  isCounted: (list: CountedList, id: string) => Promise<boolean>;
  /** Registers the lines of a table, once for each key. Throws TooManyRows. */
  takeTable: (text: string, by: string, key: string) => Promise<readonly TakenLine[]>;
  stop: () => Promise<void>;
};
const facetOf = { agencies: 'agency', topics: 'topic', kinds: 'kind', channels: 'channel' } as const;

/** Of what the rows of contacts are made, beside the log: raised when they are made otherwise. */
const ROWS_VERSION = 4;
/** How often the index is brought up to the log, so that the first search of a day has little to read. */
const UPDATE_MS = 5_000;

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
  indexFile,
  onIndexError = () => {},
  onWalError = () => {},
  onCases = () => {},
}: Parts): ContactParts {
  const rows = createContactRows({ fold, ledger, calendar, pace, refOf: (subject) => refOf(subject, key) });
  const stamp = JSON.stringify([ROWS_VERSION, FOLD_VERSION, calendar.dayOf(0), refOf('', key)]);
  const wal = indexFile === undefined ? undefined : createWalCopier(indexFile, onWalError);
  const index = openContactIndex(
    indexFile,
    stamp,
    (position, last) => position > 0 && eventAt(ledger, position) === last,
    wal,
  );
  const today = (): string => calendar.dayOf(now());
  const workdays = createWorkdays(calendar, profile.holidays);
  const standings = createStandings({ ledger, workdays, holidays: profile.holidays, today });
  const position = (): number => fold.position;
  const search = createContactSearch({ index, rows, ledger, calendar, position, standings, pace });
  const names = namingOf(profile);
  const officials = (): ReadonlyMap<string, Called> =>
    new Map(
      history
        .all()
        .sort((a, b) => a.from - b.from)
        .map(({ official }) => [official.id, calledOfficial(official, fold.naming.official(official.id))]),
    );
  const clerk = createClerk({ intake, newId: randomId });
  const registering = createRegistering({ clerk, search, ledger, pace });
  const deadlines = createCaseDeadlines({
    index,
    search,
    rows,
    ledger,
    calendar,
    workdays,
    today,
    soonDays: profile.dueSoonDays,
    pace,
  });
  const ids = (words: object): ReadonlySet<string> => new Set(Object.keys(words));
  const routes = [
    ...contactListRoutes({
      search,
      calendar,
      today,
      naming: names,
      officials,
      dues: deadlines.dues,
      costly,
      names: () => [
        ['county', lookup(profile.counties)],
        ['agency', lookup(profile.agencies)],
        ['topic', lookup(profile.topics)],
        ['kind', lookup(profile.kinds)],
        ['channel', lookup(channelsOf(profile.channels))],
        [
          'official',
          new Map(
            [...officials()].flatMap(([id, { name, names: given }]) =>
              [name, given?.fa, given?.en].flatMap((one) =>
                one === undefined ? [] : [[normalizeForSearch(one), id] as const],
              ),
            ),
          ),
        ],
      ],
    }),
    ...contactRoutes({
      rows,
      calendar,
      today,
      ledger,
      costly,
      pace,
      clerk,
      registering,
      known: {
        topic: ids(profile.topics),
        kind: ids(profile.kinds),
      },
      search,
      read: readTable,
    }),
    ...deadlineRoutes({
      deadlines,
      intake,
      newId: () => randomId('d'),
      calendar,
      today,
      known: { kind: ids(profile.kinds), agency: ids(profile.agencies) },
      costly,
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
      cases: deadlines.figures,
      naming: names,
      province: { ...profile.name, line: profile.line },
      office: profile.office?.name.fa ?? profile.name.fa,
      read: (text, day) => readMonths(text, profile, day),
      newSeed: () => randomId('v').replace('-', ''),
    }),
  ];
  const updating = setInterval(() => void search.update().catch(onIndexError), UPDATE_MS);
  updating.unref();
  const cases = createCaseWatch({ count: deadlines.openNow, changed: onCases, failed: onIndexError });
  return {
    routes,
    takeTable: async (text, by, key) => registering.lines(await readTable(text), by, key),
    cases,
    casesOf: async (month) => readable(await deadlines.figures(month), 'deputy'),
    isCounted: async (list, id) => (await search.total({ values: { [facetOf[list]]: [id] } })) > 0,
    stop: async () => {
      clearInterval(updating);
      cases.stop();
      await wal?.close();
      index.close();
    },
  };

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
