// The closed union of everything that can happen, and the one schema that reads it. A new event starts here.
import { dayPattern, monthPattern } from './jalali-pattern.ts';
import { z } from 'zod';
import { deskStates, leaveReasons, verificationResults } from './enums.ts';
import { hidesNumber } from './number.ts';
import { expectedRef, refPattern } from './ref.ts';

/** Version of the stored shape; the door stamps it as `v`. */
export const EVENT_VERSION = 1;

/** Ids inside events. `__proto__` fails the pattern; `constructor` is the one lower-case name on Object.prototype. */
export const idPattern = /^[a-z0-9][a-z0-9_-]{0,63}$/;
export const idSchema = z
  .string()
  .regex(idPattern, 'expected an id: a-z, 0-9, "_" or "-", at most 64 characters, not starting with "_" or "-"')
  .refine((s) => s !== 'constructor', 'this id is reserved');
const id = idSchema;

export const NO_NUMBER = 'expected no telephone number, however it is written';
export const textSchema = (most: number) =>
  z
    .string()
    .trim()
    .min(1, `expected 1 to ${most} characters`)
    .max(most, `expected 1 to ${most} characters`)
    .refine((s) => !hidesNumber(s), NO_NUMBER);

/** Years in which facts lie: a telephone number taken for milliseconds or seconds is outside of them (B8). */
export const EARLIEST = Date.UTC(2010, 0);
export const LATEST = Date.UTC(2100, 0);
const at = z
  .union([z.number().int(), z.iso.datetime({ offset: true }).transform((s) => Date.parse(s))])
  .refine(
    (ms) => ms >= EARLIEST && ms < LATEST,
    'expected epoch milliseconds or ISO 8601 with an offset, from 2010 to 2099',
  );
export const daySchema = z.string().regex(dayPattern, 'expected a Jalali day such as 1405-09-02');
export const monthSchema = z.string().regex(monthPattern, 'expected a Jalali month such as 1405-09');
const day = daySchema;
const month = monthSchema;
const text = textSchema;
const count = z.number().int().min(0).max(9_999_999);
/** The longest wait or talk that an event holds. */
export const MOST_SECONDS = 1e6;
const seconds = z.number().min(0).max(MOST_SECONDS);
/** The greatest value or limit of an alert. */
export const MOST_LEVEL = 1e6;
const level = z.number().min(0).max(MOST_LEVEL);
const counts = z.record(id, count);
const visit = z.number().int().min(1).max(999).optional();
const nth = z.number().int().min(1).max(999).optional();
const approx = z.literal(true).optional();
/** A channel's id; the door knows which ones the profile has. No contact is registered as one of unknown channel. */
const channel = id.refine((s) => s !== 'unknown', 'expected the id of a channel');
const ref = z.string().regex(refPattern, expectedRef).optional();

const tags = { county: id.optional(), topic: id.optional(), kind: id.optional(), agency: id.optional() };
/** An alert's own name, such as `waiting/samad-sari/1405-09-03-2`: the second of that rule and subject that day. */
const alert = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_/-]{0,149}$/, 'expected a-z, 0-9, "_", "-" and "/", at most 150 characters')
  .refine((s) => !hidesNumber(s), NO_NUMBER);
/** The author: the name of an account or token. */
const by = id.optional();
/** How often a sitting was edited with this: its n-th edit has the id `sitting/<id>/<n>`, so of two at once one is a repeat. */
const edit = { sitting: id, version: z.number().int().min(1).max(9_999).optional(), by };
const sitting = {
  ...edit,
  official: z.strictObject({ id, name: text(60), title: text(60).optional() }),
  agency: id.optional(),
  /** How the agency is called where the profile does not name it. */
  agencyName: text(60).optional(),
  level: z.enum(['province', 'county']),
  county: id.optional(),
  queue: id.optional(),
  desk: id.optional(),
  from: at,
  to: at,
};
/** What a paired TV shows; without counties the whole province. */
const shown = { name: text(60).optional(), page: id.optional(), counties: z.array(id).min(1).max(50).optional() };
/** A case hangs on a contact by hand or on a call. */
const subject = { contact: id.optional(), call: id.optional(), agency: id.optional(), outcome: id.optional(), by };

