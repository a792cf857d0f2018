// To which sitting a visit belongs, by the sittings' reach (shared/call-window.ts). Pure: a set of sittings in, an answer out.
import { sittingAt, callWindow, type Margins } from '../../shared/call-window.ts';
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
  const atDesk = new Map<string, Sitting[]>();
  const ofQueue = new Map<string, Sitting[]>();
  for (const sitting of sittings) {
    if (sitting.standing !== 'planned') continue;
    if (sitting.desk !== undefined) listed(atDesk, sitting.desk, sitting);
    if (sitting.queue !== undefined) listed(ofQueue, sitting.queue, sitting);
  }

  const isInReach = (sitting: Sitting, at: number): boolean => {
    if (sitting.desk !== undefined) return sittingAt(atDesk.get(sitting.desk) ?? [], at, around) === sitting;
    const [start, end] = callWindow(sitting, around);
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
      return (byDesk && sittingAt(byDesk, answeredAt, around)) ?? onlyOneOf(queue, answeredAt);
    },
  };
}

function listed(lists: Map<string, Sitting[]>, key: string, sitting: Sitting): void {
  const list = lists.get(key);
  if (list) list.push(sitting);
  else lists.set(key, [sitting]);
}
