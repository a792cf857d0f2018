// Keeps the numbers of open cases up to date for screens and alerts: counted again soon after an event that can change them.
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';
import { SECOND } from '../../shared/time.ts';

const LEAST_GAP_MS = SECOND;
/** A count that took long is followed by a rest of so many times its length, however many cases are written. */
const REST = 20;
/** After a failure, such as a full disk. */
const AGAIN_MS = 10 * SECOND;

type Parts = {
  count: () => Promise<OpenCasesBySubject>;
  changed: () => void;
  failed: (error: unknown) => void;
};
export type CaseWatch = {
  /** Undefined until they were counted. */
  current: () => OpenCasesBySubject | undefined;
  /** New entries of the log. */
  take: (entries: readonly LogEntry[]) => void;
  stop: () => void;
};

export function createCaseWatch({ count, changed, failed }: Parts): CaseWatch {
  let cases: OpenCasesBySubject | undefined;
  let isRunning = false;
  let isAsked = false;
  let isStopped = false;
  let notBefore = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = (): void => {
    isAsked = true;
    if (isRunning || isStopped || timer !== undefined) return;
    timer = setTimeout(() => void run(), Math.max(0, notBefore - performance.now()));
    timer.unref();
  };
  const run = async (): Promise<void> => {
    timer = undefined;
    isRunning = true;
    isAsked = false;
    const began = performance.now();
    try {
      const fresh = await count();
      const isNew = JSON.stringify(fresh) !== JSON.stringify(cases);
      cases = fresh;
      if (isNew && !isStopped) changed();
      notBefore = performance.now() + Math.max(LEAST_GAP_MS, REST * (performance.now() - began));
    } catch (error) {
      isAsked = true;
      notBefore = performance.now() + AGAIN_MS;
      if (!isStopped) failed(error);
    }
    isRunning = false;
    if (isAsked) ask();
  };
  ask();

  return {
    current: () => cases,
    take(entries) {
      if (entries.some(({ event }) => mayChange(event))) ask();
    },
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** A case is opened and ended by its own events, and moved by corrections; by the day and by rules it becomes late. */
const mayChange = ({ type }: StoredEvent): boolean =>
  type.startsWith('case.') ||
  type.startsWith('contact.') ||
  type === 'call.tagged' ||
  type === 'call.withdrawn' ||
  type === 'deadline.set' ||
  type === 'day.started' ||
  type === 'day.withdrawn';
