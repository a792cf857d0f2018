// Calls with their topic and county from the ledger, slice by slice: those of the last minutes, kept up to date with every tag, and
// those of earlier days, read once.
import type { Calendar } from '../../shared/calendar.ts';
import type { Fold } from '../board/fold-type.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Pace } from '../reading/pace.ts';
import type { TopicCall } from './surges.ts';

const PAGE = 500;
const CALL = 'call/';

export type TaggedParts = {
  ledger: Pick<Ledger, 'subjectsOfDay' | 'subjectsAfter' | 'bySubject' | 'byDay'>;
  fold: Pick<Fold, 'readCall' | 'position'>;
  calendar: Pick<Calendar, 'dayOf' | 'dayAfter'>;
  pace: Pace;
};
/** An earlier day's calls in the order in which they came; undefined where the day was not recorded. */
type PastDay = readonly TopicCall[] | undefined;
export type TaggedCalls = {
  /** Calls that came in [from, to), which moves on with time. */
  recent: (from: number, to: number) => Promise<TopicCall[]>;
  /** Reads the days of a stretch that lies in the past. */
  load: (from: number, to: number) => Promise<void>;
  /** Calls of a stretch that was loaded. */
  past: (from: number, to: number) => readonly TopicCall[] | undefined;
  /** Forgets earlier days: what was corrected there counts when they are read again. */
  forget: () => void;
};

export function createTaggedCalls({ ledger, fold, calendar, pace }: TaggedParts): TaggedCalls {
  const lately = new Map<string, TopicCall>();
  /** Up to where the log was read for these; below 0 nothing was. */
  let upTo = -1;
  const days = new Map<string, PastDay>();

  const read = (subject: string): TopicCall | undefined => {
    const events = ledger.bySubject(subject).map(({ event }) => event);
    const { firstJoinedAt: at, tags } = fold.readCall(subject.slice(CALL.length), events);
    return Number.isFinite(at) ? { at, topic: tags.topic, county: tags.county } : undefined;
  };
  const eachCall = async (
    page: (after: number) => { position: number; subject: string }[],
    from: number,
    take: (subject: string) => void,
  ): Promise<void> => {
    await pace.turn();
    for (let after = from; ;) {
      const some = page(after);
      for (const { subject } of some) {
        if (!subject.startsWith(CALL)) continue;
        if (pace.isUsedUp()) await pace.turn();
        take(subject);
      }
      if (some.length < PAGE) return;
      after = some.at(-1)?.position ?? after;
      if (pace.isUsedUp()) await pace.turn();
    }
  };
  const daysOf = (from: number, to: number): string[] => {
    const found: string[] = [];
    const last = calendar.dayOf(to);
    for (let day = calendar.dayOf(from); day <= last; day = calendar.dayAfter(day)) found.push(day);
    return found;
  };

  return {
    async recent(from, to) {
      const position = fold.position;
      const changed = new Set<string>();
      const note = (subject: string): void => void changed.add(subject);
      if (upTo < 0)
        for (const day of daysOf(from, to)) await eachCall((after) => ledger.subjectsOfDay(day, after, PAGE), 0, note);
      else await eachCall((after) => ledger.subjectsAfter(after, position, PAGE), upTo, note);
      for (const subject of changed) {
        if (pace.isUsedUp()) await pace.turn();
        const call = read(subject);
        if (call && call.at >= from) lately.set(subject, call);
        else lately.delete(subject);
      }
      upTo = position;
      for (const [subject, { at }] of lately) if (at < from) lately.delete(subject);
      return [...lately.values()].filter(({ at }) => at < to);
    },

    async load(from, to) {
      for (const day of daysOf(from, to)) {
        if (days.has(day)) continue;
        const calls = new Map<string, TopicCall>();
        await eachCall(
          (after) => ledger.subjectsOfDay(day, after, PAGE),
          0,
          (subject) => {
            const call = calls.has(subject) ? undefined : read(subject);
            if (call && calendar.dayOf(call.at) === day) calls.set(subject, call);
          },
        );
        const isRecorded = calls.size > 0 || ledger.byDay(day, 0, 1).length > 0;
        days.set(day, isRecorded ? [...calls.values()].sort((a, b) => a.at - b.at) : undefined);
      }
    },

    past(from, to) {
      const some = daysOf(from, to).map((day) => days.get(day));
      if (some.includes(undefined)) return undefined;
      return some.flatMap((calls = []) => calls.slice(placeOf(calls, from), placeOf(calls, to)));
    },

    forget: () => days.clear(),
  };
}

/** Of the first call that came at that moment or later. */
function placeOf(calls: readonly TopicCall[], at: number): number {
  let [low, high] = [0, calls.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((calls[middle]?.at ?? Infinity) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
