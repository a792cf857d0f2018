// The closed union of everything that can happen, and the one schema that reads it. A new event starts here.
import { z } from 'zod';
import { deadline } from './deadline-fields.ts';
import { accessEvents } from './access-events.ts';
import { campaignEvents } from './campaign-events.ts';
import { alertActions, REMARK_MOST } from './alert-actions.ts';
import { callbackOutcomes, handlePattern } from './callbacks.ts';
import { deskStates, leaveReasons, verificationResults } from './enums.ts';
import {
  alertSchema as alert,
  atSchema,
  daySchema,
  eventOf as type,
  idSchema,
  MOST_LEVEL,
  MOST_SECONDS,
  monthSchema,
  namesSchema,
  textSchema,
} from './event-fields.ts';
import { MESSAGE_MOST, messageLevels } from './messages.ts';
import { noticeEvents } from './notice-events.ts';
import { provinceChanged } from './province.ts';
import { expectedRef, refPattern } from './ref.ts';

/** Version of the stored shape; the door stamps it as `v`. */
export const EVENT_VERSION = 1;

const [id, at, day, month, text] = [idSchema, atSchema, daySchema, monthSchema, textSchema];
const names = namesSchema;
const count = z.number().int().min(0).max(9_999_999);
const seconds = z.number().min(0).max(MOST_SECONDS);
const level = z.number().min(0).max(MOST_LEVEL);
const counts = z.record(id, count);
const visit = z.number().int().min(1).max(999).optional();
const nth = z.number().int().min(1).max(999).optional();
const approx = z.literal(true).optional();
/** A channel's id; the door knows which ones the profile has. No contact is registered as one of unknown channel. */
const channel = id.refine((s) => s !== 'unknown', 'expected the id of a channel');
const ref = z.string().regex(refPattern, expectedRef).optional();

