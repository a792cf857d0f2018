// Alerts, sittings that closed, and notices, as every node reads them from the log. Pure: entries in, states out; it decides
// nothing.
import type { RawEvent, StoredEvent } from '../../shared/event.ts';
import { noticeId, type NoticeChannel } from '../../shared/notices.ts';
import { surgeFigures } from '../../shared/surges.ts';
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
  calls?: number;
  usual?: number;
  minutes?: number;
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
  | 'sitting.closed'
>;
export const isRelevant = (event: AnyEvent): event is RelevantEvent =>
  /^(?:alert|notice)\./.test(event.type) || event.type === 'sitting.closed';

/** When a sitting closed, and when that was recorded. */
export type ClosedSitting = { at: number; knownAt: number };
/** How long they are remembered: longer than their report may be sent. */
const CLOSED_KEPT_MS = 2 * DAY;

export type Book = ReturnType<typeof createBook>;

export function createBook() {
  const alerts = new Map<string, AlertState>();
  const notices = new Map<string, NoticeState>();
  const ofAlert = new Map<string, NoticeState[]>();
  /** Of an alert that is raised again after its end has arrived, in another order. */
  const cleared = new Map<string, number>();
  const closed = new Map<string, ClosedSitting>();

  const raise = (event: Of<'alert.raised'>): void => {
    const { alert, rule, subject, level, value, limit, step = 1, at } = event;
    const before = alerts.get(alert);
    const since = Math.min(before?.since ?? at, at);
    if (before && before.step >= step) return void alerts.set(alert, { ...before, since });
    const clearedAt = cleared.get(alert);
    const seen = before?.seen ?? false;
    const now = { alert, rule, subject, level, value, limit, since, step, at, seen, ...surgeFigures(event) };
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
    /** Sittings that closed lately, by id. */
    closed: closed as ReadonlyMap<string, ClosedSitting>,

    /** The notices about an alert, in the order of their beginning. */
    noticesOf: (alert: string): readonly NoticeState[] => ofAlert.get(alert) ?? [],

    /** `learntAt`: by this node's steady clock. The same event may come twice. */
    apply(event: AnyEvent, learntAt: number): void {
      if (!isRelevant(event)) return;
      if (event.type === 'sitting.closed') {
        const { at, sitting } = event;
        if (!closed.has(sitting)) closed.set(sitting, { at, knownAt: 'recordedAt' in event ? event.recordedAt : at });
        return;
      }
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
      const isOn = (alert: string): boolean => alerts.has(alert) && alerts.get(alert)?.clearedAt === undefined;
      for (const [alert, states] of ofAlert) {
        // Of an alert that is on all are kept: one that is forgotten would be begun again.
        if (isOn(alert) || states.some(({ at }) => at >= now - KEPT_DAYS * DAY)) continue;
        ofAlert.delete(alert);
        for (const { recipient, notice } of states) notices.delete(noticeId(alert, recipient, notice));
      }
      for (const [alert, { clearedAt }] of alerts)
        if (clearedAt !== undefined && clearedAt < now - DAY) alerts.delete(alert);
      for (const [alert, at] of cleared) if (at < now - DAY) cleared.delete(alert);
      for (const [sitting, { at }] of closed) if (at < now - CLOSED_KEPT_MS) closed.delete(sitting);
    },
  };
}
