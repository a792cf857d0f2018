// Contacts over HTTP: what clerks register, tag and correct, the rows behind a month's figures, and the steps of a case.
import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import type { Calendar } from '../../shared/calendar.ts';
import { verificationResults } from '../../shared/enums.ts';
import { caseSteps, type ContactRow, type ContactTableRow } from '../../shared/contacts.ts';
import type { Role } from '../../shared/role.ts';
import { before } from '../contacts/before.ts';
import type { Clerk } from '../contacts/clerk.ts';
import type { ContactRows, FoundContact } from '../contacts/contact-rows.ts';
import { createRegistering } from '../contacts/registering.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { subjectOf } from '../ledger/subject.ts';
import { invalidField, readBody, readQuery, jsonBody } from './body.ts';
import { id, ref } from '../../shared/api/fields.ts';
import { pageQuery } from '../../shared/api/audit.ts';
import { idempotencyKey } from './idempotency.ts';
import { isOfContacts, officePage, rowOf } from './audit-page.ts';
import { Problem } from './problem.ts';
import { identityOf, type Route } from './route.ts';

export type ContactOptions = {
  clerk: Clerk;
  rows: ContactRows;
  calendar: Calendar;
  today: () => string;
  /** Ids of the profile's channels, counties, topics, kinds and agencies. */
  known: Record<'channel' | 'county' | 'topic' | 'kind' | 'agency', ReadonlySet<string>>;
  /** A table, as it is understood now. Throws TooManyRows. */
  read: (text: string) => Promise<ContactTableRow[]>;
  ledger: Pick<Ledger, 'changes' | 'bySubject'>;
  /** Names of officials by id. */
  officials: () => ReadonlyMap<string, string>;
};

const MOST_ROWS = 200;
/** A clerk may tag calls of so many days, today being the first. */
const CLERK_DAYS = 2;
const READS_REFS: readonly Role[] = ['clerk', 'supervisor', 'admin'];

const day = z.string().regex(/^1[34]\d\d-\d\d-\d\d$/, 'expected a Jalali day such as 1405-09-02');
const tags = { county: id.optional(), topic: id.optional(), kind: id.optional(), agency: id.optional() };
const registration = z.strictObject({ channel: id, on: day.optional(), ...tags, ref: ref.optional() });
const subject = z.string().max(100);
const correction = z.strictObject({
  subject,
  channel: id.optional(),
  on: day.optional(),
  ...tags,
  ref: ref.optional(),
});
const withdrawal = z.strictObject({ subject });
const step = z.strictObject({
  subject,
  step: z.enum(caseSteps),
  agency: id.optional(),
  outcome: id.optional(),
  result: z.enum(verificationResults).optional(),
});
const table = z.strictObject({ text: z.string(), save: z.boolean().default(false) });
const filters = z.strictObject({
  month: z
    .string()
    .regex(/^1[34]\d\d-(0[1-9]|1[0-2])$/)
    .optional(),
  day: day.optional(),
  channel: id.optional(),
  county: id.optional(),
  topic: id.optional(),
  kind: id.optional(),
  agency: id.optional(),
  official: id.optional(),
  step: z.enum(['referred', 'answered', 'closed', ...verificationResults]).optional(),
  after: z
    .string()
    .regex(/^1[34]\d\d-\d\d-\d\d~\d{1,6}$/)
    .optional(),
});
type Filters = z.output<typeof filters>;