const tags = { county: id.optional(), topic: id.optional(), kind: id.optional(), agency: id.optional() };
const by = id.optional(); // the author: the name of an account or token
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
const mistaken = z.literal(true).optional();
const handle = z.string().regex(handlePattern, 'expected a handle of 5 or 6 digits');
/** A case hangs on a contact by hand or on a call. */
const subject = { contact: id.optional(), call: id.optional(), agency: id.optional(), outcome: id.optional(), by };

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
  // The telephone system keeps the caller's number under a handle; instead: an earlier call of the same number, whose handle is gone.
  type('call.kept', { call: id, handle, instead: id.optional() }),
  // mistaken: the outcome before it was not so.
  type('call.calledback', { call: id, outcome: z.enum(callbackOutcomes), mistaken, by }),
  type('desk.state', {
    desk: id,
    name: text(60).optional(),
    queue: id.optional(),
    state: z.enum(deskStates),
    reason: id.optional(),
    approx,
  }),
  // help: one request; a desk that asks again within the minute makes no other.
  type('help.asked', { help: id, desk: id, name: text(60).optional(), approx }),
  type('help.taken', { help: id, desk: id, by }),
  type('contact.registered', { contact: id, channel, on: day.optional(), ...tags, ref, by }),
  type('contact.tagged', { contact: id, ...tags, by }),
  type('contact.corrected', { contact: id, channel: channel.optional(), on: day.optional(), ...tags, ref, by }),
  type('contact.withdrawn', { contact: id, by }),
  // Settled at once: advised in the talk itself, or nothing that any agency has to do with. mistaken: it was neither. A case that
  // is referred, answered or closed is a case all the same.
  type('case.advised', { ...subject, mistaken }),
  type('case.unrelated', { ...subject, mistaken }),
  type('case.referred', { ...subject }),
  type('case.answered', { ...subject }),
  type('case.closed', { ...subject }),
  type('case.verified', { ...subject, result: z.enum(verificationResults) }),
  type('sitting.scheduled', sitting),
  type('sitting.moved', { ...edit, from: at, to: at, queue: id.optional(), desk: id.optional() }),
  // mistaken: it never was announced, so it leaves the board. A later `sitting.scheduled` takes either back.
  type('sitting.cancelled', { ...edit, mistaken }),
  type('sitting.opened', { sitting: id }),
  // forecast: what was foreseen at half-time of those who waited then, and what became of them.
  type('sitting.closed', {
    sitting: id,
    forecast: z.strictObject({ waiting: count, low: count, expected: level, high: count, answered: count }).optional(),
  }),
  type('source.up', { system: id, link: id }),
  type('source.down', { system: id, link: id, code: id.optional() }),
  // calls: those in progress; `queue` alone: waiting there; with `desk`: talking there; neither: alive elsewhere.
  // By queue: unheard: calls that the counters have and the log has not; recovered: such calls of earlier comparisons today that came
  // since; ahead: what the log had finished beyond the counters, or, where these were not compared, what lists showed to be over.
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
    recovered: counts.optional(),
    ahead: counts.optional(),
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
  // From the clock: since when another target holds. From a person: what was set of the province, and what it was before.
  type('profile.changed', {
    hash: id.optional(),
    target: seconds.optional(),
    from: day.optional(),
    ...provinceChanged,
    by,
  }),
  type('province.set', { province: id, was: id, by }),
  // Without a limit the profile's is in force again.
  type('deadline.set', { kind: id.optional(), agency: id.optional(), ...deadline, by }),
  type('threshold.set', {
    rule: id,
    level: z.enum(['watch', 'act']),
    subject: id.optional(),
    limit: level.optional(),
    by,
  }),
  // What people call a queue, desk or official that the systems reported. Each replaces what was decided before; what it lacks is
  // as the profile has it. county `unknown`: none. as: it is the same desk as that one, from then on.
  type('queue.named', {
    queue: id,
    names: names.optional(),
    county: id.optional(),
    callersFromHere: z.boolean().optional(),
    ignored: z.boolean().optional(),
    by,
  }),
  type('desk.named', { desk: id, names: names.optional(), as: id.optional(), by }),
  type('official.named', { official: id, names: names.optional(), titles: names.optional(), by }),
  // Each change of level is a step of its alert, from 1 on.
  type('alert.raised', {
    alert,
    rule: id,
    level: z.enum(['watch', 'act']),
    subject: id,
    value: level,
    limit: level,
    step: z.number().int().min(1).max(9_999).optional(),
    // Of a surge: calls of the last minutes, and how many are usual.
    calls: count.optional(),
    usual: level.optional(),
    minutes: count.optional(),
  }),
  // Without action and remark it was only seen. Both may come later, also when the alert is over.
  type('alert.seen', { alert, by: id, action: z.enum(alertActions).optional(), remark: text(REMARK_MOST).optional() }),
  type('alert.cleared', { alert }),
  // A text on the screens, in one language or both; without counties and displays on all of them.
  type('message.posted', {
    message: id,
    level: z.enum(messageLevels),
    fa: text(MESSAGE_MOST).optional(),
    en: text(MESSAGE_MOST).optional(),
    from: at,
    to: at,
    counties: z.array(id).min(1).max(50).optional(),
    displays: z.array(id).min(1).max(50).optional(),
    by,
  }),
  type('message.withdrawn', { message: id, by }),
  // Whether anybody may read the page of announced sittings, and which days were announced. Both as decided last; of a day that
  // was announced several times the first counts: what changed since then is marked.
  type('timetable.set', { open: z.boolean(), by }),
  type('timetable.published', { from: day, to: day, by }),
  ...campaignEvents,
  ...noticeEvents,
  ...accessEvents,
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

export type CallbackEvent = StoredOf<'call.kept' | 'call.calledback'>;
export type CallFact = Exclude<Extract<StoredEvent, { type: `call.${string}` }>, CallbackEvent>;
export const isCallbackEvent = (event: StoredEvent): event is CallbackEvent =>
  event.type === 'call.kept' || event.type === 'call.calledback';
/** Whether it is about one call and not about its case, nor about calling back. */
export const isCallFact = (event: StoredEvent): event is CallFact =>
  event.type.startsWith('call.') && !isCallbackEvent(event);

/** A stored event and its place in the log: a number for the embedded log, growing. */
export type LogEntry = { position: number; event: StoredEvent };
