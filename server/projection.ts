// The board of this node: folded from the ledger at start, from the newest checkpoint on, and kept by checkpoints.
import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Calendar } from '../shared/calendar.ts';
import type { LogEntry } from '../shared/event.ts';
import type { Profile } from '../shared/profile.ts';
import { MINUTE } from '../shared/time.ts';
import { createFold, FOLD_VERSION } from './board/fold.ts';
import type { Fold } from './board/fold-type.ts';
import { pastOf } from './ledger/past.ts';
import type { Ledger } from './ledger/ledger.ts';
import { foldHash } from './profiles/load.ts';
import { createPace, type Pace } from './reading/pace.ts';

const PAGE = 5_000;
/** A checkpoint is stored after this many events, and at least this often while events come. */
const CHECKPOINT_EVENTS = 20_000;
const CHECKPOINT_MS = MINUTE;
/** Calls of a checkpoint that are written down in one turn of the loop: about a millisecond. */
const CALLS_AT_ONCE = 300;
/** While the log is read at start. */
const CHECKPOINT_AT_START = 250_000;
/** Folded again in one slice: about a millisecond. */
const AGAIN_AT_ONCE = 50;

export type Projection = {
  fold: Fold;
  /** Folds what the log has just made durable. */
  apply: (entries: readonly LogEntry[]) => void;
  /** Stores a checkpoint if enough has happened since the last; with `now`, if anything has. */
  checkpoint: (when: 'due' | 'now') => Promise<void>;
  /** `done` is called whenever the log was folded again: much may have changed then. */
  onRefolded: (done: () => void) => void;
  /** Resolves when nothing is read any more. */
  stop: () => Promise<void>;
};

/** The log is read in pages, between which everybody else has a turn: a signal, above all. */
export async function openBoard(parts: {
  ledger: Ledger;
  profile: Profile;
  calendar: Calendar;
  now: () => number;
  log: Logger;
  pace?: Pace;
}): Promise<Projection> {
  const { ledger, profile, calendar, now, log, pace = createPace() } = parts;
  const hash = foldHash(profile);
  const begin = (saved: string | undefined): Fold =>
    createFold({
      profile,
      calendar,
      past: pastOf(ledger, calendar, (month) => ledger.month(FOLD_VERSION, hash, month)),
      ...(saved !== undefined && { saved }),
      inSteps: true,
    });
  const fromCheckpoint = (): Fold => {
    const saved = ledger.checkpoint(FOLD_VERSION, hash);
    if (!saved) return begin(undefined);
    try {
      const fold = begin(saved.state);
      if (fold.position === saved.position) return fold;
      throw new TypeError(`expected the position ${saved.position} in it, got ${fold.position}`);
    } catch (cause) {
      log.warn({ err: cause, position: saved.position }, 'a damaged checkpoint is left: the whole log is folded again');
      return begin(undefined);
    }
  };
  const fold = fromCheckpoint();
  const take = (entries: readonly LogEntry[]): void => {
    for (const entry of entries)
      try {
        fold.apply(entry);
      } catch (cause) {
        // One event that the fold cannot take must not stop the board of a province; the log still has it.
        log.error({ err: cause, position: entry.position, id: entry.event.id }, 'an event could not be folded');
      }
  };

  let kept = { position: fold.position, at: now() };
  /** One after the other: the last that is asked for may come while one is on its way. */
  let keeping = Promise.resolve();
  const checkpoint: Projection['checkpoint'] = (when) =>
    when === 'due' && !isDue() ? Promise.resolve() : (keeping = keeping.catch(() => {}).then(() => keepNow(when)));
  const isDue = (): boolean => fold.position - kept.position >= CHECKPOINT_EVENTS || now() - kept.at >= CHECKPOINT_MS;
  const keepNow = async (when: 'due' | 'now'): Promise<void> => {
    const { position } = fold;
    if (when === 'due' && !isDue()) return;
    // The board of before is no board to begin from: its day was taken back.
    if (fold.isBehind() || position === kept.position) return;
    kept = { position, at: now() };
    const { day } = fold.board;
    const saving = fold.beginSave();
    while (!saving.step(CALLS_AT_ONCE)) await setImmediate();
    const saved = fold.isBehind() ? undefined : saving.end();
    if (!saved) return;
    // What is handed to the writer is copied: a turn of its own.
    await setImmediate();
    await ledger
      .keep({ position, foldVersion: FOLD_VERSION, foldHash: hash, ...saved, ...(day && { day }) })
      .then(() => fold.kept(saved.months))
      .catch((cause: unknown) => log.warn({ err: cause }, 'no checkpoint was kept: the next start folds more'));
  };

  const from = fold.position;
  for (let page = ledger.after(from, PAGE); page.length > 0; page = ledger.after(fold.position, PAGE)) {
    take(page);
    while (fold.isBehind()) {
      fold.catchUp(PAGE);
      await setImmediate();
    }
    fold.takePatches();
    // A process that is killed during a long read goes on from here.
    if (fold.position - kept.position >= CHECKPOINT_AT_START) await checkpoint('now');
    await setImmediate();
  }
  if (fold.position - from >= CHECKPOINT_EVENTS) await checkpoint('now');

  let refolding: Promise<void> | undefined;
  let refolded = (): void => {};
  let isStopped = false;
  const refold = async (): Promise<void> => {
    log.warn('the day of the board was taken back: the whole log is folded again, which takes a while');
    while (fold.isBehind() && !isStopped) {
      await pace.turn();
      if (!isStopped) fold.catchUp(AGAIN_AT_ONCE);
    }
    refolding = undefined;
    if (isStopped) return;
    log.info('the log is folded again');
    refolded();
    await checkpoint('now');
  };

  return {
    fold,
    apply(entries) {
      take(entries);
      if (fold.isBehind()) refolding ??= refold();
    },
    checkpoint,
    onRefolded: (done) => void (refolded = done),
    async stop() {
      isStopped = true;
      await refolding;
    },
  };
}
