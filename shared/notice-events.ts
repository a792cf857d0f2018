// Events about notices: what leaves for a person, by which channel, and what became of it.
import { z } from 'zod';
import { alertSchema as alert, atSchema, eventOf as type, idSchema as id, textSchema } from './event-fields.ts';
import { noticeChannels, noticePattern } from './notices.ts';

const by = id.optional(); // the author: the name of an account or token

/** alert: the alert's name, or that of a report. */
const attempted = {
  alert,
  recipient: id,
  via: z.enum(noticeChannels),
  notice: z.string().regex(noticePattern, 'expected a step, a reminder such as 2-1, cleared or report'),
  attempt: z.number().int().min(1).max(999),
};
/** next: when it is tried again; without it no more. perhaps: the receiver may have got it all the same. */
const failed = {
  ...attempted,
  reason: id,
  detail: textSchema(200).optional(),
  next: atSchema.optional(),
  perhaps: z.literal(true).optional(),
};

export const noticeEvents = [
  type('notice.claimed', { ...attempted, node: id }),
  type('notice.sent', attempted),
  type('notice.failed', failed),
  type('notice.retried', { ...attempted, by }),
] as const;
