// Callers' channels as FreeSWITCH names them, what its translator keeps with each, and which visit an event is about.
import type { RawEvent } from '../../../shared/event.ts';
import { idPattern } from '../../../shared/event-fields.ts';
import { idHidesNumber } from '../../../shared/machine-id.ts';
import { createCalls, type CallsOf } from '../calls.ts';
import { foreignCallId, foreignIds, type ForeignIds } from '../foreign-call-id.ts';
import type { Named, Names } from '../names.ts';
import type { KnownCalls } from '../known-calls.ts';
import { SAME_JOINING_MS, type Call, type VisitStep, type VisitState } from '../visits.ts';
import { ofSeconds } from './event.ts';
import type { Headers } from './wire.ts';

/** A desk's telephone that was picked up for a caller, who need not be connected yet. */
export type Pickup = {
  call: CallState;
  visit: VisitState;
  queue: string;
  agent: string;
  channel: string;
  desk: Named;
  /** When the desk's channel was answered. */
  at: number;
  /** How it was hung up, once it was. */
  hangup: string | undefined;
};

type Own = {
  /** Its visits by mod_callcenter's id of a joining, as far as this connection has it. */
  members: Map<string, VisitState>;
  /** Until when it waited for sure: as of the latest list that had it waiting. */
  waitedUntil: number;
  /** The latest desk that picked up for a visit. */
  pickups: Map<VisitState, Pickup>;
  /** Channels that its own was bridged with, and when: a bridge may be reported before the desk that made it. */
  bridges: Map<string, number>;
  /** Desks that ring for a visit (`ringOf`). */
  ringing: Set<string>;
  /** Channels that the desk consulted while the caller was on hold. */
  consulted: Set<string>;
  /** How its channel was hung up, once it was: sip_hangup_disposition, empty where it has none. */
  hangup: string | undefined;
  /** A desk passed it on, and its destination is not known yet. */
  passedOn: { visit: VisitState; at: number; desk: string | undefined } | undefined;
};
export type CallState = Call & Own;
export type Calls = CallsOf<Own>;
export type Found = { call: CallState; visit: VisitState; queue: string };
/** `events`: those that finding it made. */
export type FoundNow = Found & { events: readonly RawEvent[] };

/** A channel's own UUID; a dialplan may choose another id, which could be a number in disguise (B8). */
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function callIdOf(system: string, uuid: string, foreign?: ForeignIds): string {
  const id = `${system}-${uuid.toLowerCase()}`;
  if (uuidPattern.test(uuid) && !idHidesNumber(uuid) && idPattern.test(id)) return id;
  return foreignCallId(system, uuid, foreign);
}

const own = (): Own => ({
  members: new Map(),
  waitedUntil: -Infinity,
  pickups: new Map(),
  bridges: new Map(),
  ringing: new Set(),
  consulted: new Set(),
  hangup: undefined,
  passedOn: undefined,
});

type Parts = { system: string; names: Names; recall: KnownCalls };

export const createFreeSwitchCalls = ({ system, ...parts }: Parts): Calls =>
  createCalls({ ...parts, own, idOf: (uuid) => callIdOf(system, uuid, foreignIds(parts)) });

export const ringOf = (visit: VisitState, desk: string): string => `${visit.number} ${desk}`;

/** The visit that an event names; on an agent's channel the same is in variables. */
export type Pointer = { queue: string; session: string; member: string; joinedAt: number | undefined };

export const pointerOf = (event: Headers): Pointer => ({
  queue: event['CC-Queue'] ?? '',
  session: event['CC-Member-Session-UUID'] ?? '',
  member: event['CC-Member-UUID'] ?? '',
  joinedAt: ofSeconds(event['CC-Member-Joined-Time']),
});

export const pointerOnAgent = (event: Headers): Pointer => ({
  queue: event['variable_cc_queue'] ?? '',
  session: event['variable_cc_member_session_uuid'] ?? '',
  member: event['variable_cc_member_uuid'] ?? '',
  joinedAt: ofSeconds(event['variable_cc_queue_joined_epoch']),
});

/**
 * The visit that a fact at a moment belongs to; one whose joining was not reported is made now, with it in `events`.
 * Undefined for a queue that is not the wallboard's business. A resumed joining is reported with the time of the first
 * attempt, on another channel: so a visit may have begun later than reported, never earlier.
 */
export function find(calls: Calls, pointer: Pointer, at: number, fact?: VisitStep): FoundNow | undefined {
  const queue = calls.queueOf(pointer.queue);
  if (queue === undefined || pointer.session === '') return undefined;
  const call = calls.of(pointer.session);
  const heard = call.members.get(pointer.member);
  if (heard?.queue === queue) return { call, visit: heard, queue, events: [] };
  const { joinedAt } = pointer;
  const taken = new Set(call.members.values());
  const reported = fact && calls.alreadyReported(call, queue, fact, at, 'heard');
  const { visit, events } = reported
    ? { visit: reported, events: [] }
    : calls.inQueue(
        call,
        queue,
        joinedAt ?? at,
        (one) => !taken.has(one) && (joinedAt === undefined || joinedAt <= one.joinedAt + SAME_JOINING_MS),
      );
  if (pointer.member !== '') call.members.set(pointer.member, visit);
  return { call, visit, queue, events };
}
