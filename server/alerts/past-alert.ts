// An alert as its events tell it, also long after: how long it was on, who saw it how soon, and what was done. Pure.
import type { AlertSum, PastAlert } from '../../shared/api/alerts.ts';
import { surgeFigures } from '../../shared/surges.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { AlertEvent } from '../board/alerts.ts';

export const isAlertEvent = (event: StoredEvent): event is AlertEvent =>
  /^alert\.(?:raised|seen|cleared)$/.test(event.type);

/** In any order; undefined where it was never raised. */
export function readAlert(alert: string, events: readonly AlertEvent[]): PastAlert | undefined {
  const raised = events.filter((event) => event.type === 'alert.raised');
  const seen = events.filter((event) => event.type === 'alert.seen').toSorted((a, b) => a.at - b.at);
  const cleared = events.filter((event) => event.type === 'alert.cleared');
  const [first] = raised;
  if (!first) return undefined;
  // The gravest step says how bad it became; of two alike the later.
  const worst = raised.reduce((one, other) => (isWorse(other.level, one.level) ? other : one), first);
  const [earliest] = seen;
  return {
    alert,
    rule: worst.rule,
    subject: worst.subject,
    level: worst.level,
    value: worst.value,
    limit: worst.limit,
    ...surgeFigures(worst),
    since: Math.min(...raised.map(({ at }) => at)),
    ...(cleared.length > 0 && { clearedAt: Math.min(...cleared.map(({ at }) => at)) }),
    ...(earliest && { seenBy: earliest.by, seenAt: earliest.at }),
    done: seen.flatMap(({ at, by, action, remark }) =>
      action === undefined && remark === undefined
        ? []
        : [{ at, by, ...(action !== undefined && { action }), ...(remark !== undefined && { remark }) }],
    ),
  };
}

const isWorse = (level: 'watch' | 'act', than: 'watch' | 'act'): boolean => level === 'act' || than === 'watch';

/** By rule: how often, how long in all, and how soon somebody saw them. Those that are on count up to now. */
export function sumAlerts(alerts: readonly PastAlert[], now: number): Record<string, AlertSum> {
  const sums: Record<string, AlertSum> = {};
  const soon: Record<string, number[]> = {};
  for (const { rule, since, clearedAt = now, seenAt, done } of alerts) {
    const sum = (sums[rule] ??= { times: 0, seconds: 0, seen: 0, done: 0 });
    sum.times += 1;
    sum.seconds += Math.max(0, Math.round((clearedAt - since) / 1000));
    if (done.length > 0) sum.done += 1;
    if (seenAt === undefined) continue;
    sum.seen += 1;
    (soon[rule] ??= []).push(Math.max(0, Math.round((seenAt - since) / 1000)));
  }
  for (const [rule, seconds] of Object.entries(soon)) {
    const median = seconds.toSorted((a, b) => a - b)[Math.floor((seconds.length - 1) / 2)];
    if (median !== undefined) sums[rule]!.medianToSeen = median;
  }
  return sums;
}
