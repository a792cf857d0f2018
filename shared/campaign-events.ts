// Events about campaigns: spans with a name whose calls are summed up by themselves.
import { z } from 'zod';
import { CAMPAIGN_NAME, MOST_QUEUES, MOST_SHIFTS, timePattern } from './campaigns.ts';
import { atSchema as at, eventOf as type, idSchema as id, lineOfAtMost } from './event-fields.ts';

const by = id.optional(); // the author: the name of an account or token
const time = z.string().regex(timePattern, 'expected a time of day such as 08:00');
export const shiftSchema = z.strictObject({ from: time, to: time });

export const campaignEvents = [
  // The n-th edit has the id `campaign/<id>/<n>`, so of two at once one is a repeat; the highest counts. Without queues it is
  // about all calls, without shifts each day is one.
  type('campaign.planned', {
    campaign: id,
    version: z.number().int().min(1).max(9_999),
    name: lineOfAtMost(CAMPAIGN_NAME),
    from: at,
    to: at,
    queues: z.array(id).min(1).max(MOST_QUEUES).optional(),
    shifts: z.array(shiftSchema).min(1).max(MOST_SHIFTS).optional(),
    by,
  }),
  type('campaign.withdrawn', { campaign: id, name: lineOfAtMost(CAMPAIGN_NAME).optional(), by }),
] as const;
