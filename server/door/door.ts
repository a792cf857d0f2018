// Checks every event once, whatever sent it: by one schema, without personal data (B8), stamped with source and time of
// receipt.
import { eventSchema, type RawEvent, type StoredEvent } from '../../shared/event.ts';
import { channelsOf } from '../../shared/channels.ts';
import type { Calendar } from '../../shared/calendar.ts';
import { replaceNumbers } from '../../shared/number.ts';
import type { Profile } from '../../shared/profile.ts';
import { expectedRef } from '../../shared/ref.ts';
import { MINUTE } from '../../shared/time.ts';
import { createCountyOf } from './county.ts';
import { findPhoneNumber } from './numbers.ts';
import { stampsOf } from './stamps.ts';

export type Refusal = { ok: false; code: string; message: string };
export type Accepted = { ok: true; event: StoredEvent };

export type Door = {
  /** An event from outside (HTTP): of unknown shape, not trusted in anything. `source` is the token's name. */
  fromClient: (raw: unknown, source: string) => Accepted | Refusal;
  /** What a person decided at this server; `county: 'unknown'` takes a wrong county back. */
  fromPerson: (raw: RawEvent, source: string) => Accepted | Refusal;
  /** An event that one of our sources made from a telephone system's messages; its time is kept whatever our clock shows. */
  fromSource: (raw: RawEvent, system: string) => Accepted | Refusal;
};

/** More than this ahead of our clock is no fact yet. */
const FUTURE_MS = 5 * MINUTE;

/** The sender of an event about a contact, a case, a call's tags or calling back is its author, whatever `by` it carries. */
const authored = /^(?:contact|case)\.|^call\.(?:tagged|withdrawn|calledback)$/;
const signed = (event: RawEvent, source: string): RawEvent =>
  authored.test(event.type) || ('by' in event && event.type !== 'call.ended')
    ? ({ ...event, by: source } as RawEvent)
    : event;

/** What this server records of its own log. */
const seals: ReadonlySet<string> = new Set<RawEvent['type']>(['log.sealed', 'log.counted', 'log.rehashed']);

type Parts = {
  profile: Profile;
  calendar: Pick<Calendar, 'has' | 'dayOf'>;
  now: () => number;
  /** Service-level target in force on the Tehran day of a moment. */
  targetAt: (ms: number) => number;
  /** What people said of queues and desks; without it the profile counts alone. */
  naming?: {
    queue: (id: string) => { county?: string | undefined; callersFromHere: boolean };
    deskOf: (id: string) => string;
  };
};

export function createDoor({ profile, calendar, now, targetAt, naming }: Parts): Door {
  const countyOf = createCountyOf(profile.counties);
  const channels = channelsOf(profile.channels);

  // A schema's message may repeat a key or a value of the sender: messages are logged, so no number passes there either.
  const refuse = (code: string, message: string): Refusal => ({
    ok: false,
    code,
    message: replaceNumbers(message, () => '…'),
  });

  const stamp = (event: RawEvent, source: string): StoredEvent => {
    const stamps = stampsOf(source, now());
    if (event.type !== 'call.joined') return { ...event, ...stamps };
    const { number, ...rest } = event;
    const queue = naming ? naming.queue(event.queue) : profile.queues[event.queue];
    const county =
      event.county ??
      (number === undefined ? undefined : countyOf(number)) ??
      (queue?.callersFromHere ? queue.county : undefined);
    return { ...rest, ...(county !== undefined && { county }), target: targetAt(event.at), ...stamps };
  };

  /** Programs name desks as they know them; some are the same desk. */
  const atOneDesk = (event: RawEvent): RawEvent =>
    naming && 'desk' in event && event.desk !== undefined ? { ...event, desk: naming.deskOf(event.desk) } : event;

  const read = (raw: unknown): { ok: true; event: RawEvent } | Refusal => {
    const parsed = eventSchema.safeParse(raw);
    if (parsed.success) return { ok: true, event: parsed.data };
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    const isUnknownType = issue?.code === 'invalid_union' && where === 'type';
    if (isUnknownType) return refuse('unknown-type', 'type: expected one of the event types of the contract');
    return refuse('invalid', `${where === '' ? 'event' : where}: ${issue?.message ?? 'not an event'}`.slice(0, 300));
  };

  /** Why an event that a person or a machine wrote is refused, beyond its schema. */
  const whyUnfit = (event: RawEvent): Refusal | undefined => {
    const field = findPhoneNumber(event);
    if (field !== undefined)
      return refuse(
        'number-in-field',
        field === 'ref'
          ? `ref: ${expectedRef}`
          : `${field}: expected no telephone number, however it is written: a caller's number may stand in "number" only`,
      );
    if ('county' in event && event.county !== undefined && !Object.hasOwn(profile.counties, event.county))
      return refuse('unknown-county', `county: expected a county of the profile, got ${event.county}`);
    if ('channel' in event && event.channel !== undefined && !Object.hasOwn(channels, event.channel))
      return refuse(
        'invalid',
        `channel: expected one of ${Object.keys(channels).join(', ')}, got ${event.channel}`.slice(0, 300),
      );
    if ('on' in event && event.on !== undefined && !calendar.has(event.on))
      return refuse('invalid', 'on: expected a day that the Jalali calendar has');
    if ('on' in event && event.on !== undefined && event.on > calendar.dayOf(now() + FUTURE_MS))
      return refuse('at-in-future', 'on: expected today or an earlier day');
    return undefined;
  };

  return {
    fromClient(raw, source) {
      const result = read(raw);
      if (!result.ok) return result;
      const { event } = result;
      // Their positions are numbers of any length, and nobody has a reason to send them.
      if (seals.has(event.type)) return refuse('unknown-type', 'type: expected one that others may report');
      if (event.at > now() + FUTURE_MS)
        return refuse(
          'at-in-future',
          `at: expected no later than 5 minutes from now, got ${new Date(event.at).toISOString()}`,
        );
      const unfit = whyUnfit(event);
      if (unfit) return unfit;
      if (event.type === 'call.joined' && event.target !== undefined)
        return refuse('invalid', 'target: is set here, not by the sender');
      return { ok: true, event: stamp(atOneDesk(signed(event, source)), source) };
    },

    fromPerson(raw, source) {
      const result = read(raw);
      if (!result.ok) return result;
      const { event } = result;
      const isTakenBack = 'county' in event && event.county === 'unknown';
      return (
        whyUnfit(isTakenBack ? { ...event, county: undefined } : event) ?? { ok: true, event: stamp(event, source) }
      );
    },

    fromSource(raw, system) {
      const result = read(raw);
      return result.ok ? { ok: true, event: stamp(result.event, system) } : result;
    },
  };
}
