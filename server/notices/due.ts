// Which notices are to be sent now. Pure, so that all nodes that read the same log choose the same ids; of two that choose one
// at the same time, the log keeps one claim.
import { isQuiet, noticeId, RETRY_AFTER } from '../../shared/notices.ts';
import { MINUTE } from '../../shared/time.ts';
import type { StoredRecipient } from '../vault/recipients.ts';
import type { AlertState, Book, NoticeState } from './book.ts';
import type { DueReport } from './report-schedule.ts';
import { isAbout, isTime, type Around } from './wanted.ts';

/** `about`: the name of its alert or report. `resumed`: this node has the claim already and has not sent. */
export type Due = {
  key: string;
  about: string;
  topic: { alert: AlertState } | { report: DueReport };
  recipient: StoredRecipient;
  notice: string;
  attempt: number;
  repeat: boolean;
  resumed: boolean;
};

export type Now = Around & {
  now: number;
  /** By this node's steady clock. */
  steady: number;
  node: string;
  /** After so long without an outcome a claim's node is taken for dead. */
  leaseMs: number;
  isInFlight: (key: string) => boolean;
};

/** An alert that was raised and cleared while no node could send is still reported for so long. */
const MISSED_MS = 10 * MINUTE;

export function dueNotices(book: Book, recipients: readonly StoredRecipient[], now: Now): Due[] {
  const due: Due[] = [];
  for (const recipient of recipients) {
    if (recipient.removedAt !== undefined) continue;
    for (const alert of book.alerts.values()) {
      const states = book.noticesOf(alert.alert).filter((state) => state.recipient === recipient.id);
      const add = (notice: string, attempt: number, repeat: boolean, resumed = false): void => {
        const key = noticeId(alert.alert, recipient.id, notice);
        if (now.isInFlight(key)) return;
        due.push({ key, about: alert.alert, topic: { alert }, recipient, notice, attempt, repeat, resumed });
      };
      for (const state of states) {
        const next = nextAttempt(state, now);
        if (next) add(state.notice, next.attempt, next.repeat, next.resumed);
      }
      const fresh = freshNotice(alert, recipient, states, now);
      if (fresh !== undefined) add(fresh, 1, false);
    }
  }
  return due;
}

type Attempt = { attempt: number; repeat: boolean; resumed: boolean };

/** The attempt that an unfinished notice is due for. */
export function nextAttempt(state: NoticeState, now: Now): Attempt | undefined {
  const { attempt, failed, sentAt, perhaps, retried = 0 } = state;
  if (sentAt !== undefined) return undefined;
  if (failed?.attempt === attempt) {
    const isDue = retried >= attempt || (failed.next !== undefined && now.now >= failed.next);
    return isDue ? { attempt: attempt + 1, repeat: perhaps, resumed: false } : undefined;
  }
  if (state.node === now.node) return { attempt, repeat: perhaps, resumed: true };
  if (now.steady - state.learntAt < now.leaseMs) return undefined;
  return { attempt: attempt + 1, repeat: true, resumed: false };
}

/** Whether nothing of it is under way or will be tried again by itself. */
export const isSettled = ({ sentAt, failed, attempt, retried = 0 }: NoticeState): boolean =>
  sentAt !== undefined || (failed?.attempt === attempt && failed.next === undefined && retried < attempt);

/** What has not been begun yet. */
function freshNotice(
  alert: AlertState,
  { rules, createdAt }: StoredRecipient,
  states: readonly NoticeState[],
  now: Now,
): string | undefined {
  const { step, clearedAt, at } = alert;
  const has = (notice: string): boolean => states.some((state) => state.notice === notice);
  if (clearedAt === undefined) {
    if (!isAbout(rules, alert, now) || !isTime(rules, now.now, now)) return undefined;
    return has(String(step)) ? reminder(alert, rules.everyMinutes, states, now.now) : String(step);
  }
  const wasMissed =
    states.length === 0 && at >= createdAt && now.now - clearedAt < MISSED_MS && isAbout(rules, alert, now);
  if (wasMissed && isTime(rules, at, now)) return String(step);
  const wasTold = states.some(({ sentAt }) => sentAt !== undefined);
  const mayEnd = rules.cleared && wasTold && states.every(isSettled) && !has('cleared');
  return mayEnd && !isQuiet(rules.quiet, now.minuteOf(now.now)) ? 'cleared' : undefined;
}

/** Counted from the last notice of this step that was sent. */
function reminder(
  { step, seen }: AlertState,
  everyMinutes: number | undefined,
  states: readonly NoticeState[],
  now: number,
): string | undefined {
  if (everyMinutes === undefined || seen) return undefined;
  const ofStep = states.filter(({ notice }) => notice === String(step) || notice.startsWith(`${step}-`));
  if (!ofStep.every(isSettled)) return undefined;
  const last = Math.max(...ofStep.map(({ sentAt = 0 }) => sentAt));
  return last > 0 && now - last >= everyMinutes * MINUTE ? `${step}-${ofStep.length}` : undefined;
}

/** When an attempt that failed is followed by the next; undefined: no more. */
export function nextTry(attempt: number, failedAt: number, afterMs: number | undefined): number | undefined {
  const pause = RETRY_AFTER[attempt - 1];
  return pause === undefined ? undefined : failedAt + (afterMs ?? pause);
}
