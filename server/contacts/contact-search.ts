// Contacts of any age by their code or by filters: the index is brought up to date from the ledger, slice by slice, and rows
// are read from the log, so they are never older than it.
import type { Calendar } from '../../shared/calendar.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { canonical } from '../../shared/patch.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { dayNumber } from '../log/row.ts';
import type { Pace } from '../reading/pace.ts';
import { isCorrupt } from '../sqlite/open-errors.ts';
import type { Basis, Standings } from './case-standings.ts';
import type { ContactIndex } from './contact-index.ts';
import type { Indexed, Listed, Order, Place, Wanted } from './index-types.ts';
import type { ContactRows, FoundContact } from './contact-rows.ts';
import { nearCodes, normalizeCode } from './ref.ts';

const PAGE = 500;
/** Contacts that may share a code: SAMAD's codes are typed by people. */
const MOST_OF_CODE = 50;

type Parts = {
  index: ContactIndex;
  rows: Pick<ContactRows, 'ofSubject'>;
  ledger: Pick<Ledger, 'subjectsAfter' | 'bySubject' | 'after'>;
  calendar: Calendar;
  position: () => number;
  standings: Standings;
  pace: Pace;
};

export type ContactSearch = {
  /** By the name that rows give; undefined when there is none (any more). */
  find: (name: string) => Promise<FoundContact | undefined>;
  page: (
    wanted: Wanted,
    order: Order,
    behind: Place | undefined,
    limit: number,
  ) => Promise<{ rows: FoundContact[]; next?: Place }>;
  total: (wanted: Wanted) => Promise<number>;
  /** Codes that exist and differ from a written one by one slip. */
  near: (code: string) => Promise<string[]>;
  /** Brings the index up to the log and to today. */
  update: () => Promise<void>;
};

/** By which a log is recognised: its event at a position. */
export const eventAt = (ledger: Pick<Ledger, 'after'>, position: number): string => {
  const [entry] = position > 0 ? ledger.after(position - 1, 1) : [];
  return entry?.position === position ? `${entry.event.source} ${entry.event.id}` : '';
};

