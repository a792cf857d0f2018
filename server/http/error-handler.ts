// The one place where an error becomes an answer.
import type { ErrorRequestHandler, Response } from 'express';
import type { OriginFault } from '../../shared/origin.ts';
import type { AccessRecord } from '../access-record.ts';
import { LogUnwritable } from '../log-unwritable.ts';
import { RevokedHereOnly } from '../log/redis/revoking-here.ts';
import { isUnwritable } from '../sqlite/open-errors.ts';
import { createErrorLog, isLogged, type ErrorLog } from './error-log.ts';
import { addressOf } from './limits.ts';
import { endUnread } from './patience.ts';
import { Problem, type ProblemCode } from './problem.ts';
import { askedOf, authorOf } from './route.ts';
import { problemFor } from './domain-problems.ts';

const RETRY_SECONDS = '5';

/** `onWrongOrigin`: a page of another address was refused. */
export function createErrorHandler(
  log: ErrorLog,
  now: () => number,
  onWrongOrigin?: (fault: OriginFault) => void,
  record?: Pick<AccessRecord, 'refused'>,
): ErrorRequestHandler {
  const report = createErrorLog(log, now);
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = asProblem(error);
    const { method, path } = request;
    const { route, who } = askedOf(response);
    const by = who && authorOf(who);
    const isRefused = isRefusal(problem.code, response);
    if (isLogged(problem) || isRefused || ofSignIn.has(problem.code))
      report(problem, error, { method, path, route, by, address: addressOf(request) });
    if (problem.code === 'wrong-origin') onWrongOrigin?.(problem.more);
    if (isRefused && route !== undefined) record?.refused({ code: problem.code, route, by });
    endUnread(request, response);
    response.status(problem.status).set(problem.headers);
    response.type('application/problem+json').send(JSON.stringify(problem.document()));
  };
}

/** What somebody was not let in to. */
const refusals: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'unauthorized',
  'forbidden',
  'wrong-origin',
  'code-refused',
  'logout-refused',
  'display-tokens-only',
  'accounts-only',
  'own-account',
  'second-factor-first',
  'confirm-first',
  'signed-in',
  'too-many-requests',
]);
/** Every page asks it to learn whether somebody is signed in. */
const ASKED_BY_ALL = 'GET /api/auth/me';

/** The audit has these by the name of the account, where there is one of that name. */
const ofSignIn: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['login-refused', 'code-wrong', 'passkey-refused']);

/** Who shows nothing has only not signed in yet, and an old cookie is no attempt. */
function isRefusal(code: ProblemCode, response: Response): boolean {
  const { route, isShown } = askedOf(response);
  return refusals.has(code) && (code !== 'unauthorized' || (isShown && route !== ASKED_BY_ALL));
}

/** Errors of body-parser and of Express's router carry a `type` or a 4xx `status`; everything else is ours to mend. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof RevokedHereOnly)
    return new Problem('revoked-here-only', error.message, { headers: { 'Retry-After': RETRY_SECONDS }, cause: error });
  // The vault is on the same disk as the log, and its changes go into the log.
  if (error instanceof LogUnwritable || isUnwritable(error))
    return new Problem('log-unwritable', 'this request was not kept, or only in part; send it again later', {
      headers: { 'Retry-After': RETRY_SECONDS },
      cause: error,
    });
  const refused = problemFor(error);
  if (refused) return refused;
  const { type, status } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  switch (type) {
    case 'entity.too.large':
      return new Problem('body-too-large', 'the body is larger than this route takes; send it in parts');
    case 'entity.parse.failed':
      return new Problem('bad-json', 'expected JSON in the body');
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new Problem('unsupported-media-type', 'expected UTF-8 without a Content-Encoding');
  }
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem('bad-request', 'the request or its address cannot be read');
  return new Problem('internal', 'the error is in the log of the server', { cause: error });
}
