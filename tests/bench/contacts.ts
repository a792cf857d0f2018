// All contacts of many years in one index: how fast it is made, and how soon a code or the first page of any list is there.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createFold } from '../../server/board/fold.ts';
import { createStandings, standingNumbers } from '../../server/contacts/case-standings.ts';
import { openContactIndex } from '../../server/contacts/contact-index.ts';
import type { Wanted } from '../../server/contacts/index-types.ts';
import { createContactRows } from '../../server/contacts/contact-rows.ts';
import { createContactSearch, eventAt } from '../../server/contacts/contact-search.ts';
import { normalizeCode, refOf } from '../../server/contacts/ref.ts';
import { pastOf } from '../../server/ledger/past.ts';
import { openSqliteLog } from '../../server/log/sqlite.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createPace } from '../../server/reading/pace.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { createWorkdays } from '../../shared/deadlines.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { spread, type BenchResult } from './measure.ts';

const YEARS = 20;
const BATCH = 5_000;
const KEY = 'a key of the bench';
const LISTS = 400;
const classes = Object.values(standingNumbers);
const channels = ['message', 'message', 'message', 'visit', 'visit', 'post'] as const;

export async function benchContacts(contacts = 300_000): Promise<BenchResult[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'wallboard-bench-'));
  const calendar = createCalendar();
  const profile = loadProfile('mazandaran');
  const random = seededRandom(111);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  /** The first of a list often, the last seldom, as in a province. */
  const skewed = (list: readonly string[]): string => list[Math.floor(random() ** 2 * list.length)] ?? '';
  const ids = {
    county: Object.keys(profile.counties),
    topic: Object.keys(profile.topics),
    kind: Object.keys(profile.kinds),
    agency: Object.keys(profile.agencies),
  };
  try {
    const { log, ledger, close } = openSqliteLog({ path: join(dataDir, 'log.sqlite'), calendar });
    const until = Date.now();
    const rule = { type: 'deadline.set', id: 'rule', from: '1380-01-01', days: 15, count: 'saturdayToWednesday' };
    let batch: StoredEvent[] = [];
    let written = 0;
    const put = async (event: object): Promise<void> => {
      batch.push({ source: 'office', v: 1, ...event } as StoredEvent);
      if (batch.length < BATCH) return;
      await log.append(batch);
      written += batch.length;
      batch = [];
    };
    await put({ ...rule, at: until, recordedAt: until });
    for (let n = 0; n < contacts; n++) {
      const at = Math.floor(until - ((contacts - n) / contacts) * YEARS * 365 * DAY) - 8 * HOUR;
      const contact = `c-${n}`;
      const words = { county: skewed(ids.county), topic: skewed(ids.topic), kind: skewed(ids.kind) };
      const common = { at, recordedAt: at, contact };
      await put({ ...common, type: 'contact.registered', id: contact, channel: pick(channels), ...words });
      if (random() < 0.3)
        await put({ ...common, type: 'case.referred', id: `${contact}/r`, agency: skewed(ids.agency) });
      const answered = Math.min(until, at + Math.floor(random() * 40) * DAY);
      if (random() < 0.2) await put({ ...common, at: answered, type: 'case.answered', id: `${contact}/a` });
    }
    if (batch.length > 0) await log.append(batch);
    written += batch.length;

    const fold = createFold({ profile, calendar, past: pastOf(ledger, calendar, () => undefined) });
    const file = join(dataDir, 'contacts.sqlite');
    const index = openContactIndex(file, 'bench', () => false);
    const pace = createPace();
    const rows = createContactRows({ fold, ledger, calendar, pace, refOf: (subject) => refOf(subject, KEY) });
    const position = (): number => written;
    let now = until;
    const workdays = createWorkdays(calendar, profile.holidays);
    const today = (): string => calendar.dayOf(now);
    const standings = createStandings({ ledger, workdays, holidays: profile.holidays, today });
    const search = createContactSearch({ index, rows, ledger, calendar, position, standings, pace });
    const memory = process.memoryUsage().rss;
    const began = performance.now();
    await search.update();
    const madeMs = performance.now() - began;
    if (eventAt(ledger, written) === '') throw new Error('expected the index to end at the last event');

    const timed = async (ask: () => Promise<unknown>): Promise<number> => {
      const asked = performance.now();
      await ask();
      return performance.now() - asked;
    };
    const codes: number[] = [];
    for (let n = 0; n < LISTS; n++) {
      const code = normalizeCode(refOf(`contact/c-${Math.floor(random() * contacts)}`, KEY));
      codes.push(await timed(() => search.page({ code, values: {} }, 'newest', undefined, 100)));
    }
    const lists: number[] = [];
    const totals: number[] = [];
    for (let n = 0; n < LISTS; n++) {
      const values: Wanted['values'] = {};
      for (const name of ['county', 'topic', 'kind', 'agency'] as const)
        if (random() < 0.4) values[name] = [pick(ids[name])];
      if (random() < 0.3) values.channel = [pick(channels)];
      if (random() < 0.3) values.steps = [pick([0, 1, 2, 3])];
      if (random() < 0.2) values.deadline = [pick(classes)];
      const day = 13860101 + Math.floor(random() * 19) * 10_000;
      const wanted = random() < 0.3 ? { values, from: day, to: day + 1_130 } : { values };
      const order = random() < 0.5 ? 'newest' : 'oldest';
      lists.push(await timed(() => search.page(wanted, order, undefined, 100)));
      if (n % 10 === 0) totals.push(await timed(() => search.total(wanted)));
    }
    const ofClass: number[] = [];
    for (let n = 0; n < LISTS; n++) {
      const values: Wanted['values'] = { deadline: [pick(classes)] };
      if (random() < 0.5) values.agency = [pick(ids.agency)];
      if (random() < 0.2) values.kind = [pick(ids.kind)];
      const order = random() < 0.5 ? 'newest' : 'oldest';
      ofClass.push(await timed(() => search.page({ values }, order, undefined, 100)));
    }
    const taken = process.memoryUsage().rss - memory;
    const days: number[] = [];
    for (let n = 0; n < 10; n++) {
      now += DAY;
      days.push(await timed(() => search.update()));
    }
    index.close();
    await close();
    const many = `${contacts.toLocaleString('en')} contacts`;
    return [
      {
        name: `contacts: the index of ${many} is made, in slices`,
        value: contacts / (madeMs / 1000),
        unit: 'contacts/s',
      },
      { name: `contacts: the index of ${many} on disk`, value: statSync(file).size / contacts, unit: 'bytes/contact' },
      ...spread(`contacts: one of ${many} by its code`, codes),
      ...spread(`contacts: the first page of any filtered list of ${many}`, lists),
      ...spread(`contacts: how many such a list has`, totals),
      ...spread(`contacts: the first page of the cases of one class, of ${many}`, ofClass),
      ...spread(`contacts: cases become overdue when a day begins`, days),
      {
        name: `contacts: by how much the process grew over these questions, of ${many}`,
        value: taken / 2 ** 20,
        unit: 'MiB',
      },
    ];
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}
