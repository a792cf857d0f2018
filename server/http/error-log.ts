// What of failed requests is logged. Anybody can send requests that fail, so the same failure is logged once a minute; what
// only load or a full disk makes is no error of ours, and comes without a stack.
import type { Problem, ProblemCode } from './problem.ts';

export type ErrorLog = {
  error: (facts: object, message: string) => void;
  info: (facts: object, message: string) => void;
};
type Asked = { method: string; path: string };

/** These codes explain themselves, and their cause is logged where it arises. */
const ofLoad: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'log-unwritable',
  'revoked-here-only',
  'too-busy',
  'not-ready',
]);
const QUIET_MS = 60_000;
/** Failures that are told apart; beyond this many some are logged more often. */
const MOST_KNOWN = 100;

/** `now`: epoch ms. */
export function createErrorLog(
  log: ErrorLog,
  now: () => number,
): (problem: Problem, error: unknown, asked: Asked) => void {
  const known = new Map<string, { at: number; unlogged: number }>();
  return (problem, error, { method, path }) => {
    const { code, title } = problem;
    const isLoad = ofLoad.has(code);
    const key = isLoad ? code : `${code} ${error instanceof Error ? `${error.name} ${error.message}` : String(error)}`;
    const last = known.get(key);
    // Also after the clock was set back.
    if (last && Math.abs(now() - last.at) < QUIET_MS) {
      last.unlogged++;
      return;
    }
    if (!last && known.size >= MOST_KNOWN) known.clear();
    known.set(key, { at: now(), unlogged: 0 });
    const facts = { method, path, code, ...(last && last.unlogged > 0 && { unlogged: last.unlogged }) };
    if (isLoad) log.info({ ...facts, reason: problem.message }, title);
    else log.error({ ...facts, err: error }, title);
  };
}
