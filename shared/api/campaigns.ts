// Campaigns: what supervisors plan, and the figures of each by shift and hour, worked out whenever somebody asks.
import { z } from 'zod';
import { callCounters } from '../board-document.ts';
import { shiftSchema } from '../campaign-events.ts';
import { CAMPAIGN_NAME, MOST_QUEUES, MOST_SHIFTS } from '../campaigns.ts';
import type { Endpoint } from './endpoint.ts';
import { lineOfAtMost } from '../event-fields.ts';
import { count, id, moment, name, tally } from './fields.ts';

const planned = {
  name: lineOfAtMost(CAMPAIGN_NAME),
  from: moment,
  to: moment,
  /** Without any it is about all calls. */
  queues: z.array(id).max(MOST_QUEUES),
  /** Without any each day is one. */
  shifts: z.array(shiftSchema).max(MOST_SHIFTS),
};
const plan = z.strictObject(planned);
export type CampaignPlan = z.output<typeof plan>;

const campaign = z
  .object({ id, version: count, ...planned, plannedBy: z.exactOptional(z.string()), plannedAt: moment })
  .meta({
    id: 'Campaign',
    description: 'A span with a name. Times are epoch milliseconds, shifts times of every day.',
  });
export type Campaign = z.output<typeof campaign>;

const lines = z
  .object({ peak: count, peakAt: z.exactOptional(moment), mean: z.exactOptional(z.number()), unknown: count })
  .meta({
    id: 'LinesInUse',
    description:
      'Calls that waited or talked at the same second: the most, when that was first so, and the mean over the time that has ' +
      'passed. unknown: visits whose end was not reported; they count until their last report.',
  });
const figures = z
  .object({ from: moment, to: moment, calls: callCounters, perHour: z.exactOptional(z.number()), lines })
  .meta({
    id: 'CampaignFigures',
    description:
      'calls: visits that joined in this time. perHour: answered ÷ hours passed; absent before the first minute.',
  });
export type CampaignFigures = z.output<typeof figures>;

const hour = z.object({ from: moment, to: moment, offered: count, answered: count, abandoned: count, peak: count });
export type CampaignHour = z.output<typeof hour>;

const report = z
  .object({
    asOf: moment,
    campaign,
    queueNames: z.record(z.string(), name),
    total: figures,
    shifts: z.array(figures),
    outside: z.exactOptional(callCounters),
    hours: z.array(hour),
    linesNow: z.exactOptional(count),
    byCounty: tally,
    byTopic: tally,
  })
  .meta({
    id: 'CampaignReport',
    description:
      'Worked out from the log at asOf. shifts and outside (in no shift) add up to total, and so do hours. linesNow: while the ' +
      'campaign goes on.',
  });
export type CampaignReport = z.output<typeof report>;

export const campaigns = {
  'GET /api/campaigns': {
    summary: 'All campaigns, the latest first.',
    answer: z.object({ campaigns: z.array(campaign) }),
  },
  'GET /api/campaigns/:id': {
    summary: 'The figures of a campaign; with .csv after the id as a table of its shifts.',
    query: z.strictObject({ lang: z.enum(['fa', 'en']).optional() }),
    answer: report,
    otherTypes: ['text/csv'],
  },
  'POST /api/campaigns': { summary: 'Plans a campaign.', body: plan, answer: campaign, status: 201 },
  'PUT /api/campaigns/:id': {
    summary: 'Changes a campaign; version is the one that was read.',
    body: z.strictObject({ ...planned, version: count }),
    answer: campaign,
  },
  'DELETE /api/campaigns/:id': { summary: 'Removes a campaign from the list; its calls stay what they are.' },
} as const satisfies Record<string, Endpoint>;
