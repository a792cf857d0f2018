// What the log says about alerts and notices, as every node reads it. Pure: entries in, states out; it decides nothing.
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import { noticeId, type NoticeChannel } from '../../shared/notices.ts';
import type { AlertLevel } from '../../shared/rules.ts';
import { DAY } from '../../shared/time.ts';

export type AlertState = {
  alert: string;
  rule: string;
  subject: string;
  level: AlertLevel;
  value: number;
  limit: number;
  since: number;
  step: number;
  /** Of its latest step. */
  at: number;
  seen: boolean;
  clearedAt?: number;
};

export type NoticeState = {
  alert: string;
  recipient: string;
  notice: string;
  channel: NoticeChannel;
  /** The latest attempt that was claimed, by whom, and when this node learnt of it by its steady clock. */
  attempt: number;
  node: string;
  learntAt: number;
  at: number;
  sentAt?: number;
  /** Why the latest attempt failed. */
  failed?: { attempt: number; reason: string; detail?: string | undefined; next?: number | undefined };
  /** An earlier attempt may have been received. */
  perhaps: boolean;
  /** An administrator asks for the attempt after this one. */
  retried?: number;
};

/** How long what is over is kept for the list. */
export const KEPT_DAYS = 31;

type AnyEvent = RawEvent | StoredEvent;
type Of<T extends RawEvent['type']> = Extract<RawEvent, { type: T }>;
type RelevantEvent = Of<
  | 'alert.raised'
  | 'alert.seen'
  | 'alert.cleared'
  | 'notice.claimed'
  | 'notice.sent'
  | 'notice.failed'
  | 'notice.retried'
>;
export const isRelevant = (event: AnyEvent): event is RelevantEvent => /^(?:alert|notice)\./.test(event.type);

export type Book = ReturnType<typeof createBook>;

export function createBook() {
  const alerts = new Map<string, AlertState>();
  const notices = new Map<string, NoticeState>();
  const ofAlert = new Map<string, NoticeState[]>();
  /** Of an alert that is raised again after its end has arrived, in another order. */
  const cleared = new Map<string, number>();

  const raise = (event: Of<'alert.raised'>): void => {
    const { alert, rule, subject, level, value, limit, step = 1, at } = event;
    const before = alerts.get(alert);
    const since = Math.min(before?.since ?? at, at);
    if (before && before.step >= step) return void alerts.set(alert, { ...before, since });
    const clearedAt = cleared.get(alert);
    const now = { alert, rule, subject, level, value, limit, since, step, at, seen: before?.seen ?? false };
    alerts.set(alert, { ...now, ...(clearedAt !== undefined && { clearedAt }) });
  };

  const notice = (event: Of<'notice.claimed' | 'notice.sent' | 'notice.failed'>, learntAt: number): void => {
    const { alert, recipient, notice, via: channel, attempt, at } = event;
    const key = noticeId(alert, recipient, notice);
    const before = notices.get(key);
    const state = before ?? { alert, recipient, notice, channel, attempt, at, learntAt, node: '', perhaps: false };
    if (!before) {
      notices.set(key, state);
      ofAlert.set(alert, [...(ofAlert.get(alert) ?? []), state]);
    }
    if (event.type === 'notice.claimed') {
      if (before && attempt <= before.attempt) return;
      // The one before ended without an outcome, so nobody knows.
      if (before && before.failed?.attempt !== before.attempt) state.perhaps = true;
      Object.assign(state, { attempt, node: event.node, learntAt, at, channel });
      return;
    }
    if (event.type === 'notice.sent') {
      Object.assign(state, { sentAt: at, at });
      return;
    }
    if (event.perhaps) state.perhaps = true;
    if (attempt < (state.failed?.attempt ?? 0)) return;
    const { reason, detail, next } = event;
    Object.assign(state, { failed: { attempt, reason, detail, next }, at: Math.max(at, state.at) });
  };

  return {
    alerts: alerts as ReadonlyMap<string, AlertState>,
    notices: notices as ReadonlyMap<string, NoticeState>,

    /** The notices about an alert, in the order of their beginning. */
    noticesOf: (alert: string): readonly NoticeState[] => ofAlert.get(alert) ?? [],

    /** `learntAt`: by this node's steady clock. The same event may come twice. */
    apply(event: AnyEvent, learntAt: number): void {
      if (!isRelevant(event)) return;
      const known = alerts.get(event.alert);
      switch (event.type) {
        case 'alert.raised':
          raise(event);
          break;
        case 'alert.seen':
          if (known) known.seen = true;
          break;
        case 'alert.cleared':
          cleared.set(event.alert, event.at);
          if (known) known.clearedAt = event.at;
          break;
        case 'notice.retried': {
          const state = notices.get(noticeId(event.alert, event.recipient, event.notice));
          if (state) state.retried = Math.max(state.retried ?? 0, event.attempt);
          break;
        }
        default:
          notice(event, learntAt);
      }
    },

    /** Memory is bounded by a month of notices and the alerts that are on (B7). */
    forget(now: number): void {
      for (const [key, { at, alert }] of notices)
        if (at < now - KEPT_DAYS * DAY) {
          notices.delete(key);
          ofAlert.delete(alert);
        }
      for (const [alert, { clearedAt }] of alerts)
        if (clearedAt !== undefined && clearedAt < now - DAY) alerts.delete(alert);
      for (const [alert, at] of cleared) if (at < now - DAY) cleared.delete(alert);
    },
  };
}
