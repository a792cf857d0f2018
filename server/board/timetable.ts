// To which sitting a visit belongs, by the sittings' reach (shared/reach.ts). Pure: a set of sittings in, an answer out.
import { ownerAt, reachOf, type Around } from '../../shared/reach.ts';
import type { Sitting } from './sitting.ts';
import type { Visit } from './visit.ts';

export type Timetable = {
  /**
   * An answer belongs to the sitting that has its desk, else to the only one in reach that has its queue; whoever was not
   * answered, to the only one in reach of the queue at the moment of joining.
   */
  sittingOf: (visit: Pick<Visit, 'outcome' | 'queue' | 'desk' | 'joinedAt' | 'answeredAt'>) => Sitting | undefined;
};

/** Cancelled sittings may be among those handed in: nothing belongs to them. */
export function createTimetable(sittings: Iterable<Sitting>, around: Around): Timetable {
  const atDesk = new Map<string, Sitting[]>();
  const ofQueue = new Map<string, Sitting[]>();
  for (const sitting of sittings) {
    if (sitting.standing !== 'planned') continue;
    if (sitting.desk !== undefined) listed(atDesk, sitting.desk, sitting);
    if (sitting.queue !== undefined) listed(ofQueue, sitting.queue, sitting);
  }

  const isInReach = (sitting: Sitting, at: number): boolean => {
    if (sitting.desk !== undefined) return ownerAt(atDesk.get(sitting.desk) ?? [], at, around) === sitting;
    const [start, end] = reachOf(sitting, around);
    return at >= start && at < end;
  };
  const onlyOneOf = (queue: string, at: number): Sitting | undefined => {
    const inReach = ofQueue.get(queue)?.filter((sitting) => isInReach(sitting, at));
    return inReach?.length === 1 ? inReach[0] : undefined;
  };

  return {
    sittingOf({ outcome, queue, desk, joinedAt, answeredAt }) {
      if (outcome !== 'answered' || answeredAt === undefined) return onlyOneOf(queue, joinedAt);
      const byDesk = desk === undefined ? undefined : atDesk.get(desk);
      return (byDesk && ownerAt(byDesk, answeredAt, around)) ?? onlyOneOf(queue, answeredAt);
    },
  };
}

function listed(lists: Map<string, Sitting[]>, key: string, sitting: Sitting): void {
  const list = lists.get(key);
  if (list) list.push(sitting);
  else lists.set(key, [sitting]);
}
