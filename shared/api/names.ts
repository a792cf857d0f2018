// What the queues, desks and officials that the systems reported are called here, and which of them count.
import { z } from 'zod';
import type { nameKinds } from '../enums.ts';
import { nameSchema } from '../event-fields.ts';
import type { Endpoint } from './endpoint.ts';
import { count, id, moment, name, tableText } from './fields.ts';

/** Without an English name the Persian one stands for both. */
const given = z.strictObject({ fa: nameSchema, en: nameSchema.optional() });
const queueDecision = z
  .strictObject({
    names: given.optional(),
    county: id.optional(),
    callersFromHere: z.boolean().optional(),
    ignored: z.boolean().optional(),
  })
  .meta({
    id: 'QueueDecision',
    description: 'Replaces what was decided before; what is absent is as the profile has it. county "unknown": none.',
  });
const deskDecision = z
  .strictObject({ names: given.optional(), as: id.optional() })
  .meta({ id: 'DeskDecision', description: 'as: from now on it counts as that desk.' });
const officialDecision = z
  .strictObject({ names: given.optional(), titles: given.optional() })
  .meta({ id: 'OfficialDecision' });
export type QueueDecision = z.output<typeof queueDecision>;
export type DeskDecision = z.output<typeof deskDecision>;
export type OfficialDecision = z.output<typeof officialDecision>;

const row = {
  id: z.string(),
  names: z.exactOptional(name).meta({ description: 'The name in force; absent: it has that of its system.' }),
  reported: z.exactOptional(z.string()).meta({ description: 'What its system, or the timetable, calls it.' }),
};
const reportedRow = {
  ...row,
  system: z.exactOptional(z.string()),
  lastAt: z.exactOptional(moment).meta({ description: 'When an event named it last.' }),
  inProfile: z.boolean(),
};
const queueRow = z
  .object({
    ...reportedRow,
    county: z.exactOptional(z.string()),
    callersFromHere: z.boolean(),
    ignored: z.boolean(),
    countsToday: z.boolean().meta({ description: 'It stays on the wall until the day ends, also when it is ignored.' }),
    decided: z.exactOptional(queueDecision),
  })
  .meta({ id: 'NamedQueue' });
const deskRow = z
  .object({
    ...reportedRow,
    queue: z.exactOptional(z.string()),
    as: z.exactOptional(z.string()),
    decided: z.exactOptional(deskDecision),
  })
  .meta({ id: 'NamedDesk' });
const officialRow = z
  .object({
    ...row,
    title: z.exactOptional(z.string()),
    titles: z.exactOptional(name),
    decided: z.exactOptional(officialDecision),
  })
  .meta({ id: 'NamedOfficial' });
export type QueueRow = z.output<typeof queueRow>;
export type DeskRow = z.output<typeof deskRow>;
export type OfficialRow = z.output<typeof officialRow>;

export type NameKind = (typeof nameKinds)[number];
const problem = z
  .object({
    code: z.enum([
      'no-kind',
      'no-thing',
      'unknown-thing',
      'no-persian',
      'bad-name',
      'digits',
      'name-taken',
      'unknown-county',
      'no-county',
      'bad-yes-no',
      'unknown-desk',
      'same-desk',
      'twice',
      'not-here',
    ]),
    value: z.exactOptional(z.string()),
  })
  .meta({ id: 'NameProblem' });
export type NameProblem = z.output<typeof problem>;
const line = z.number().int();
const tableRow = z
  .union([
    z.object({ line, ok: z.literal(true), kind: z.literal('queue'), id: z.string(), decision: queueDecision }),
    z.object({ line, ok: z.literal(true), kind: z.literal('desk'), id: z.string(), decision: deskDecision }),
    z.object({ line, ok: z.literal(true), kind: z.literal('official'), id: z.string(), decision: officialDecision }),
    z.object({ line, ok: z.literal(false), problems: z.array(problem) }),
  ])
  .meta({ id: 'NameTableRow', description: 'One row of a table; line counts from 1.' });
export type NameTableRow = z.output<typeof tableRow>;

export const names = {
  'GET /api/names': {
    summary: 'Queues, desks and officials with their names, those that have none yet too.',
    answer: z.object({ queues: z.array(queueRow), desks: z.array(deskRow), officials: z.array(officialRow) }),
  },
  'GET /api/names.csv': {
    summary: 'The same as a table, which can be changed and imported.',
    query: z.strictObject({ lang: z.enum(['fa', 'en']).optional() }),
    otherTypes: ['text/csv'],
  },
  'PUT /api/names/queues/:id': {
    summary: 'Names a queue, gives it to a county, or leaves it out; an empty body takes that back.',
    body: queueDecision,
    answer: queueRow,
  },
  'PUT /api/names/desks/:id': {
    summary: 'Names a desk, or says that it is the same as another; an empty body takes that back.',
    body: deskDecision,
    answer: deskRow,
  },
  'PUT /api/names/officials/:id': {
    summary: 'Names an official and the title in both languages; an empty body takes that back.',
    body: officialDecision,
    answer: officialRow,
  },
  'POST /api/names/import': {
    summary: 'Reads a table of names; saves it when asked to.',
    body: tableText,
    answer: z.object({ rows: z.array(tableRow), saved: count.optional() }),
  },
} as const satisfies Record<string, Endpoint>;
