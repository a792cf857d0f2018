// The board of this node: folded from the ledger at start, from the newest checkpoint on, and kept by checkpoints.
import type { Logger } from 'pino';
import type { Calendar } from '../shared/calendar.ts';
import type { LogEntry } from '../shared/event.ts';
import type { Profile } from '../shared/profile.ts';
import { createFold, FOLD_VERSION } from './board/fold.ts';
import type { Fold } from './board/fold-type.ts';
import { pastOf } from './ledger/past.ts';
import type { Ledger } from './ledger/ledger.ts';
import { profileHash } from './profiles/load.ts';

const PAGE = 5_000;
/** A checkpoint is kept after so many events, and at least this often while events come. */
const CHECKPOINT_EVENTS = 20_000;
const CHECKPOINT_MS = 60_000;

export type KeptBoard = {
  fold: Fold;
  /** Folds what the log has just made durable. */
  take: (entries: readonly LogEntry[]) => void;
  /** Keeps a checkpoint if enough has happened since the last, or anything at all when `now` is told to. */
  checkpoint: (when: 'due' | 'now') => Promise<void>;
};

export function openBoard(parts: {
  ledger: Ledger;
  profile: Profile;
  calendar: Calendar;
  now: () => number;
  log: Logger;
}): KeptBoard {
  const { ledger, profile, calendar, now, log } = parts;
  const hash = profileHash(profile);
  const saved = ledger.checkpoint(FOLD_VERSION, hash);
  const fold = createFold({
    profile,
    calendar,
    past: pastOf(ledger, calendar, (month) => ledger.month(FOLD_VERSION, hash, month)),
    ...(saved && { saved: saved.state }),
  });
  const take = (entries: readonly LogEntry[]): void => {
    for (const entry of entries)
      try {
        fold.apply(entry);
      } catch (cause) {
        // One event that the fold cannot take must not stop the board of a province; the log still has it.
        log.error({ err: cause, position: entry.position, id: entry.event.id }, 'an event could not be folded');
      }
  };
  for (let page = ledger.after(fold.position, PAGE); page.length > 0; page = ledger.after(fold.position, PAGE)) {
    take(page);
    fold.takePatches();
  }

  let kept = { position: fold.position, at: now() };
  return {
    fold,
    take,
    async checkpoint(when) {
      const { position } = fold;
      const isDue = position - kept.position >= CHECKPOINT_EVENTS || now() - kept.at >= CHECKPOINT_MS;
      if (position === kept.position || (when === 'due' && !isDue)) return;
      kept = { position, at: now() };
      const { state, months } = fold.save();
      await ledger
        .keep({ position, foldVersion: FOLD_VERSION, profileHash: hash, state, months })
        .then(() => fold.kept(months))
        .catch((cause: unknown) => log.warn({ err: cause }, 'no checkpoint was kept: the next start folds more'));
    },
  };
}
