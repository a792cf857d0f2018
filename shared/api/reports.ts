// Reports of a sitting and of a day, as they are known at the moment of asking; that of a month stands in months.ts.
import { z } from 'zod';
import { callCounters } from '../board-document.ts';
import { alertSum } from './alerts.ts';
import type { Endpoint } from './endpoint.ts';
import { count, moment, tally } from './fields.ts';
import { sitting } from './sittings.ts';

const asOf = moment.meta({ description: 'When it was written: later corrections are not in it.' });

const sittingReport = z
  .object({
    asOf,
    sitting,
    byTopic: tally,
    byCounty: tally,
    forecastKept: z
      .exactOptional(z.boolean())
      .meta({ description: 'Whether as many were answered as was foreseen at half-time; absent without a forecast.' }),
    alerts: count.meta({
      description: 'Alerts that were on in its time, about it, its queue, a link or the province.',
    }),
  })
  .meta({
    id: 'SittingReport',
    description: 'byTopic and byCounty count its visits, so each adds up to those offered. No row is about a citizen.',
  });
export type SittingReport = z.output<typeof sittingReport>;

const dayReport = z
  .object({
    asOf,
    day: z.string(),
    from: moment,
    to: moment,
    isOver: z.boolean(),
    contacts: count,
    byChannel: tally,
    byCounty: tally,
    byTopic: tally,
    byKind: tally,
    calls: callCounters,
    sittings: z.array(sitting),
    alerts: z.record(z.string(), alertSum),
  })
  .meta({
    id: 'DayReport',
    description:
      'contacts and the tallies of them as the month counts them for this day; calls: visits that joined on it; sittings that ' +
      'began on it.',
  });
export type DayReport = z.output<typeof dayReport>;

const otherTypes = ['text/plain', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];
const query = z.strictObject({ lang: z.enum(['fa', 'en']).optional() });

export const reports = {
  'GET /api/reports/sittings/:id': {
    summary: 'The sheet of a sitting; with .xlsx or .txt after the id as a file or a text.',
    query,
    answer: sittingReport,
    otherTypes,
  },
  'GET /api/reports/days/:day': {
    summary: 'The report of a Jalali day such as 1405-09-08; with .xlsx or .txt as a file or a text.',
    query,
    answer: dayReport,
    otherTypes,
  },
} as const satisfies Record<string, Endpoint>;