const envelope = { id: z.string().regex(/^[!-~]{1,200}$/, 'expected 1 to 200 printable ASCII characters'), at };
const type = <T extends string, S extends z.ZodRawShape>(name: T, shape: S) =>
  z.strictObject({ ...envelope, type: z.literal(name), ...shape });

export const eventSchema = z.discriminatedUnion('type', [
  // `number` is reduced to a county at the door and dropped; `target` is the service-level target that the door found in force.
  type('call.joined', {
    call: id,
    visit,
    queue: id,
    name: text(60).optional(),
    number: z.string().max(64).optional(),
    county: id.optional(),
    ref,
    approx,
    target: seconds.optional(),
  }),
  // over: the desk rings no longer, without anybody's fault: the ring was taken back, or the telephone could not be reached.
  type('call.ringing', {
    call: id,
    visit,
    queue: id,
    desk: id,
    name: text(60).optional(),
    over: z.literal(true).optional(),
    approx,
  }),
  type('call.missed', { call: id, visit, queue: id, desk: id, name: text(60).optional(), approx }),
  type('call.answered', {
    call: id,
    visit,
    queue: id,
    desk: id,
    name: text(60).optional(),
    waited: seconds.optional(),
    approx,
  }),
  type('call.held', { call: id, visit }),
  type('call.resumed', { call: id, visit }),
  type('call.transferred', { call: id, visit, to: id }),
  // supposed: nothing reported the reason, or the whole leaving of a caller whose channel is gone; any report counts before it.
  type('call.left', {
    call: id,
    visit,
    queue: id,
    reason: z.enum(leaveReasons),
    waited: seconds.optional(),
    approx,
    supposed: z.enum(['reason', 'leaving']).optional(),
  }),
  type('call.refused', { call: id, queue: id, reason: z.enum(['full', 'empty']) }),
  type('call.ended', {
    call: id,
    visit,
    queue: id.optional(),
    by: z.enum(['caller', 'desk', 'transfer', 'unknown']),
    talked: seconds.optional(),
    approx,
  }),
  type('call.tagged', { call: id, ...tags, by }),
  type('call.withdrawn', { call: id, by }),
  type('desk.state', {
    desk: id,
    name: text(60).optional(),
    queue: id.optional(),
    state: z.enum(deskStates),
    reason: id.optional(),
    approx,
  }),
  type('contact.registered', { contact: id, channel, on: day.optional(), ...tags, ref, by }),
  type('contact.tagged', { contact: id, ...tags, by }),
  type('contact.corrected', {
    contact: id,
    channel: channel.optional(),
    on: day.optional(),
    ...tags,
    ref,
    by,
  }),
  type('contact.withdrawn', { contact: id, by }),
  type('case.referred', { ...subject }),
  type('case.answered', { ...subject }),
  type('case.closed', { ...subject }),
  type('case.verified', { ...subject, result: z.enum(verificationResults) }),
  type('sitting.scheduled', sitting),
  type('sitting.moved', { ...edit, from: at, to: at, queue: id.optional(), desk: id.optional() }),
  // mistaken: it never was announced, so it leaves the board. A later `sitting.scheduled` takes either back.
  type('sitting.cancelled', { ...edit, mistaken: z.literal(true).optional() }),
  type('sitting.opened', { sitting: id }),
  // forecast: what was foreseen at half-time of those who waited then, and what became of them.
  type('sitting.closed', {
    sitting: id,
    forecast: z.strictObject({ waiting: count, low: count, expected: level, high: count, answered: count }).optional(),
  }),
  type('source.up', { system: id, link: id }),
  type('source.down', { system: id, link: id, code: id.optional() }),
  // calls: those in progress; `queue` alone: waiting there; with `desk`: talking there; neither: alive elsewhere.
  type('source.resynced', {
    system: id,
    link: id,
    code: id.optional(),
    asOf: at.optional(),
    since: at.optional(),
    calls: z.record(id, z.strictObject({ visit, queue: id.optional(), desk: id.optional() })).optional(),
    complete: z.boolean(),
    counters: z.record(id, z.strictObject({ completed: count, abandoned: count })).optional(),
    unheard: counts.optional(),
    names: z.record(id, text(60)).optional(),
  }),
  // A day that was started by a clock that was wrong is withdrawn: its first `nth` starts count no longer. Begun again it has
  // the next `nth`; 1 unless given. So the board's day depends on the set of these events, not on their order.
  type('day.started', { day, nth }),
  type('day.withdrawn', { day, nth: nth.unwrap() }),
  type('month.imported', {
    month,
    contacts: count,
    byChannel: counts.optional(),
    byCounty: counts.optional(),
    byTopic: counts.optional(),
    byKind: counts.optional(),
    byAgency: counts.optional(),
    byOfficial: counts.optional(),
    officials: count.optional(),
    by,
  }),
  // A random sample of a month's cases to be verified; drawn again with the same seed it is the same.
  type('verification.sampled', { month, size: count, seed: z.string().regex(/^[a-z0-9]{1,32}$/), by }),
  type('profile.changed', { hash: id, target: seconds, from: day }),
  // Without a limit the profile's is in force again.
  type('threshold.set', {
    rule: id,
    level: z.enum(['watch', 'act']),
    subject: id.optional(),
    limit: level.optional(),
    by,
  }),
  // Each change of level is a step of its alert, from 1 on.
  type('alert.raised', {
    alert,
    rule: id,
    level: z.enum(['watch', 'act']),
    subject: id,
    value: level,
    limit: level,
    step: z.number().int().min(1).max(9_999).optional(),
  }),
  type('alert.seen', { alert, by: id }),
  type('alert.cleared', { alert }),
  // Audit. `account` of a refused login is `unknown` where there is no such account: people type passwords there.
  type('account.created', { account: id, role: id, by }),
  type('account.changed', { account: id, role: id.optional(), password: z.literal(true).optional(), by }),
  type('account.revoked', { account: id, by }),
  type('account.entered', { account: id }),
  type('account.refused', { account: id }),
  type('account.left', { account: id, everywhere: z.literal(true).optional() }),
  type('token.created', { token: id, name: id.optional(), role: id, county: id.optional(), by }),
  type('token.revoked', { token: id, name: id.optional(), by }),
  type('display.paired', { display: id, ...shown, by }),
  type('display.changed', { display: id, ...shown, by }),
  type('display.revoked', { display: id, name: text(60).optional(), by }),
  // Sent to a display wherever it is connected: each node reads it in the log and passes it to its own screens.
  type('display.reloaded', { display: id, by }),
  type('display.identified', { display: id, by }),
  type('display.sounded', { display: id, by }),
  // Numbers that an older version let in were taken out: in `events` events, by the names of their fields.
  type('log.scrubbed', { events: count, fields: z.record(z.string().regex(/^[a-zA-Z.]{1,40}$/), count), by }),
]);

/** What a source or a client sends: `at` as epoch milliseconds, everything else as it came. */
export type RawEvent = z.output<typeof eventSchema>;
export type EventType = RawEvent['type'];

/** What passed the door and is kept: no `number`, with the door's stamps. */
export type Stored<E extends RawEvent = RawEvent> = E extends { type: 'call.joined' }
  ? Omit<E, 'number'> & Stamps
  : E & Stamps;
type Stamps = {
  /** Name of the token or of the telephone system that reported it. */
  source: string;
  /** When the door saw it, epoch ms of our clock. */
  recordedAt: number;
  v: number;
};
export type StoredEvent = { [T in EventType]: Stored<Extract<RawEvent, { type: T }>> }[EventType];
export type StoredOf<T extends EventType> = Extract<StoredEvent, { type: T }>;

export type CallFact = Extract<StoredEvent, { type: `call.${string}` }>;
/** Whether it is about one call and not about its case. */
export const isCallFact = (event: StoredEvent): event is CallFact => event.type.startsWith('call.');

/** A stored event and its place in the log: a number for the embedded log, growing. */
export type LogEntry = { position: number; event: StoredEvent };