export function createContactSearch({
  index,
  rows,
  ledger,
  calendar,
  position,
  standings,
  pace,
}: Parts): ContactSearch {
  let updating: Promise<void> | undefined;
  /** By what cases are judged now. */
  let basis: Basis | undefined;

  const put = (subject: string, by: Basis): void => {
    const found = rows.ofSubject(subject);
    const row = found && indexed(subject, found, calendar);
    index.put(subject, row && { ...row, deadline: standings.numberOf(row, by) });
  };
  /** First, so that what is put in afterwards stands by the same day and rules as all the rest. */
  const judgeAnew = async (): Promise<Basis> => {
    const [known, fresh] = [index.judgedBy(), standings.basis()];
    const text = canonical(fresh);
    if (known === text) return fresh;
    const since = standings.firstChanged(known === '' ? undefined : (JSON.parse(known) as Basis), fresh);
    if (since !== undefined)
      for (const _piece of index.judge(dayNumber(since), (one) => standings.numberOf(one, fresh)))
        if (pace.isUsedUp()) await pace.turn();
    index.commit(index.position(), eventAt(ledger, index.position()), text);
    return fresh;
  };
  /** Whose talk a call was depends on the sittings of its day; an announcement that one has begun changes nothing. */
  const daysOfSitting = (subject: string): number[] => {
    const entries = ledger.bySubject(subject);
    const isChanged = entries.some(({ event, position: at }) => at > index.position() && !isAnnouncement(event));
    if (!isChanged) return [];
    const moments = entries.flatMap(({ event }) => momentsOf(event));
    return [...new Set(moments.map((at) => dayNumber(calendar.dayOf(at))))];
  };

  const catchUp = async (): Promise<void> => {
    await pace.turn();
    const upTo = position();
    const by = (basis = await judgeAnew());
    for (let after = index.position(); after < upTo;) {
      const page = ledger.subjectsAfter(after, upTo, PAGE);
      const seen = new Set<string>();
      const days = new Set<number>();
      for (const { subject } of page) {
        if (seen.has(subject)) continue;
        seen.add(subject);
        if (subject.startsWith('call/') || subject.startsWith('contact/')) put(subject, by);
        else if (subject.startsWith('sitting/')) for (const one of daysOfSitting(subject)) days.add(one);
        if (pace.isUsedUp()) await pace.turn();
      }
      for (const day of days)
        for (const subject of index.subjectsOf(day)) {
          put(subject, by);
          if (pace.isUsedUp()) await pace.turn();
        }
      after = page.length < PAGE ? upTo : (page.at(-1)?.position ?? upTo);
      index.commit(after, eventAt(ledger, after));
      if (pace.isUsedUp()) await pace.turn();
    }
  };
  const update = async (): Promise<void> => {
    const wanted = position();
    while (index.position() < wanted || basis?.day !== standings.today()) {
      updating ??= catchUp()
        .catch((error: unknown) => {
          if (isCorrupt(error)) index.clear();
          throw error;
        })
        .finally(() => (updating = undefined));
      await updating;
    }
  };

  const read = async (listed: readonly Listed[]): Promise<FoundContact[]> => {
    const found: FoundContact[] = [];
    for (const { subject } of listed) {
      const one = rows.ofSubject(subject);
      if (one) found.push(one);
      if (pace.isUsedUp()) await pace.turn();
    }
    return found;
  };

  return {
    update,

    async find(name) {
      // By hand: its name is its subject, and it is found before the board has it.
      if (name.startsWith('contact/')) return rows.ofSubject(name);
      await update();
      const subject = index.subjectNamed(name);
      return subject === undefined ? undefined : rows.ofSubject(subject);
    },

    async page(wanted, order, behind, limit) {
      await update();
      await pace.turn();
      const listed: Listed[] = [];
      for (const piece of index.pieces(wanted, order, behind, limit + 1)) {
        listed.push(...piece);
        if (listed.length > limit) break;
        if (pace.isUsedUp()) await pace.turn();
      }
      const last = listed.length > limit ? listed[limit - 1] : undefined;
      return { rows: await read(listed.slice(0, limit)), ...(last && { next: last }) };
    },

    async total(wanted) {
      await update();
      await pace.turn();
      let total = 0;
      for (const count of index.counts(wanted)) {
        total += count;
        if (pace.isUsedUp()) await pace.turn();
      }
      return total;
    },

    async near(code) {
      await update();
      return nearCodes(code).flatMap((one) =>
        index.withCode(one, MOST_OF_CODE).flatMap(({ subject }) => rows.ofSubject(subject)?.row.ref ?? []),
      );
    },
  };
}

function indexed(
  subject: string,
  { row, referredAt, endedAt }: FoundContact,
  calendar: Calendar,
): Omit<Indexed, 'deadline'> {
  const dayOf = (at: number | undefined): number => (at === undefined ? 0 : dayNumber(calendar.dayOf(at)));
  const { channel, county, topic, kind, agency, official, verified } = row;
  return {
    subject,
    name: row.subject,
    day: dayNumber(row.day),
    at: row.at ?? 0,
    code: normalizeCode(row.ref ?? ''),
    referred: dayOf(referredAt),
    ended: dayOf(endedAt),
    steps:
      Number(row.referred === true) +
      2 * Number(row.answeredAt !== undefined) +
      4 * Number(row.closed === true) +
      8 * Number(row.settled === 'advised') +
      16 * Number(row.settled === 'unrelated'),
    ...wordsOf({ channel, county, topic, kind, agency, official, verified }),
  };
}

type Words = Pick<Indexed, 'channel' | 'county' | 'topic' | 'kind' | 'agency' | 'official' | 'verified'>;
/** A tag that was taken away is written as `unknown`. */
const wordsOf = (words: Words): Words =>
  Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, value === 'unknown' ? undefined : value]),
  ) as Words;

const isAnnouncement = ({ type }: StoredEvent): boolean => type === 'sitting.opened' || type === 'sitting.closed';

/** Beginning and end of a sitting, as far as an event of it has them. */
const momentsOf = (event: StoredEvent): number[] =>
  ['from', 'to'].flatMap((name) => {
    const at: unknown = name in event ? event[name as keyof StoredEvent] : undefined;
    return typeof at === 'number' ? [at] : [];
  });
