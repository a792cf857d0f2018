// A fold that folds again from the beginning of the log when the board's day is taken back: what a turned day lets go of
// cannot be had otherwise. That happens after a clock was wrong, and so hardly ever.
import type { LogEntry } from '../../shared/event.ts';
import { diff, type MergePatch } from '../../shared/patch.ts';
import { createDays, type Days, type SavedDays } from './days.ts';
import type { Fold } from './fold-type.ts';
import type { EventHistory } from './event-history.ts';

/** One run of the fold; its board never turns back. */
export type Run = Omit<Fold, 'save' | 'daysAfter' | 'nextDayStart'> & {
  save: (days: SavedDays) => Omit<ReturnType<Fold['save']>, 'isAnew'>;
};
type Parts = {
  past: EventHistory;
  /** What a checkpoint knows of days; undefined without one. */
  saved: SavedDays | undefined;
  /** Begins a run: from the checkpoint, or from the beginning of the log. */
  begin: (from: 'checkpoint' | 'beginning', past: EventHistory, days: Days) => Run;
};

export function refoldable({ past, saved, begin }: Parts): Fold {
  /** Months of the ledger belong to an earlier run until a checkpoint of this one is kept. */
  let isAnew = saved === undefined;
  const own: EventHistory = { ...past, month: (name) => (isAnew ? undefined : past.month(name)) };
  let days = createDays(saved);
  let run = begin(isAnew ? 'beginning' : 'checkpoint', own, days);
  let savedRun: Run | undefined;
  /** Patches of runs that are over, up to the board of the present one. */
  let patches: MergePatch[] = [];

  const again = (upTo: number): void => {
    patches.push(...run.takePatches());
    const before = run.board;
    // What is known of days comes first, so that no start that was withdrawn turns the board.
    days = createDays(days.save());
    isAnew = true;
    run = begin('beginning', own, days);
    for (const entry of past.entries(upTo)) run.apply(entry);
    run.takePatches();
    const change = diff(before, run.board);
    if (change) patches.push(change);
  };

  return {
    get board() {
      return run.board;
    },
    get position() {
      return run.position;
    },
    apply(entry: LogEntry) {
      const { event } = entry;
      if (event.type === 'day.started') days.started(event);
      if (event.type === 'day.withdrawn') {
        days.withdrawn(event);
        if (run.board.day !== undefined && !days.isStanding(run.board.day)) again(entry.position);
      }
      run.apply(entry);
    },
    takePatches() {
      const all = [...patches, ...run.takePatches()];
      patches = [];
      return all;
    },
    openCalls: (system) => run.openCalls(system),
    deskWord: (desk, queue) => run.deskWord(desk, queue),
    desksIn: (system, queue) => run.desksIn(system, queue),
    lastAt: (source) => run.lastAt(source),
    readCall: (call, events) => run.readCall(call, events),
    inProgress: () => run.inProgress(),
    month: (month) => run.month(month),
    nextAlert: (rule, subject) => run.nextAlert(rule, subject),
    sitting: (id) => run.sitting(id),
    daysAfter: (day) => days.after(day),
    nextDayStart: (day) => days.nextStart(day),
    save() {
      savedRun = run;
      return { ...run.save(days.save()), isAnew };
    },
    kept(months) {
      // A run that began in between has stored nothing yet.
      if (savedRun !== run) return;
      isAnew = false;
      run.kept(months);
    },
  };
}
