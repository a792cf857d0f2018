// To which sitting a visit belongs, by the sittings' reach (shared/call-window.ts). Pure: a set of sittings in, an answer out.
import { sittingAt, callWindow, type Margins } from '../../shared/call-window.ts';
import { DAY } from '../../shared/time.ts';
import type { Sitting } from './sitting.ts';
import type { Visit } from './visit.ts';

export type SittingOwners = {
  /**
   * An answer belongs to the sitting that has its desk, else to the only one in reach that has its queue; a caller without an
   * answer, to the only one in reach of the queue at the moment of joining.
   */
  sittingOf: (visit: Pick<Visit, 'outcome' | 'queue' | 'desk' | 'joinedAt' | 'answeredAt'>) => Sitting | undefined;
};

/** Cancelled sittings may be among those handed in: nothing belongs to them. */
export function createSittingOwners(sittings: Iterable<Sitting>, around: Margins): SittingOwners {
  const atDesk = createDiary(around);
  const ofQueue = createDiary(around);
  for (const sitting of sittings) {
    if (sitting.standing !== 'planned') continue;
    if (sitting.desk !== undefined) atDesk.add(sitting.desk, sitting);
    if (sitting.queue !== undefined) ofQueue.add(sitting.queue, sitting);
  }

  const isInReach = (sitting: Sitting, at: number): boolean => {
    if (sitting.desk !== undefined) return sittingAt(atDesk.near(sitting.desk, at), at, around) === sitting;
    const [start, end] = callWindow(sitting, around);
    return at >= start && at < end;
  };
  const onlyOneOf = (queue: string, at: number): Sitting | undefined => {
    const inReach = ofQueue.near(queue, at).filter((sitting) => isInReach(sitting, at));
    return inReach.length === 1 ? inReach[0] : undefined;
  };

  return {
    sittingOf({ outcome, queue, desk, joinedAt, answeredAt }) {
      if (outcome !== 'answered' || answeredAt === undefined) return onlyOneOf(queue, joinedAt);
      const byDesk = desk === undefined ? undefined : sittingAt(atDesk.near(desk, answeredAt), answeredAt, around);
      return byDesk ?? onlyOneOf(queue, answeredAt);
    },
  };
}

/** A reach over more days is kept apart: it would stand on each of them. */
const MOST_DAYS = 3;

/** Sittings of a desk or queue by the days (of UTC) that they reach: months of them need not be gone through for one call. */
function createDiary(around: Margins) {
  const days = new Map<string, Sitting[]>();
  const long = new Map<string, Sitting[]>();
  const keyOf = (key: string, day: number): string => `${day} ${key}`;

  return {
    add(key: string, sitting: Sitting): void {
      const [first = 0, last = 0] = callWindow(sitting, around).map((moment) => Math.floor(moment / DAY));
      if (last - first >= MOST_DAYS) return listed(long, key, sitting);
      for (let day = first; day <= last; day++) listed(days, keyOf(key, day), sitting);
    },
    near(key: string, at: number): readonly Sitting[] {
      const ofDay = days.get(keyOf(key, Math.floor(at / DAY))) ?? [];
      const always = long.get(key);
      return always ? [...ofDay, ...always] : ofDay;
    },
  };
}

function listed(lists: Map<string, Sitting[]>, key: string, sitting: Sitting): void {
  const list = lists.get(key);
  if (list) list.push(sitting);
  else lists.set(key, [sitting]);
}
