// Who gets alerts and reports by which channel, and what became of each notice. Secrets go in and never come out again.
import { z } from 'zod';
import {
  DAY_MINUTES,
  mailSecurities,
  noticeChannels,
  noticeLanguages,
  noticeLevels,
  noticePattern,
} from '../notices.ts';
import { reportKinds } from '../reports.ts';
import type { Endpoint } from './endpoint.ts';
import { count, id, moment, text } from './fields.ts';

const minute = z
  .number()
  .int()
  .min(0)
  .max(DAY_MINUTES - 1);
const rules = z.strictObject({
  level: z.enum(noticeLevels),
  queues: z.array(id).max(200),
  counties: z.array(id).max(200),
  quiet: z.strictObject({ from: minute, to: minute }).optional(),
  onlySittings: z.boolean(),
  everyMinutes: z.number().int().min(1).max(DAY_MINUTES).optional(),
  cleared: z.boolean(),
});
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => !/\p{Cc}/u.test(value), 'expected one line');
/** Header and field names and values of a gateway; the server checks the rest. */
const template = z.record(line(80), z.string().max(500)).refine((all) => Object.keys(all).length <= 30, 'too many');

const mailServer = z.strictObject({
  host: line(253),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(mailSecurities),
  user: line(200).optional(),
  password: z.string().min(1).max(200).optional(),
  ca: z.string().trim().min(1).max(30_000).optional(),
  servername: line(253).optional(),
  from: z.string().max(300),
  fromName: line(40).optional(),
});
/** like: the mail server that another recipient has. */
const mail = z.union([mailServer, z.strictObject({ like: id })]);

const settings = z.discriminatedUnion('channel', [
  z.strictObject({ channel: z.literal('webhook'), url: line(2_000) }),
  z.strictObject({ channel: z.literal('bot'), base: line(500), token: line(200), chat: line(100) }),
  z.strictObject({
    channel: z.literal('sms'),
    url: line(2_000),
    format: z.enum(['form', 'json']),
    fields: template,
    headers: template,
    to: line(100),
  }),
  z.strictObject({
    channel: z.literal('phone'),
    host: line(253),
    port: z.number().int().min(1).max(65_535),
    secure: z.boolean(),
    user: line(80),
    secret: line(200),
    dial: line(100),
    context: line(80),
    callerNumber: line(20).optional(),
    account: id.optional(),
  }),
  z.strictObject({ channel: z.literal('email'), to: z.string().max(300), server: mail }),
]);
export type ChannelSettings = z.output<typeof settings>;
const reports = z.array(z.enum(reportKinds)).max(reportKinds.length);

const common = {
  name: text,
  language: z.enum(noticeLanguages),
  /** It may lead into the server's own network. */
  allowLocal: z.boolean(),
  rules,
};
const recipient = z
  .object({
    id,
    ...common,
    channel: z.enum(noticeChannels),
    reports,
    /** Where it goes, without what may be secret. */
    address: z.string(),
    createdAt: moment,
  })
  .meta({
    id: 'Recipient',
    description: 'Who gets alerts and reports. Quiet hours are minutes of the day in the province.',
  });
export type Recipient = z.output<typeof recipient>;

const notice = z
  .object({
    alert: z.string(),
    recipient: id,
    name: z.string(),
    notice: z.string(),
    channel: z.enum(noticeChannels),
    state: z.enum(['sending', 'sent', 'waiting', 'dead']),
    attempt: z.number().int(),
    at: moment,
    reason: z.string().optional(),
    detail: z.string().optional(),
    next: moment.optional(),
  })
  .meta({ id: 'Notice', description: 'One notice. waiting: it failed and is tried again at next; dead: no more.' });
export type NoticeRow = z.output<typeof notice>;

const outcome = z.object({
  ok: z.boolean(),
  reason: z.string().optional(),
  detail: z.string().optional(),
});
export type TestOutcome = z.output<typeof outcome>;

export const recipients = {
  'GET /api/recipients': {
    summary: 'Who gets alerts and reports by which channel, without secrets.',
    answer: z.object({ recipients: z.array(recipient) }),
  },
  'POST /api/recipients': {
    summary: 'Adds a recipient; the signing secret of a webhook is shown once.',
    body: z.strictObject({ ...common, reports: reports.optional(), settings }),
    answer: z.object({ id, secret: z.string().optional() }),
    status: 201,
  },
  'PUT /api/recipients/:id': {
    summary: 'Changes a recipient; without settings its address and secrets stay, without reports those that it gets.',
    body: z.strictObject({ ...common, reports: reports.optional(), settings: settings.optional() }),
    answer: z.object({ id, secret: z.string().optional() }),
  },
  'DELETE /api/recipients/:id': { summary: 'Removes a recipient and forgets its secrets.' },
  'POST /api/recipients/:id/test': {
    summary: 'Sends a test notice now and shows what was answered.',
    answer: outcome,
  },
  'GET /api/notices': {
    summary: 'What became of the notices of the last month, newest first.',
    answer: z.object({
      notices: z.array(notice),
      /** How many there are; more than the latest 500 are not listed. */
      count,
    }),
  },
  'POST /api/notices/retry': {
    summary: 'Tries a notice again that is tried no more.',
    body: z.strictObject({ alert: z.string().min(1).max(150), recipient: id, notice: z.string().regex(noticePattern) }),
  },
} as const satisfies Record<string, Endpoint>;
