// A fold that folds again from the beginning of the log when the board's day is taken back: what a turned day lets go of cannot
// be had otherwise. That happens after a clock was wrong, and so hardly ever. Of a large log it takes its time: step by step, if
// asked to, while the board of before stays and goes on.
import type { LogEntry, StoredOf } from '../../shared/event.ts';
import { diff, type MergePatch } from '../../shared/patch.ts';
import { createDays, type Days, type SavedDays } from './days.ts';
import type { KeptMonths } from './archive.ts';
import type { Fold, SavedFold, SavingFold } from './fold-type.ts';
import type { EventHistory } from './event-history.ts';
import { withCalls } from './saved.ts';
import type { Saving } from './saving.ts';

/** One run of the fold; its board never turns back. */
export type Run = Omit<Fold, 'save' | 'beginSave' | 'daysAfter' | 'nextDayStart' | 'isBehind' | 'catchUp'> & {
  beginSave: (days: SavedDays) => { rest: string; calls: Saving; months: KeptMonths };
};
type Parts = {
  past: EventHistory;
  /** What a checkpoint knows of days; undefined without one. */
  saved: SavedDays | undefined;
  /** Begins a run: from the checkpoint, or from the beginning of the log. */
  begin: (from: 'checkpoint' | 'beginning', past: EventHistory, days: Days) => Run;
  inSteps: boolean;
};
/** `isAnew`: months of the ledger belong to an earlier run until a checkpoint of this one is kept. */
type Started = { run: Run; days: Days; isAnew: boolean };

const AT_ONCE = 5_000;

export function refoldable({ past, saved, begin, inSteps }: Parts): Fold {
  const start = (from: 'checkpoint' | 'beginning', days: Days): Started => {
    const facts = { days, isAnew: from === 'beginning' };
    const own: EventHistory = { ...past, month: (name) => (facts.isAnew ? undefined : past.month(name)) };
    return Object.assign(facts, { run: begin(from, own, days) });
  };
  let current = start(saved === undefined ? 'beginning' : 'checkpoint', createDays(saved));
  /** Takes the place of the current one once it has come as far. */
  let next: Started | undefined;
  let savedRun: Started | undefined;
  /** Patches of runs that are over, up to the board of the present one. */
  let patches: MergePatch[] = [];

  const mustTurnBack = ({ run, days }: Started): boolean =>
    run.board.day !== undefined && !days.isStanding(run.board.day);

  const takeOver = (fresh: Started): void => {
    patches.push(...current.run.takePatches());
    const before = current.run.board;
    fresh.run.takePatches();
    const change = diff(before, fresh.run.board);
    if (change) patches.push(change);
    current = fresh;
    next = undefined;
  };

  const catchUp = (limit: number): void => {
    if (!next) return;
    const { run } = next;
    const upTo = current.run.position;
    const entries = run.position < upTo ? past.entries(run.position, limit) : [];
    for (const entry of entries) {
      if (entry.position > upTo) break;
      try {
        run.apply(entry);
      } catch {
        // What cannot be folded was reported when it came first; the rest goes on.
      }
    }
    run.takePatches();
    if (run.position >= upTo || entries.length === 0) takeOver(next);
  };

  const beginSave = (): SavingFold => {
    const saved = (savedRun = current);
    const { isAnew } = saved;
    const { rest, calls, months } = saved.run.beginSave(saved.days.save());
    return {
      step: calls.step,
      end: () => (saved === current ? { state: withCalls(rest, calls.text()), months, isAnew } : undefined),
    };
  };

  const dayChanged = (event: StoredOf<'day.started' | 'day.withdrawn'>): void => {
    for (const { days } of next ? [current, next] : [current])
      if (event.type === 'day.started') days.started(event);
      else days.withdrawn(event);
    // What is known of days comes first, so that no start that was withdrawn turns the board.
    if (event.type === 'day.withdrawn' && mustTurnBack(next ?? current))
      next = start('beginning', createDays(current.days.save()));
  };

  return {
    get board() {
      return current.run.board;
    },
    get position() {
      return current.run.position;
    },
    apply(entry: LogEntry) {
      if (entry.event.type === 'day.started' || entry.event.type === 'day.withdrawn') dayChanged(entry.event);
      if (!inSteps) while (next) catchUp(AT_ONCE);
      current.run.apply(entry);
    },
    isBehind: () => next !== undefined,
    catchUp,
    takePatches() {
      const all = [...patches, ...current.run.takePatches()];
      patches = [];
      return all;
    },
    openCalls: (system) => current.run.openCalls(system),
    supposedCalls: (system) => current.run.supposedCalls(system),
    latestDeskState: (desk, queue) => current.run.latestDeskState(desk, queue),
    desksIn: (system, queue) => current.run.desksIn(system, queue),
    lastAt: (source) => current.run.lastAt(source),
    readCall: (call, events) => current.run.readCall(call, events),
    inProgress: () => current.run.inProgress(),
    month: (month) => current.run.month(month),
    nextAlert: (rule, subject) => current.run.nextAlert(rule, subject),
    sitting: (id) => current.run.sitting(id),
    naming: {
      queue: (id) => current.run.naming.queue(id),
      deskNames: (id) => current.run.naming.deskNames(id),
      deskOf: (id) => current.run.naming.deskOf(id),
      official: (id) => current.run.naming.official(id),
      decided: () => current.run.naming.decided(),
    },
    reported: {
      queues: () => current.run.reported.queues(),
      desks: () => current.run.reported.desks(),
    },
    knowsVisit: (call, visit) => current.run.knowsVisit(call, visit),
    daysAfter: (day) => current.days.after(day),
    nextDayStart: (day) => current.days.nextStart(day),
    save() {
      const saving = beginSave();
      while (!saving.step(Infinity));
      return saving.end() as SavedFold;
    },
    beginSave,
    kept(months) {
      // A run that began in between has stored nothing yet.
      if (savedRun !== current) return;
      current.isAnew = false;
      current.run.kept(months);
    },
  };
}
