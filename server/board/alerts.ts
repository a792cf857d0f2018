// Alerts as they were raised, seen and cleared, and the limits that were set. The fold reads decisions and makes none.
import { dayApart } from '../../shared/alert-name.ts';
import type { Board } from '../../shared/board.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { surgeFigures, type SurgeFigures } from '../../shared/surges.ts';
import { limitKey, isRule } from '../../shared/rules.ts';
import { earliest, latest, type Reported } from './merge-rules.ts';
import type { DocumentNode } from './document.ts';

export type AlertEvent = StoredOf<'alert.raised' | 'alert.seen' | 'alert.cleared'>;
type Step = Pick<StoredOf<'alert.raised'>, 'rule' | 'level' | 'subject' | 'value' | 'limit'> & Partial<SurgeFigures>;
type ActionTaken = Pick<StoredOf<'alert.seen'>, 'action' | 'remark' | 'by'>;
type Facts = {
  /** When it was first raised. */
  since?: number;
  /** The step that counts: the greatest, else the later. */
  now?: { step: number; at: number; id: string; value: Step };
  seen?: Reported<string>;
  /** What somebody did about it. */
  done?: Reported<ActionTaken>;
  cleared?: true;
};
export type SavedAlerts = { alerts: Record<string, Facts>; limits: Record<string, Reported<number | undefined>> };

type Parts = {
  root: DocumentNode<Board>;
  /** The events of an alert before a position. */
  recall: (subject: string, before: number) => readonly StoredEvent[];
  saved: SavedAlerts | undefined;
};

export type Alerts = ReturnType<typeof createAlerts>;

export function createAlerts({ root, recall, saved }: Parts) {
  /** Those that are on, and all of today: their names are counted. */
  const alerts = new Map<string, Facts>(Object.entries(saved?.alerts ?? {}));
  const limits = new Map<string, Reported<number | undefined>>(Object.entries(saved?.limits ?? {}));
  const onBoard = root.child<Board['alerts']>('alerts');
  const thresholds = root.child<Board['thresholds']>('thresholds');

  const isOn = (facts: Facts): boolean => facts.now !== undefined && !facts.cleared;
  const isOfDay = (alert: string, day: string | undefined): boolean => day === undefined || dayOf(alert) >= day;

  const show = (alert: string, facts: Facts): void => {
    if (!isOn(facts) || !facts.now) return onBoard.remove(alert);
    const { step, value } = facts.now;
    const one = onBoard.getOrCreate<Board['alerts'][string]>(alert, () => ({
      ...value,
      since: facts.since ?? 0,
      step,
    }));
    one.set('rule', value.rule);
    one.set('level', value.level);
    one.set('subject', value.subject);
    one.set('value', value.value);
    one.set('limit', value.limit);
    one.put('calls', value.calls);
    one.put('usual', value.usual);
    one.put('minutes', value.minutes);
    one.set('since', facts.since ?? 0);
    one.set('step', step);
    one.put('seenBy', facts.seen?.value);
    one.put('action', facts.done?.value.action);
    one.put('remark', facts.done?.value.remark);
    one.put('actedBy', facts.done?.value.by);
  };

  return {
    take(event: AlertEvent, before: number): void {
      let facts = alerts.get(event.alert);
      if (!facts) {
        facts = {};
        for (const one of recall(`alert/${event.alert}`, before)) if (isAlertEvent(one)) merge(facts, one);
      }
      merge(facts, event);
      if (isOn(facts) || isOfDay(event.alert, root.value.day)) alerts.set(event.alert, facts);
      else alerts.delete(event.alert);
      show(event.alert, facts);
    },

    /** A limit that was set; of two the later. Rules that no longer exist change nothing. */
    set({ rule, subject, level, limit, at, id }: StoredOf<'threshold.set'>): void {
      if (!isRule(rule)) return;
      const key = limitKey(rule, subject);
      const kept = latest(limits.get(`${key} ${level}`), { value: limit, at, approx: false, id });
      limits.set(`${key} ${level}`, kept);
      if (kept.value === undefined) {
        if (!thresholds.has(key)) return;
        thresholds.child<Board['thresholds'][string]>(key).remove(level);
        if (Object.keys(thresholds.value[key] ?? {}).length === 0) thresholds.remove(key);
      } else thresholds.getOrCreate<Board['thresholds'][string]>(key, () => ({})).set(level, kept.value);
    },

    /** The name of the next alert of a rule and subject: all nodes that read the same log choose the same. */
    next(rule: string, subject: string): string | undefined {
      const { day } = root.value;
      if (day === undefined) return undefined;
      const beginning = dayApart(`${rule}/${subject}/${day}-`);
      let most = 0;
      for (const alert of alerts.keys())
        if (alert.startsWith(beginning)) most = Math.max(most, Number(alert.slice(beginning.length)) || 0);
      return `${beginning}${most + 1}`;
    },

    turn(day: string): void {
      for (const [alert, facts] of alerts) if (!isOn(facts) && !isOfDay(alert, day)) alerts.delete(alert);
    },

    save: (): SavedAlerts => ({ alerts: Object.fromEntries(alerts), limits: Object.fromEntries(limits) }),
  };
}

function merge(facts: Facts, event: AlertEvent): void {
  if (event.type === 'alert.cleared') facts.cleared = true;
  else if (event.type === 'alert.seen') {
    const { action, remark, by, at, id } = event;
    facts.seen = earliest(facts.seen, { value: by, at, approx: false, id });
    if (action === undefined && remark === undefined) return;
    const value = { by, ...(action !== undefined && { action }), ...(remark !== undefined && { remark }) };
    facts.done = latest(facts.done, { value, at, approx: false, id });
  } else {
    const { rule, level, subject, value, limit, step = 1, at, id } = event;
    facts.since = Math.min(facts.since ?? Infinity, at);
    const report = { step, at, id, value: { rule, level, subject, value, limit, ...surgeFigures(event) } };
    const { now } = facts;
    const counts = !now || step > now.step || (step === now.step && (at > now.at || (at === now.at && id > now.id)));
    if (counts) facts.now = report;
  }
}

/** The Jalali day in an alert's name. */
const dayOf = (alert: string): string => /\/(\d{4}-\d\d-\d\d)-\d+$/.exec(alert)?.[1] ?? '';

const isAlertEvent = (event: StoredEvent): event is AlertEvent =>
  event.type === 'alert.raised' || event.type === 'alert.seen' || event.type === 'alert.cleared';
