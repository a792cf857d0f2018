// The surges of topics as they stand, looked for every few minutes. Every node looks at the same moments, so all find the same; limits
// are not asked here, so that a new one counts at once.
import { idSchema } from '../../shared/event-fields.ts';
import { hidesNumber } from '../../shared/number.ts';
import type { Profile } from '../../shared/profile.ts';
import { surgeSubject, type SurgeNow } from '../../shared/surges.ts';
import { HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import { derivedId } from '../random-id.ts';
import type { Looks } from './surge-test.ts';
import {
  count,
  emptyTally,
  EVERY_MS,
  mayHaveSurge,
  STRETCH_MS,
  stretchesBefore,
  surgesOf,
  type Tally,
  type TopicCall,
} from './surges.ts';
import { inSlices } from '../reading/pace.ts';
import { createTaggedCalls, type TaggedParts } from './tagged-calls.ts';

/** What was recorded at the end of a stretch is in the log by then. */
const SETTLED_MS = 10 * SECOND;
/** Calls come in so much of a day; outside of it there is nothing to look at. */
const OPEN_MS = 8 * HOUR;
const MOMENTS_A_MONTH = (30 * OPEN_MS) / EVERY_MS;

type Parts = TaggedParts & {
  profile: Pick<Profile, 'counties' | 'topics'>;
  now: () => number;
  failed: (error: unknown) => void;
};
export type SurgeWatch = {
  /** Undefined until they were looked for. */
  current: () => readonly SurgeNow[] | undefined;
  /** Looks now; what is in progress is waited for. */
  look: () => Promise<void>;
  stop: () => void;
};

/** Starts at once. */
export function createSurgeWatch({ profile, now, failed, ...parts }: Parts): SurgeWatch {
  const { calendar, pace } = parts;
  const calls = createTaggedCalls(parts);
  const cells = Object.keys(profile.counties).length * Object.keys(profile.topics).length;
  const looks: Looks = { cells: Math.max(1, cells), momentsAMonth: MOMENTS_A_MONTH };
  let surges: readonly SurgeNow[] | undefined;
  let today: string | undefined;
  let running: Promise<void> | undefined;
  let isStopped = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async (): Promise<void> => {
    const at = Math.floor((now() - SETTLED_MS) / EVERY_MS) * EVERY_MS;
    const day = calendar.dayOf(at);
    if (day !== today) calls.forget();
    today = day;
    const tallied = async (some: readonly TopicCall[]): Promise<Tally> => {
      const tally = emptyTally();
      await inSlices(pace, some, (call) => count(tally, call));
      return tally;
    };
    const recent = await tallied(await calls.recent(at - STRETCH_MS, at));
    const weeks: Tally[] = [];
    if (mayHaveSurge(recent))
      for (const [from, to] of stretchesBefore(at)) {
        await calls.load(from, to);
        if (isStopped) return;
        const past = calls.past(from, to);
        if (past) weeks.push(await tallied(past));
      }
    await pace.turn();
    if (isStopped) return;
    surges = surgesOf(recent, weeks, looks, Infinity).map(({ topic, county, calls: came, usual, alarms }) => ({
      subject: subjectOf(county, topic),
      alarms,
      calls: came,
      usual: Math.round(usual * 10) / 10,
      minutes: STRETCH_MS / MINUTE,
    }));
  };
  const look = (): Promise<void> =>
    (running ??= run()
      .catch((error: unknown) => {
        if (!isStopped) failed(error);
      })
      .finally(() => (running = undefined)));
  const begin = (): void => {
    void look();
    const sinceLast = (now() - SETTLED_MS) % EVERY_MS;
    timer = setTimeout(begin, EVERY_MS - sinceLast);
    timer.unref();
  };
  begin();

  return {
    current: () => surges,
    look,
    stop() {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

/** An id that events take, also where those of county and topic are long. */
function subjectOf(county: string, topic: string): string {
  const subject = surgeSubject(county, topic);
  return idSchema.safeParse(subject).success && !hidesNumber(subject) ? subject : derivedId('surge', county, topic);
}
