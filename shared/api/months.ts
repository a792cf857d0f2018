// Months: the report of one, tables of past ones, and the words that clerks' pages are written with.
import { z } from 'zod';
import { month as monthOnBoard } from '../board-document.ts';
import type { Endpoint } from './endpoint.ts';
import { count, name, official, tableText, tally } from './fields.ts';

const compared = z.object({
  month: z.string(),
  contacts: count,
  upTo: z.enum(['same-moment', 'same-day', 'whole', 'partial']).meta({
    description:
      'same-moment, same-day: only as far as the running month has come, same-day where no hours are known. partial: it was ' +
      'not counted from its first day, so it is no yardstick.',
  }),
  imported: z.exactOptional(z.literal(true)),
  pace: z.exactOptional(z.object({ daysBefore: count, day: count, hours: z.exactOptional(tally) })).meta({
    description: 'For later moments of the day: contacts of the days before, of the day, and its calls by hour.',
  }),
  countedFrom: z.exactOptional(z.string()).meta({ description: 'The day on which its counting began.' }),
});
/**
 * Another month to compare with. `contacts`: those up to the moment at which this was read, while the month that it is
 * compared with is running; `pace` then gives them for a later moment of that day. `countedFrom`: the day on which counting
 * began in it, so it is no yardstick.
 */
export type Compared = z.output<typeof compared>;

const answering = z
  .object({
    open: count,
    median: z.exactOptional(z.union([count, z.literal('not-yet')])),
    oldestOpen: z.exactOptional(z.string()),
    oldestOpenDays: z.exactOptional(count),
  })
  .meta({
    id: 'Answering',
    description:
      'open: cases that were referred and are neither answered nor closed. median: days within which half of all referred ' +
      'cases were answered; not-yet while fewer than half have an answer. oldestOpenDays: the age of the oldest open case.',
  });

const page = z
  .object({
    month: z.string(),
    today: z.string().meta({ description: 'The Jalali day on which this was read.' }),
    countedFrom: z
      .exactOptional(z.string())
      .meta({ description: 'The day on which counting began, where it was not the month’s first.' }),
    running: z
      .exactOptional(z.object({ day: z.string() }))
      .meta({ description: 'The month is not over; the day that it has reached.' }),
    counted: z.exactOptional(monthOnBoard),
    imported: z.exactOptional(monthOnBoard),
    before: z.exactOptional(compared),
    yearAgo: z.exactOptional(compared),
    answering: z
      .exactOptional(z.record(z.string(), answering))
      .meta({ description: 'How soon agencies answered, by agency.' }),
    names: z.object({
      officials: z.record(z.string(), official),
      agencies: z.record(z.string(), z.string()).meta({ description: 'Agencies that the profile does not name.' }),
    }),
  })
  .meta({ id: 'MonthPage', description: 'counted and imported are absent when there is nothing of the kind.' });
export type MonthPage = z.output<typeof page>;

const names = z.record(z.string(), name);
const words = z
  .object({
    counties: names,
    topics: names,
    kinds: names,
    channels: names,
    agencies: names,
    today: z.string(),
    line: z.string(),
  })
  .meta({ id: 'Words' });
/** The words on the pages of clerks, who do not see the board. `today`: a Jalali day. */
export type Words = z.output<typeof words>;

const tallies = {
  byChannel: z.exactOptional(tally),
  byCounty: z.exactOptional(tally),
  byTopic: z.exactOptional(tally),
  byKind: z.exactOptional(tally),
  byAgency: z.exactOptional(tally),
};
const tableRow = z
  .union([
    z.object({
      line: z.number().int(),
      ok: z.literal(true),
      month: z.object({ month: z.string(), contacts: count, officials: z.exactOptional(count), ...tallies }),
      counted: z.exactOptional(count).meta({ description: 'Contacts counted here in that month.' }),
      replaces: z.exactOptional(count).meta({ description: 'Contacts of its last import.' }),
    }),
    z.object({
      line: z.number().int(),
      ok: z.literal(false),
      problems: z.array(
        z.object({
          code: z.enum([
            'no-month',
            'bad-month',
            'bad-count',
            'no-total',
            'not-over',
            'twice',
            'sums-differ',
            'unknown-column',
          ]),
          value: z.exactOptional(z.string()),
        }),
      ),
    }),
  ])
  .meta({ id: 'MonthTableRow' });
export type MonthTableRow = z.output<typeof tableRow>;
/** A past month as it was counted elsewhere. */
export type NewMonth = Extract<MonthTableRow, { ok: true }>['month'];
/** Why a row of a table of months is not taken. */
export type MonthProblem = Extract<MonthTableRow, { ok: false }>['problems'][number];

export const months = {
  'GET /api/words': { summary: 'Names of counties, topics, kinds, channels and agencies.', answer: words },
  'GET /api/months/:month': {
    summary: 'The report of a Jalali month such as 1405-08; with .csv, .xlsx or .txt as a file or a press statement.',
    query: z.strictObject({ lang: z.enum(['fa', 'en']).optional() }),
    answer: page,
    otherTypes: ['text/plain', 'text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  },
  'POST /api/months/import': {
    summary: 'Reads a table of past months; saves it when asked to.',
    body: tableText,
    answer: z.object({ rows: z.array(tableRow), saved: count.optional() }),
  },
} as const satisfies Record<string, Endpoint>;
