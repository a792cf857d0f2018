// POST /api/events: what a machine reports. Answered only when all that was accepted is durable (B5).
import express, { type RequestHandler } from 'express';
import type { StoredEvent } from '../../shared/event.ts';
import type { Role } from '../../shared/role.ts';
import { canPost } from '../access/permissions.ts';
import type { Log } from '../log/log.ts';
import { fromJson, fromLines, type Candidate } from './event-body.ts';
import { limitPosts, type Limits } from './limits.ts';
import { Problem } from './problem.ts';
import { identityOf, type Route } from './route.ts';

const MOST_BYTES = 1024 * 1024;
const JSON_TYPE = 'application/json';
const LINES_TYPE = 'application/x-ndjson';

export type DoorAnswer = { ok: true; event: StoredEvent } | { ok: false; code: string; message: string };
/** The door fits. `source`: the name of the token that speaks. */
export type EventDoor = { fromClient: (raw: unknown, source: string) => DoorAnswer };
export type Rejection = { index: number; code: string; message: string };

type Options = {
  door: EventDoor;
  log: Pick<Log, 'append'>;
  limits: Limits;
  onRejected?: ((code: string) => void) | undefined;
};

export function eventsRoute({ door, log, limits, onRejected }: Options): Route {
  const judge = (candidate: Candidate, who: { role: Role; name: string }): DoorAnswer => {
    if ('rejected' in candidate) return { ok: false, ...candidate.rejected };
    const type = typeOf(candidate.raw);
    if (type !== undefined && !canPost(who.role, type))
      return { ok: false, code: 'type-not-allowed', message: `the role ${who.role} may not post events of this type` };
    return door.fromClient(candidate.raw, who.name);
  };

  const take: RequestHandler = async (request, response) => {
    const who = identityOf(response);
    const accepted: StoredEvent[] = [];
    const rejected: Rejection[] = [];
    for (const candidate of candidatesOf(request)) {
      const answer = judge(candidate, who);
      if (answer.ok) accepted.push(answer.event);
      else {
        rejected.push({ index: candidate.index, code: answer.code, message: answer.message });
        onRejected?.(answer.code);
      }
    }
    const appended = accepted.length > 0 ? await log.append(accepted) : [];
    const duplicates = appended.filter(({ repeated }) => repeated).length;
    response.json({ accepted: appended.length - duplicates, duplicates, rejected });
  };

  return {
    key: 'POST /api/events',
    handlers: [
      limitPosts(limits),
      requireType,
      express.raw({ type: () => true, limit: MOST_BYTES, inflate: false }),
      take,
    ],
  };
}

const requireType: RequestHandler = (request, _response, next) => {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(request.headers['content-type'] ?? '')?.[1];
  const isUtf8 = charset === undefined || /^utf-?8$/i.test(charset);
  // `is` answers null for a request without a body: then what lacks is the body.
  if (isUtf8 && request.is([JSON_TYPE, LINES_TYPE]) !== false) return next();
  throw new Problem('unsupported-media-type', `expected ${JSON_TYPE} or ${LINES_TYPE}, in UTF-8`);
};

function candidatesOf(request: Parameters<RequestHandler>[0]): Candidate[] {
  const body: unknown = request.body;
  if (!(body instanceof Uint8Array) || body.length === 0) throw new Problem('bad-json', 'expected events in the body');
  return request.is(LINES_TYPE) ? fromLines(body) : fromJson(body);
}

const typeOf = (raw: unknown): string | undefined => {
  if (typeof raw !== 'object' || raw === null || !Object.hasOwn(raw, 'type')) return undefined;
  const { type } = raw as { type: unknown };
  return typeof type === 'string' ? type : undefined;
};