export function contactRoutes({
  clerk,
  rows,
  calendar,
  today,
  known,
  read,
  ledger,
  officials,
}: ContactOptions): readonly Route[] {
  const registering = createRegistering({ clerk, rows, ledger });
  const recentDays = (): string[] => {
    const days = [today()];
    while (days.length < CLERK_DAYS) days.push(calendar.dayOf(calendar.startOf(days.at(-1) ?? '') - 1));
    return days;
  };
  const requireKnown = (given: Partial<Record<keyof typeof known, string | undefined>>): void => {
    for (const [name, ids] of Object.entries(known)) {
      const value = given[name as keyof typeof known];
      // An agency need not be in the profile: sittings bring their own.
      // How a contact came is known to the person who registers it; what it is about need not be.
      const isTakenBack = value === 'unknown' && name !== 'channel';
      if (value !== undefined && name !== 'agency' && !isTakenBack && !ids.has(value))
        throw invalidField(name, `expected an id of the profile, such as ${[...ids].slice(0, 6).join(', ')}`);
    }
  };
  const requireDay = (on: string | undefined): void => {
    if (on === undefined) return;
    if (!calendar.has(on)) throw invalidField('on', 'expected a day that the calendar has');
    if (on > today()) throw invalidField('on', 'expected today or an earlier day');
  };
  /** What a clerk may change: own entries of today, and tags of late calls; whoever plans may change everything. */
  const mine = (found: FoundContact | undefined, who: { role: Role; name: string }): FoundContact => {
    if (!found) throw new Problem('not-found', 'there is no such contact (any more)');
    if (who.role !== 'clerk') return found;
    const { row, contact } = found;
    const isOwn = contact !== undefined && row.by === who.name && (row.registeredAt ?? 0) >= calendar.startOf(today());
    if (isOwn || (contact === undefined && recentDays().includes(row.day))) return found;
    throw new Problem('forbidden', 'a clerk corrects own entries of today and tags calls of today and yesterday');
  };
  const shown = (row: ContactRow, role: Role): ContactRow => {
    if (READS_REFS.includes(role)) return row;
    const { ref: _hidden, ...open } = row;
    return open;
  };

  const list: RequestHandler = (request, response) => {
    const asked = filters.safeParse({ ...request.query });
    if (!asked.success || (asked.data.month === undefined) === (asked.data.day === undefined))
      throw new Problem(
        'bad-parameters',
        `expected month or day, and perhaps ${Object.keys(filters.shape).join(', ')}`,
      );
    const { role } = identityOf(response);
    const { found, next } = page(asked.data);
    const called = officials();
    const named = found.flatMap(({ official = '' }) =>
      called.has(official) ? [[official, { name: called.get(official) }]] : [],
    );
    response.json({
      rows: found.map((row) => shown(row, role)),
      officials: Object.fromEntries(named) as Record<string, { name: string }>,
      ...(next !== undefined && { next }),
    });
  };

  /** Days newest first, until a page is full; the cursor says where the next one begins. */
  const page = (asked: Filters): { found: ContactRow[]; next?: string } => {
    const [from, skip] = asked.after?.split('~') ?? [];
    const found: ContactRow[] = [];
    for (const one of daysOf(asked, calendar)) {
      if ((from !== undefined && one > from) || one > today()) continue;
      const fits = rows
        .ofDay(one)
        .map(({ row }) => row)
        .filter((row) => isAsked(row, asked));
      const begin = one === from ? Number(skip) : 0;
      for (const [n, row] of fits.entries()) {
        if (n < begin) continue;
        if (found.length === MOST_ROWS) return { found, next: `${one}~${n}` };
        found.push(row);
      }
    }
    return { found };
  };

  const own: RequestHandler = (_request, response) => {
    const who = identityOf(response);
    const entries = rows.registeredSince(who.name, calendar.startOf(today()));
    const totals: Record<string, number> = {};
    for (const { channel } of entries) totals[channel] = (totals[channel] ?? 0) + 1;
    response.json({ rows: entries, totals });
  };

  const untagged: RequestHandler = (_request, response) => {
    const calls = recentDays()
      .flatMap((one) => rows.ofDay(one))
      .map(({ row }) => row)
      .filter(({ subject: name }) => name.startsWith('call/'));
    const open = calls.filter(({ topic, kind }) => topic === undefined || kind === undefined);
    response.json({ rows: open.slice(0, MOST_ROWS), untagged: open.length, all: calls.length });
  };

  const register: RequestHandler = async (request, response) => {
    const contact = readBody(registration, request.body);
    requireKnown(contact);
    requireDay(contact.on);
    const found = await registering.one(withoutUndefined(contact), identityOf(response).name, idempotencyKey(request));
    if (!found) throw new Problem('not-found', 'it was registered with this key, and withdrawn since');
    response.status(201).json(found.row);
  };

  const take: RequestHandler = async (request, response) => {
    const { text, save } = readBody(table, request.body);
    const understood = await read(text);
    if (!save) return void response.json({ rows: understood });
    const saved = await registering.table(understood, identityOf(response).name, idempotencyKey(request));
    response.json({ rows: understood, saved });
  };

  const correct: RequestHandler = async (request, response) => {
    const { subject: name, ...changes } = readBody(correction, request.body);
    requireKnown(changes);
    requireDay(changes.on);
    const found = mine(rows.find(name), identityOf(response));
    if (found.call !== undefined && (changes.channel ?? changes.on ?? changes.ref) !== undefined)
      throw invalidField('subject', 'expected only tags for a call: its channel, day and code are facts');
    await clerk.correct(found, withoutUndefined(changes), identityOf(response).name);
    response.json(rows.find(name)?.row ?? {});
  };

  const withdraw: RequestHandler = async (request, response) => {
    const { subject: name } = readBody(withdrawal, request.body);
    const who = identityOf(response);
    const found = mine(rows.find(name), who);
    if (found.call !== undefined && who.role === 'clerk') throw new Problem('forbidden', 'a clerk withdraws no call');
    await clerk.withdraw(found, who.name);
    response.status(204).end();
  };

  const follow: RequestHandler = async (request, response) => {
    const { subject: name, step: taken, ...more } = readBody(step, request.body);
    if (taken === 'verified' && more.result === undefined)
      throw invalidField('result', 'expected what the verification found');
    const found = rows.find(name);
    if (!found) throw new Problem('not-found', 'there is no such contact (any more)');
    await clerk.step(found, taken, withoutUndefined(more), identityOf(response).name);
    response.json(rows.find(name)?.row ?? {});
  };

  /** Who changed what, with what stood there before, and of which contact by its tracking code. */
  const changes: RequestHandler = (request, response) => {
    const { entries, next } = officePage(ledger.changes, readQuery(pageQuery, request.query), isOfContacts);
    const listed = entries.map((entry) => {
      const { event, position } = entry;
      const about = subjectOf(event);
      if (about === undefined || event.type === 'verification.sampled') return { ...rowOf(entry), before: {} };
      const earlier = ledger.bySubject(about).filter((one) => one.position < position);
      const code = rows.codeOf(about, [...earlier.map((one) => one.event), event]);
      return { ...rowOf(entry), code, before: before(event, earlier) };
    });
    response.json({ rows: listed, next });
  };

  return [
    { key: 'GET /api/contacts/changes', handlers: [changes] },
    { key: 'GET /api/contacts', handlers: [list] },
    { key: 'GET /api/contacts/mine', handlers: [own] },
    { key: 'GET /api/contacts/untagged', handlers: [untagged] },
    { key: 'POST /api/contacts', handlers: [jsonBody, register] },
    { key: 'PATCH /api/contacts', handlers: [jsonBody, correct] },
    { key: 'POST /api/contacts/withdraw', handlers: [jsonBody, withdraw] },
    { key: 'POST /api/contacts/import', handlers: [express.json({ limit: '1mb', inflate: false }), take] },
    { key: 'POST /api/cases', handlers: [jsonBody, follow] },
  ];
}

/** The days asked for, newest first. */
function daysOf({ month, day: one }: Filters, calendar: Calendar): string[] {
  if (month === undefined) return one === undefined ? [] : [one];
  return Array.from(
    { length: calendar.lengthOf(month) },
    (_, n) => `${month}-${String(n + 1).padStart(2, '0')}`,
  ).reverse();
}

function isAsked(row: ContactRow, asked: Filters): boolean {
  for (const name of ['county', 'topic', 'kind', 'agency', 'official'] as const)
    if (asked[name] !== undefined && (row[name] ?? 'unknown') !== asked[name]) return false;
  if (asked.channel !== undefined && row.channel !== asked.channel) return false;
  switch (asked.step) {
    case undefined:
      return true;
    case 'referred':
      return row.referred === true;
    case 'answered':
      return row.answeredAt !== undefined;
    case 'closed':
      return row.closed === true;
    default:
      return row.verified === asked.step;
  }
}

/** A field that was not given is not there at all. */
const withoutUndefined = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
