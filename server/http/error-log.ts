// What of failed requests is logged. Anybody can send requests that fail, so the same failure is logged once a minute; what
// only load or a full disk makes, or what somebody sent, is no error of ours, and comes without a stack. The address of who was
// not let in stands here alone: the audit is kept for good.
import type { Problem, ProblemCode } from './problem.ts';
import { MINUTE } from '../../shared/time.ts';

export type ErrorLog = {
  error: (facts: object, message: string) => void;
  info: (facts: object, message: string) => void;
};
/** `route`: its key, without what stood in the path; `by`: who asked, where that is known; `address`: from where. */
type FailedRequest = {
  method: string;
  path: string;
  route?: string | undefined;
  by?: string | undefined;
  address?: string | undefined;
};

/** These codes explain themselves, and their cause is logged where it arises. */
const ofLoad: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'log-unwritable',
  'revoked-here-only',
  'too-busy',
  'not-ready',
]);
/** What was sent is not what the route takes: a slip, or an attempt to get around its checks. */
const ofInput: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'bad-json',
  'bad-parameters',
  'bad-request',
  'body-too-large',
  'too-many-events',
  'too-many-rows',
  'unsupported-media-type',
]);
export const isLogged = ({ status, code }: Problem): boolean => status >= 500 || ofInput.has(code);
const QUIET_MS = MINUTE;
/** Kinds of our own failures, and of senders', that are counted separately. */
const MOST_KNOWN = 100;

type Counted = { code: ProblemCode; at: number; unlogged: number };

/** `now`: epoch ms. */
export function createErrorLog(
  log: ErrorLog,
  now: () => number,
): (problem: Problem, error: unknown, asked: FailedRequest) => void {
  const ours = new Map<string, Counted>();
  const ofSenders = new Map<string, Counted>();
  /** By code, what came from more senders than are counted separately: somebody with many addresses fills no log. */
  const ofOthers = new Map<ProblemCode, Counted>();
  const isQuiet = ({ at }: Counted): boolean => Math.abs(now() - at) < QUIET_MS; // Also after the clock was set back.

  /** Whether this one is logged, and how many of its kind were not since the last that was; undefined: it is not. */
  const count = <Key>(known: Map<Key, Counted>, key: Key, code: ProblemCode): { unlogged?: number } | undefined => {
    const last = known.get(key);
    if (last && isQuiet(last)) return void last.unlogged++;
    known.set(key, { code, at: now(), unlogged: 0 });
    return last && last.unlogged > 0 ? { unlogged: last.unlogged } : {};
  };
  /** Those of which nothing was logged for a while make room; what they had counted is not lost. */
  const makeRoom = (): boolean => {
    for (const [sender, last] of ofSenders) {
      if (isQuiet(last)) continue;
      ofSenders.delete(sender);
      const { code, unlogged } = last;
      const others = ofOthers.get(code) ?? { code, at: -Infinity, unlogged: 0 };
      ofOthers.set(code, { ...others, unlogged: others.unlogged + unlogged });
    }
    return ofSenders.size < MOST_KNOWN;
  };
  const logOthers = ({ code, title }: Problem): void => {
    const others = ofOthers.get(code);
    if (!others || others.unlogged === 0 || isQuiet(others)) return;
    log.info({ code, unlogged: others.unlogged }, title);
    ofOthers.set(code, { code, at: now(), unlogged: 0 });
  };

  return (problem, error, { method, path, route, by, address }) => {
    const { code, title } = problem;
    if (!ofLoad.has(code) && problem.status < 500) {
      logOthers(problem);
      const sender = `${code} ${by ?? address ?? ''}`;
      const isKnown = ofSenders.has(sender) || ofSenders.size < MOST_KNOWN || makeRoom();
      const counted = isKnown ? count(ofSenders, sender, code) : count(ofOthers, code, code);
      // Neither its path nor what was expected: a citizen's number may stand there.
      if (counted) log.info({ route, ...(isKnown && { by, address }), code, ...counted }, title);
      return;
    }
    const isLoad = ofLoad.has(code);
    const kind = isLoad ? code : `${code} ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`;
    if (!ours.has(kind) && ours.size >= MOST_KNOWN) ours.clear();
    const counted = count(ours, kind, code);
    if (!counted) return;
    const facts = { method, path: withoutSecret(path), code, ...counted };
    if (isLoad) log.info({ ...facts, reason: problem.message }, title);
    else log.error({ ...facts, err: error }, title);
  };
}

/** The address of a calendar is its secret. */
const withoutSecret = (path: string): string => path.replace(/^\/calendar\/.*/i, '/calendar/…');
