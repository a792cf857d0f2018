// Contacts: what clerks register, tag and correct, the rows behind a month's figures, and the steps of a case.
import { z } from 'zod';
import { verificationResults } from '../enums.ts';
import { caseSteps } from '../contacts.ts';
import { changeEntry, next, pageQuery } from './audit.ts';
import type { Endpoint } from './endpoint.ts';
import { count, day, id, moment, month, ref, tableText } from './fields.ts';

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
export type ContactRow = z.output<typeof row>;
const one = z.strictObject({ channel, on: z.exactOptional(day), ...tags, ref: z.exactOptional(ref) });
const problem = z
  .object({
    code: z.enum([
      'bad-date',
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
  })
  .meta({ id: 'ContactProblem', description: 'Why a row of a table is not taken.' });
const line = z.number().int();
const tableRow = z
  .union([
    z.object({ line, ok: z.literal(true), contact: one }),
    z.object({ line, ok: z.literal(false), problems: z.array(problem) }),
  ])
  .meta({ id: 'ContactTableRow' });
const subject = z.string().max(100);
const filters = z.strictObject({
  month: month.optional(),
  day: day.optional(),
  channel: channel.optional(),
  county: id.optional(),
  topic: id.optional(),
  kind: id.optional(),
  agency: id.optional(),
  official: id.optional(),
  step: z.enum(['referred', 'answered', 'closed', ...verificationResults]).optional(),
  after: z
    .string()
    .regex(/^1[34]\d\d-\d\d-\d\d~\d{1,16}~[\w./-]{1,120}$/, 'expected the cursor `next` of the page before')
    .optional(),
});
export type ContactFilters = z.output<typeof filters>;

export const contacts = {
  'GET /api/contacts': {
    summary: 'Contacts as rows, newest first; of a month or a day.',
    query: filters,
    answer: z.object({
      rows: z.array(row),
      officials: z.record(z.string(), z.object({ name: z.string() })),
      next: z.string().optional(),
    }),
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
    summary: 'The next step of a case.',
    body: z.strictObject({
      subject,
      step: z.enum(caseSteps),
      agency: z.exactOptional(id),
      outcome: z.exactOptional(id),
      result: z.exactOptional(result),
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
        samples: z.array(z.object({ seed: z.string(), size: z.number().int(), at: moment, by: word })),
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
