// Events about accounts, tokens, displays, recipients of alerts, links, calendars and the emblem: they stand in the log for the record.
import { z } from 'zod';
import { digestPattern } from './digest.ts';
import { FASTEST } from './replay.ts';
import { reportKinds } from './reports.ts';
import {
  atSchema,
  daySchema,
  eventOf as type,
  idSchema as id,
  monthSchema,
  nameSchema,
  textSchema as text,
} from './event-fields.ts';

const by = id.optional(); // the author: the name of an account or token
const count = z.number().int().min(0).max(9_999_999);
const local = z.literal(true).optional();
const reports = z.array(z.enum(reportKinds)).min(1).max(reportKinds.length).optional();
const position = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const digest = z.string().regex(digestPattern, 'expected a SHA-256 in hexadecimal digits');
const seal = z.number().int().min(1).max(9_999_999);
/** What a paired TV shows; without counties the whole province. */
const shown = { name: text(60).optional(), page: id.optional(), counties: z.array(id).min(1).max(50).optional() };

/** `account` of a refused login is `unknown` where there is no such account: people type passwords there. */
export const accessEvents = [
  type('account.created', { account: id, role: id, fullName: nameSchema.optional(), by }),
  // unnamed: the full name was taken away.
  type('account.changed', {
    account: id,
    role: id.optional(),
    password: z.literal(true).optional(),
    fullName: nameSchema.optional(),
    unnamed: z.literal(true).optional(),
    by,
  }),
  type('account.revoked', { account: id, by }),
  // factor: by which second factor, or by a passkey alone.
  type('account.entered', { account: id, factor: id.optional() }),
  type('account.refused', { account: id }),
  type('account.left', { account: id, everywhere: z.literal(true).optional() }),
  // A session that was ended from the list, by its owner or an administrator; without `session` all of the account.
  type('session.ended', { account: id, session: id.optional(), by }),
  // A browser was signed in by a link, with a token or a one-use code.
  type('session.opened', { via: id, token: id.optional(), name: id.optional(), county: id.optional() }),
  type('factor.added', { account: id, factor: id, by }),
  // Without `factor` all of them.
  type('factor.removed', { account: id, factor: id.optional(), by }),
  type('token.created', { token: id, name: id.optional(), role: id, county: id.optional(), by }),
  type('token.revoked', { token: id, name: id.optional(), by }),
  type('display.paired', { display: id, ...shown, by }),
  type('display.changed', { display: id, ...shown, by }),
  type('display.revoked', { display: id, name: text(60).optional(), by }),
  // A cookie of it came that it replaced long ago: somebody may have copied it.
  type('display.refused', { display: id }),
  // Sent to a display wherever it is connected: each node reads it in the log and passes it to its own screens.
  type('display.reloaded', { display: id, by }),
  type('display.identified', { display: id, by }),
  type('display.sounded', { display: id, by }),
  // A display shows a replay until its end, or until it is sent back to its own page.
  type('display.replayed', { display: id, from: atSchema, to: atSchema, speed: z.int().min(1).max(FASTEST), by }),
  type('display.returned', { display: id, by }),
  type('recipient.created', { recipient: id, name: text(60), via: id, local, reports, by }),
  type('recipient.changed', { recipient: id, name: text(60), via: id, local, reports, by }),
  type('recipient.removed', { recipient: id, name: text(60), by }),
  type('recipient.tested', { recipient: id, name: text(60), by }),
  // Links to telephone systems that administrators set up. via: what is spoken there; host: unless a number may hide in it.
  type('link.created', { link: id, via: id, host: text(255).optional(), by }),
  type('link.changed', { link: id, via: id, host: text(255).optional(), by }),
  type('link.removed', { link: id, by }),
  type('link.tested', { link: id, via: id, host: text(255).optional(), by }),
  // Calendars that others subscribe to. scope: which sittings; of: the county or official. The secret of the address is nowhere here.
  type('feed.created', { feed: id, name: text(60), scope: id, of: id.optional(), by }),
  type('feed.revoked', { feed: id, name: text(60), by }),
  type('emblem.changed', { by }),
  type('emblem.removed', { by }),
  // Several alike are one entry with how many there were.
  type('request.refused', { code: id, route: text(100), count: count.optional(), by }),
  type('list.read', { list: id, file: z.literal(true).optional(), count: count.optional(), by }),
  // Numbers that an older version let in were taken out: in `events` events, by the names of their fields.
  type('log.scrubbed', { events: count, fields: z.record(z.string().regex(/^[a-zA-Z.]{1,40}$/), count), by }),
  // Sealed events from which numbers were taken out: what stands for each in its seal, and what it is hashed to now.
  type('log.rehashed', {
    events: z
      .array(z.strictObject({ position, was: digest, is: digest }))
      .min(1)
      .max(10_000),
    by,
  }),
  // The facts of a day as they stand in the log (server/seals). previous: the head of the seal before.
  type('log.sealed', {
    seal,
    day: daySchema,
    from: position,
    to: position,
    events: count,
    root: digest,
    previous: digest.optional(),
    head: digest,
  }),
  // The promises of a month as they stood at the end of a sealed day; root: of the tree of its referred cases (server/promises).
  type('log.counted', {
    month: monthSchema,
    seal,
    day: daySchema,
    upTo: position,
    sittings: z.strictObject({ kept: count, late: count, broken: count, unknown: count, open: count }),
    cases: z.strictObject({ inTime: count, late: count, open: count, overdue: count, noDeadline: count }),
    root: digest,
  }),
] as const;
