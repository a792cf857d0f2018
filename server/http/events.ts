// POST /api/events: what a machine reports. Answered only when all that was accepted is durable (B5).
import express, { type Request, type RequestHandler } from 'express';
import type { StoredEvent } from '../../shared/event.ts';
import type { Role } from '../../shared/role.ts';
import type { Identity } from '../access/authentication.ts';
import { canPost } from '../access/permissions.ts';
import type { Log } from '../log/log.ts';
import { createPace, type Pace } from '../reading/pace.ts';
import { MOST_EVENTS } from '../../shared/api/board.ts';
import { upTo } from './body.ts';
import { createEventAllowance } from './event-allowance.ts';
import { fromJson, fromLines, type Candidate } from './event-body.ts';
import { limitInFlight, type InFlight } from './in-flight.ts';
import { limitPosts, tooMany, type Limits } from './limits.ts';
import { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { serve, type HandlerInput } from './serve.ts';

const MOST_BYTES = 1024 * 1024;
/** Events of one post that are appended together: a long post comes in parts, between which others have their turn. */
const MOST_AT_ONCE = 100;
const JSON_TYPE = 'application/json';
const LINES_TYPE = 'application/x-ndjson';

export type DoorAnswer = { ok: true; event: StoredEvent } | { ok: false; code: string; message: string };
/** The door fits. `source`: the name of the token. */
export type EventDoor = { fromClient: (raw: unknown, source: string) => DoorAnswer };
export type Rejection = { index: number; code: string; message: string };

type Options = {
  door: EventDoor;
  log: Pick<Log, 'append'>;
  limits: Limits;
  inFlight?: InFlight | undefined;
  onRejected?: ((code: string) => void) | undefined;
  /** Long reading, which keeps still while a post is answered. */
  pace?: Pick<Pace, 'urgent'> | undefined;
};

export function eventsRoute({ door, log, limits, inFlight, onRejected, pace: reading }: Options): Route {
  // All posts take turns at the door, so that a long one keeps a short one waiting for moments only.
  const pace = createPace();
  const allowance = createEventAllowance(limits.events, MOST_EVENTS);
  const turns = new Map<string, Promise<unknown>>();
  const inTurn = <T>(key: string, run: () => Promise<T>): Promise<T> => {
    const turn = (turns.get(key) ?? Promise.resolve()).then(run);
    const settled = turn.catch(() => {}); // The sender gets the error.
    turns.set(key, settled);
    void settled.then(() => {
      if (turns.get(key) === settled) turns.delete(key);
    });
    return turn;
  };
  const judge = (candidate: Candidate, who: { role: Role; name: string }): DoorAnswer => {
    if ('rejected' in candidate) return { ok: false, ...candidate.rejected };
    const type = typeOf(candidate.raw);
    if (type !== undefined && !canPost(who.role, type))
      return { ok: false, code: 'type-not-allowed', message: `the role ${who.role} may not post events of this type` };
    return door.fromClient(candidate.raw, who.name);
  };

  const take = async ({ body, who, request, response }: HandlerInput<'POST /api/events'>) => {
    response.once('close', reading?.urgent() ?? (() => {}));
    const rejected: Rejection[] = [];
    const counts = { accepted: 0, duplicates: 0 };
    let accepted: StoredEvent[] = [];
    const keep = async (): Promise<void> => {
      const events = accepted;
      accepted = [];
      // One part of one sender at a time: then no transaction holds more of it, however many posts it sends.
      const appended = await inTurn(senderOf(who), () => log.append(events));
      for (const { repeated } of appended) counts[repeated ? 'duplicates' : 'accepted']++;
    };
    const candidates = candidatesOf(body, request);
    const refused = allowance.take(senderOf(who), candidates.length);
    if (refused)
      throw tooMany(
        refused.retryAfterMs,
        `more events than the ${limits.events} a minute that a token may post, with what it had saved up; wait as long as Retry-After says`,
      );
    await pace.turn();
    for (const candidate of candidates) {
      if (pace.isUsedUp()) await pace.turn();
      const answer = judge(candidate, who);
      if (answer.ok) accepted.push(answer.event);
      else {
        rejected.push({ index: candidate.index, code: answer.code, message: answer.message });
        onRejected?.(answer.code);
      }
      if (accepted.length >= MOST_AT_ONCE) await keep();
    }
    if (accepted.length > 0) await keep();
    return { ...counts, rejected };
  };

  return serve('POST /api/events', take, {
    before: [limitPosts(limits), requireType, limitInFlight(MOST_BYTES, inFlight)],
    parse: upTo(MOST_BYTES, express.raw({ type: () => true, limit: MOST_BYTES, inflate: false })),
  });
}

const requireType: RequestHandler = (request, _response, next) => {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  const isUtf8 = charset === undefined || /^utf-?8$/i.test(charset);
  // `is` answers null for a request without a body: then what lacks is the body.
  if (isUtf8 && request.is([JSON_TYPE, LINES_TYPE]) !== false) return next();
  throw new Problem('unsupported-media-type', `expected ${JSON_TYPE} or ${LINES_TYPE}, in UTF-8`);
};

function candidatesOf(body: unknown, request: Request): Candidate[] {
  if (!(body instanceof Uint8Array) || body.length === 0) throw new Problem('bad-json', 'expected events in the body');
  return request.is(LINES_TYPE) ? fromLines(body) : fromJson(body);
}

const senderOf = ({ via, token, name }: Identity): string => `${via}/${token ?? name}`;

const typeOf = (raw: unknown): string | undefined => {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'type')) return undefined;
  const { type } = raw as { type: unknown };
  return typeof type === 'string' ? type : undefined;
};
