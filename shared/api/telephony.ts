// Links to telephone systems that administrators set up. Secrets go in and never come out again.
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { NO_NUMBER } from '../event-fields.ts';
import { hidesNumber } from '../number.ts';
import { count, id, moment } from './fields.ts';

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((value) => !/\p{Cc}/u.test(value), 'expected one line');
/** Kept as typed: a secret may begin or end with a space. */
const secret = z
  .string()
  .min(1)
  .max(200)
  .refine((value) => !/\p{Cc}/u.test(value), 'expected one line');
const host = line(255).regex(/^[A-Za-z0-9._:-]+$/, 'expected a host name or an IP address, without a port');
const port = z.number().int().min(1).max(65_535);
/** SHA-256 of a certificate, as OpenSSL writes it. */
const fingerprint = z.string().regex(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/, 'expected a SHA-256 fingerprint');
const path = line(500).regex(/^\//, 'expected an absolute path');

const asterisk = z.strictObject({
  protocol: z.literal('ami'),
  host,
  port,
  /** Over TLS. */
  secure: z.boolean(),
  user: line(80).refine((value) => !hidesNumber(value), NO_NUMBER),
  /** Without it the secret that is kept for this link and address stays. */
  secret: secret.optional(),
  /** The one certificate that is trusted, whoever signed it. */
  pin: fingerprint.optional(),
  /** The name of the system; without it its own counts. */
  system: id.optional(),
  queueLog: path.optional(),
  queueLogOld: path.optional(),
});
const freeSwitch = z.strictObject({
  protocol: z.literal('esl'),
  host,
  port,
  secret: secret.optional(),
  system: id.optional(),
});
const settings = z.discriminatedUnion('protocol', [asterisk, freeSwitch]);
export type LinkSettings = z.output<typeof settings>;

const link = z
  .object({
    name: id,
    protocol: z.enum(['ami', 'esl']),
    host: z.string(),
    port,
    secure: z.boolean(),
    user: z.string().optional(),
    pin: fingerprint.optional(),
    system: id.optional(),
    queueLog: z.string().optional(),
    queueLogOld: z.string().optional(),
    /** It stands in the environment variable TELEPHONY: it is changed there. */
    fixed: z.boolean(),
    /** It is not used, because the environment has a link of this name. */
    shadowed: z.literal(true).optional(),
    /** As this node sees it. */
    state: z.enum(['up', 'down', 'refused', 'denied']).optional(),
    since: moment.optional(),
    code: z.string().optional(),
  })
  .meta({ id: 'TelephoneLink', description: 'A link to a telephone system, without its secret.' });
export type LinkRow = z.output<typeof link>;

const certificate = z.object({
  subject: z.string(),
  issuer: z.string(),
  /** Host names and addresses that it is for. */
  names: z.string(),
  from: moment,
  to: moment,
  fingerprint,
});
export type CertificateFacts = z.output<typeof certificate>;

const step = z
  .object({
    step: z.enum([
      'reached',
      'certificate',
      'greeting',
      'version',
      'signed-in',
      'rights',
      'queues',
      'queue-log',
      'clock',
    ]),
    ok: z.boolean(),
    /** `open`: nothing wrong was seen, but it is not proved either, or could be better. */
    state: z.enum(['good', 'open', 'bad']),
    code: z.string(),
    /** In English: what was seen and what to do. */
    message: z.string(),
    /** A short printable piece of what the other side sent, or a value that helps. */
    detail: z.string().optional(),
    /** Rights that are missing. */
    missing: z.array(z.string()).optional(),
    /** Rights that events proved. */
    proved: z.array(z.string()).optional(),
    /** Rights that are needed and whose events come with some calls only: that none came proves nothing. */
    unseen: z.array(z.string()).optional(),
    queues: count.optional(),
    members: count.optional(),
    /** Our clock minus that of the telephone system, ms. */
    skew: z.number().int().optional(),
    /** Time of the newest line of queue_log. */
    until: moment.optional(),
    certificate: certificate.optional(),
  })
  .meta({ id: 'TelephoneTestStep', description: 'One step of the test. ok is true where state is good.' });
export type TestStep = z.output<typeof step>;

export const telephony = {
  'GET /api/telephony': {
    summary: 'The links to telephone systems, those of the environment too, without secrets.',
    answer: z.object({ links: z.array(link) }),
  },
  'POST /api/telephony/test': {
    summary: 'Tries settings against the living telephone system, saves nothing, and says what to do.',
    body: z.strictObject({
      /** Of a link that there is: its secret is used where the address is the same. */
      name: id.optional(),
      /** How long events are awaited. */
      seconds: z.number().int().min(0).max(40).default(4),
      settings,
    }),
    answer: z.object({ steps: z.array(step) }),
  },
  'PUT /api/telephony/:name': {
    summary: 'Sets a link up, or changes it; it runs on all nodes at once.',
    body: settings,
  },
  'DELETE /api/telephony/:name': { summary: 'Ends a link and forgets its secret.' },
} as const satisfies Record<string, Endpoint>;
