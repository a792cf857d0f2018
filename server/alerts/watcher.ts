// Decides when an alert is raised, changes its level and is cleared. Each decision is an event with an id that every node
// derives alike: of two nodes that decide the same the log keeps one, and folding the log again decides nothing.
import type { AlertOnBoard, Board } from '../../shared/board.ts';
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import type { RawEvent } from '../../shared/event.ts';
import { MOST_LEVEL } from '../../shared/event-fields.ts';
import {
  hasLeft,
  isCaseRule,
  levelAt,
  levelsOf,
  measure,
  ruleFacts,
  type AlertLevel,
  type Levels,
  type Measured,
  type Rule,
} from '../../shared/rules.ts';
import type { Links } from '../../shared/links.ts';
import type { SurgeNow } from '../../shared/surges.ts';
import { MINUTE } from '../../shared/time.ts';

/** A level ends when the value has stayed away from it for so long. */
export const CALM_MS = 20_000;

/** What is measured of telephone systems. */
const ofLinks: ReadonlySet<string> = new Set<Rule>(['source-down', 'quiet-source']);

export type Now = {
  board: Board;
  links: Links;
  now: number;
  cases?: OpenCasesBySubject | undefined;
  surges?: readonly SurgeNow[] | undefined;
};
type Parts = {
  levels: Record<Rule, Levels>;
  lastFactAt: (system: string) => number | undefined;
  nextAlert: (rule: string, subject: string) => string | undefined;
};
export type Watcher = { due: (now: Now) => RawEvent[] };

export function createWatcher({ levels, lastFactAt, nextAlert }: Parts): Watcher {
  /** Since when each alert's value has been away from its level. */
  const away = new Map<string, number>();
  /** Decisions that were emitted and may not have reached the board yet. */
  const emitted = new Map<string, number>();

  const emit = (events: RawEvent[], event: RawEvent, now: number): void => {
    // Emitted once a minute while the board does not have it: the log may have been closed.
    if (now - (emitted.get(event.id) ?? -Infinity) < MINUTE) return;
    emitted.set(event.id, now);
    events.push(event);
  };

  const decide = (
    measured: Measured,
    id: string | undefined,
    alert: AlertOnBoard | undefined,
    { board, now }: Now,
  ): RawEvent[] => {
    const { rule, subject, value } = measured;
    const limits = levelsOf(levels, board.thresholds, rule, subject);
    const reached = value === undefined ? undefined : levelAt(rule, value, limits);
    const events: RawEvent[] = [];
    const raise = (name: string, level: AlertLevel, step: number): void =>
      emit(
        events,
        {
          type: 'alert.raised' as const,
          id: `alert/${name}/${step}`,
          at: now,
          alert: name,
          rule,
          level,
          subject,
          value: rounded(value ?? 0, rule),
          limit: rounded(limits[level], rule),
          step,
          ...measured.surge,
        },
        now,
      );
    if (!alert || id === undefined) {
      const name = reached && nextAlert(rule, subject);
      if (name && reached) raise(name, reached, 1);
      return events;
    }
    if (reached === 'act' && alert.level === 'watch') {
      away.delete(id);
      raise(id, 'act', alert.step + 1);
      return events;
    }
    // After a restart, or with another kind of silence, its time starts again, but it has lasted at least as long as its
    // alert.
    const lasting = rule === 'source-down' && value !== undefined ? Math.max(value, (now - alert.since) / 1000) : value;
    const isAway = lasting === undefined || hasLeft(rule, lasting, limits[alert.level]);
    if (!isAway) {
      away.delete(id);
      return events;
    }
    const since = away.get(id) ?? now;
    away.set(id, since);
    if (now - since < CALM_MS) return events;
    if (alert.level === 'act' && lasting !== undefined && !hasLeft(rule, lasting, limits.watch)) {
      away.delete(id);
      raise(id, 'watch', alert.step + 1);
    } else emit(events, { type: 'alert.cleared', id: `alert/${id}/cleared`, at: now, alert: id }, now);
    return events;
  };

  return {
    due(seen) {
      const { board, now } = seen;
      const events: RawEvent[] = [];
      const end = (id: string): void =>
        emit(events, { type: 'alert.cleared', id: `alert/${id}/cleared`, at: now, alert: id }, now);
      const open = new Map<string, { id: string; alert: AlertOnBoard }>();
      for (const [id, alert] of Object.entries(board.alerts).sort(([a], [b]) => (a < b ? -1 : 1))) {
        const key = `${alert.rule}/${alert.subject}`;
        // Two nodes that raise one at midnight, each by the day that it knows, give it two names.
        if (open.has(key)) end(id);
        else open.set(key, { id, alert });
      }
      const decided = measure({ ...seen, lastFactAt }).flatMap((measured) => {
        const key = `${measured.rule}/${measured.subject}`;
        const one = open.get(key);
        open.delete(key);
        return decide(measured, one?.id, one?.alert, seen);
      });
      events.push(...decided);
      // What is not measured any more (a queue that lost its own limits, a sitting that left the board) is over.
      for (const { id, alert } of open.values()) {
        // Cases are counted, and surges looked for, some time after the start: until then nothing is known of them.
        if (isCaseRule(alert.rule) && seen.cases === undefined) continue;
        if (alert.rule === 'topic-surge' && seen.surges === undefined) continue;
        const since = away.get(id) ?? now;
        away.set(id, since);
        // A server that has just started does not know its links yet.
        if (!ofLinks.has(alert.rule) || now - since >= CALM_MS) end(id);
      }
      for (const id of away.keys()) if (!board.alerts[id]) away.delete(id);
      for (const [id, at] of emitted) if (now - at > 10 * MINUTE) emitted.delete(id);
      return events;
    },
  };
}

/** In tenths (rates of false alarms are finer), and never what the schema of events would refuse: an alert with the greatest value is better than none. */
const rounded = (value: number, rule: Rule): number => {
  const parts = ruleFacts[rule].unit === 'alarms' ? 1_000 : 10;
  return Math.min(MOST_LEVEL, Math.max(0, Math.round(value * parts) / parts));
};
