// Contacts: what clerks register, tag and correct, the rows behind a month's figures, and the steps of a case.
import { z } from 'zod';
import { caseSteps, settlements, verificationResults } from '../enums.ts';
import { changeEntry, next, pageQuery } from './audit.ts';
import { contactFilters, contactList, contactTable, understood } from './contact-lists.ts';
import type { Endpoint } from './endpoint.ts';
import { count, day, id, moment, month, official, ref, tableText } from './fields.ts';

/** A built-in channel or one of the profile's. */
const channel = id;
const result = z.enum(verificationResults);
const tags = {
  county: z.exactOptional(id),
  topic: z.exactOptional(id),
  kind: z.exactOptional(id),
  agency: z.exactOptional(id),
};
const word = z.exactOptional(z.string());
const row = z
  .object({
    subject: z.string(),
    day: z.string(),
    channel,
    county: word,
    topic: word,
    kind: word,
    agency: word,
    at: z.exactOptional(moment),
    official: word,
    desk: word,
    by: word,
    registeredAt: z.exactOptional(moment),
    ref: word,
    settled: z.exactOptional(z.enum(settlements)),
    referred: z.exactOptional(z.literal(true)),
    answeredAt: z.exactOptional(moment),
    closed: z.exactOptional(z.literal(true)),
    verified: z.exactOptional(result),
  })
  .meta({
    id: 'Contact',
    description:
      'subject names it in requests: contact/<id> when it was registered by hand, call/<day>/<key> for a call. at: when a call ' +
      'first joined. ref: the tracking code, for roles that may read it. Times are epoch milliseconds.',
  });
/**
 * One contact. `subject`: how it is named in requests: `contact/<id>` when it was registered by hand, `call/<day>/<key>` for
 * a call. `at`: when a call first joined (epoch ms). `ref`: SAMAD's tracking code or ours; only for roles that may read it.
 */
export type ContactRow = z.output<typeof row>;
export const contactRow = row;
const one = z.strictObject({ channel, on: z.exactOptional(day), ...tags, ref: z.exactOptional(ref) });
export type NewContact = z.output<typeof one>;
const problem = z
  .object({
    code: z.enum([
      'bad-date',
      'other-calendar',
      'no-date',
      'future',
      'bad-channel',
      'unknown-county',
      'unknown-topic',
      'unknown-kind',
      'unknown-agency',
      'bad-ref',
      'there-already',
    ]),
    value: word,
    days: z.exactOptional(z.array(z.string()).readonly()),
  })
  .meta({
    id: 'ContactProblem',
    description: 'Why a row of a table is not taken. days: the Jalali days that a date of another calendar may be.',
  });
/** Why a row of a table of contacts is not taken. */
export type ContactProblem = z.output<typeof problem>;
const line = z.number().int();
const tableRow = z
  .union([
    z.object({ line, ok: z.literal(true), contact: one }),
    z.object({ line, ok: z.literal(false), problems: z.array(problem) }),
  ])
  .meta({ id: 'ContactTableRow' });
export type ContactTableRow = z.output<typeof tableRow>;
const sample = z.object({ seed: z.string(), size: z.number().int(), at: moment, by: word });
/** A sample of a month's cases that was drawn for verification; `size` of every agency at most. `at`: epoch ms. */
export type Sample = z.output<typeof sample>;
const subject = z.string().max(100);
export const contacts = {
  'GET /api/contacts': {
    summary:
      'Contacts of any age as rows. q: what a person typed, as code, day and names; ref: a tracking code, for which near has the ' +
      'codes that differ by one slip where it is none; from and to: days, both included.',
    query: contactList,
    answer: z.object({
      rows: z.array(row),
      officials: z.record(z.string(), official),
      next: z.string().optional(),
      near: z.array(z.string()).optional(),
      ...understood,
    }),
  },
  'GET /api/contacts/total': {
    summary: 'How many contacts such a list has.',
    query: contactFilters,
    answer: z.object({ total: count }),
  },
  'GET /api/contacts.csv': {
    summary: 'The same contacts as a table for spreadsheet programs.',
    query: contactTable,
    otherTypes: ['text/csv'],
  },
  'GET /api/contacts/changes': {
    summary: 'Who changed which contact, and what stood there before.',
    query: pageQuery,
    answer: z.object({
      rows: z.array(changeEntry),
      next,
    }),
  },
  'GET /api/contacts/mine': {
    summary: 'What the asking clerk registered today.',
    answer: z.object({ rows: z.array(row), totals: z.record(z.string(), count) }),
  },
  'GET /api/contacts/untagged': {
    summary: 'Recent calls without a topic or kind.',
    answer: z.object({ rows: z.array(row), untagged: count, all: count }),
  },
  'POST /api/contacts': { summary: 'Registers a contact.', body: one, answer: row, status: 201 },
  'PATCH /api/contacts': {
    summary: 'Corrects a contact, or tags a call.',
    body: z.strictObject({
      subject,
      channel: z.exactOptional(channel),
      on: z.exactOptional(day),
      ...tags,
      ref: z.exactOptional(ref),
    }),
    answer: row,
  },
  'POST /api/contacts/withdraw': { summary: 'Takes a wrong entry back.', body: z.strictObject({ subject }) },
  'POST /api/contacts/import': {
    summary: 'Reads a table of contacts; saves it when asked to.',
    body: tableText,
    answer: z.object({ rows: z.array(tableRow), saved: count.optional() }),
  },
  'POST /api/cases': {
    summary:
      'The next step of a case; or that none was needed: advised in the talk itself, or unrelated to any agency. mistaken takes ' +
      'either back.',
    body: z.strictObject({
      subject,
      step: z.enum(caseSteps),
      agency: z.exactOptional(id),
      outcome: z.exactOptional(id),
      result: z.exactOptional(result),
      mistaken: z.exactOptional(z.literal(true)),
    }),
    answer: row,
  },
  'GET /api/verification': {
    summary: 'The samples of a month, or one of them drawn again.',
    query: z.strictObject({
      month,
      size: z.coerce.number<number | string>().int().min(1).max(200).optional(),
      seed: z
        .string()
        .regex(/^[a-z0-9]{1,32}$/)
        .optional(),
    }),
    answer: z.union([
      z.object({ month: z.string(), size: z.number().int(), seed: z.string(), rows: z.array(row) }),
      z.object({
        month: z.string(),
        samples: z.array(sample),
      }),
    ]),
  },
  'POST /api/verification': {
    summary: 'Draws a random sample of a month’s cases.',
    body: z.strictObject({ month, size: z.number().int().min(1).max(200) }),
    answer: z.object({ month: z.string(), size: z.number().int(), seed: z.string(), rows: z.array(row) }),
    status: 201,
  },
} as const satisfies Record<string, Endpoint>;
