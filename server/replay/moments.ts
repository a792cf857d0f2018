// The board of any moment: folded from the nearest state that is kept, in the ledger or here.
import type { Calendar } from '../../shared/calendar.ts';
import type { LogEntry } from '../../shared/event.ts';
import type { Profile } from '../../shared/profile.ts';
import type { EventHistory } from '../board/event-history.ts';
import { createFold, FOLD_VERSION } from '../board/fold.ts';
import type { Fold } from '../board/fold-type.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { pastOf } from '../ledger/past.ts';
import { foldHash } from '../profiles/load.ts';
import type { Pace } from '../reading/pace.ts';
import { belongsTo, learnedSince, positionAt } from './known.ts';

const PAGE = 500;
/** States kept here lie so many events apart: some twenty milliseconds of folding. */
const STATE_EVERY = 2_000;
/** Characters of states kept here; the ones used longest ago go first. */
const MOST_KEPT = 64_000_000;

export type Moments = {
  positionAt: (at: number) => number;
  /** The fold of exactly the entries up to a position. It belongs to the caller. */
  foldTo: (position: number) => Promise<Fold>;
  /** Goes on with a fold to a later position. `each` is called before every entry. */
  advance: (fold: Fold, position: number, each?: (entry: LogEntry) => void) => Promise<void>;
  /** Whether it is nearer to go on with a fold than to begin with a state that is kept. */
  isNear: (fold: Fold, position: number) => boolean;
  /** The board of a moment with all that is known of it today. */
  knownNow: (at: number) => Promise<Fold>;
  /** Characters kept. */
  kept: () => number;
};

export function createMoments(options: {
  ledger: Ledger;
  profile: Profile;
  calendar: Calendar;
  pace: Pace;
  stateEvery?: number;
  mostKept?: number;
}): Moments {
  const { ledger, profile, calendar, pace, stateEvery = STATE_EVERY, mostKept = MOST_KEPT } = options;
  const hash = foldHash(profile);
  const states = new Map<number, string>();
  let kept = 0;
  // Months that have left the board never come back to it, and their figures are not on it.
  const past = pastOf(ledger, calendar, () => undefined);

  const nearest = (position: number): { position: number; state?: string } => {
    let best = -1;
    for (const one of states.keys()) if (one <= position && one > best) best = one;
    const stored = ledger.checkpointUpTo(FOLD_VERSION, hash, position);
    if (stored !== undefined && stored.position > best) return stored;
    const state = states.get(best);
    if (state === undefined) return { position: 0 };
    // Used last, so it goes last.
    states.delete(best);
    states.set(best, state);
    return { position: best, state };
  };

  const keep = (fold: Fold): void => {
    if (states.has(fold.position)) return;
    const { state } = fold.save();
    states.set(fold.position, state);
    kept += state.length;
    for (const [position, { length }] of states) {
      if (kept <= mostKept) break;
      states.delete(position);
      kept -= length;
    }
  };

  const begin = (history: EventHistory, state: string | undefined): Fold =>
    createFold({ profile, calendar, past: history, ...(state !== undefined && { saved: state }) });

  const take = (fold: Fold, entry: LogEntry): void => {
    try {
      fold.apply(entry);
    } catch {
      // It was reported when it came first; the living board went on past it too.
    }
  };

  const advance: Moments['advance'] = async (fold, position, each) => {
    await pace.turn();
    while (fold.position < position) {
      const entries = ledger.after(fold.position, PAGE);
      if (entries.length === 0) return;
      for (const entry of entries) {
        if (entry.position > position) return;
        const isMilestone =
          Math.floor(fold.position / stateEvery) < Math.floor(entry.position / stateEvery) && fold.position > 0;
        if (isMilestone && !states.has(fold.position)) keep(fold);
        each?.(entry);
        take(fold, entry);
        if (pace.isUsedUp()) await pace.turn();
      }
    }
  };

  const begun = (position: number, history: EventHistory = past): Fold => {
    const from = nearest(position);
    try {
      return begin(history, from.state);
    } catch {
      // A damaged checkpoint is as good as none.
      return begin(history, undefined);
    }
  };

  return {
    positionAt: (at) => positionAt(ledger, at),
    advance,
    async foldTo(position) {
      const fold = begun(position);
      await advance(fold, position);
      return fold;
    },
    isNear: (fold, position) => {
      if (fold.position > position) return false;
      let best = 0;
      for (const one of states.keys()) if (one <= position && one > best) best = one;
      return best - fold.position < stateEvery;
    },
    async knownNow(at) {
      const position = positionAt(ledger, at);
      const belongs = belongsTo(at, calendar);
      const isKnown = (entry: LogEntry): boolean => entry.position <= position || belongs(entry.event);
      const history: EventHistory = {
        ...past,
        eventsOf: (subject, before) =>
          ledger
            .bySubject(subject, before - 1)
            .filter(isKnown)
            .map(({ event }) => event),
        entries: (after, limit) => pageOf(ledger, after, limit, isKnown),
        sittings: (before) =>
          ledger
            .bySubjects('sitting/')
            .filter((entry) => entry.position < before && isKnown(entry))
            .map(({ event }) => event),
      };
      const fold = begun(position, history);
      await advance(fold, position);
      const learned = await learnedSince(ledger, calendar, [position, at], pace.turn);
      for (const entry of learned) {
        take(fold, entry);
        if (pace.isUsedUp()) await pace.turn();
      }
      return fold;
    },
    kept: () => kept,
  };
}

/** The next entries that are known; none only at the end of the log. */
function pageOf(
  ledger: Pick<Ledger, 'after'>,
  after: number,
  limit: number,
  isKnown: (entry: LogEntry) => boolean,
): LogEntry[] {
  for (let from = after; ;) {
    const entries = ledger.after(from, limit);
    const known = entries.filter(isKnown);
    if (known.length > 0 || entries.length === 0) return known;
    from = entries.at(-1)?.position ?? from;
  }
}
