// The time of a sitting in its queue. Sittings of one queue at the same time share its callers, so their desks are simulated together;
// where an earlier or a later one begins or ends, the time is cut. Pure.
import { callWindow, type Margins } from '../../shared/call-window.ts';
import type { Sitting } from '../board/sitting.ts';
import type { Window } from './record.ts';

type Planned = Pick<Sitting, 'id' | 'from' | 'to' | 'queue' | 'desk' | 'standing'>;

/** `sittings`: all, also of other queues; cancelled ones are skipped. */
export function windowOf(sitting: Planned, sittings: Iterable<Planned>, around: Margins): Window {
  const { from, to } = sitting;
  let [start, end] = callWindow(sitting, around);
  const others = new Map<string, number>();
  for (const other of sittings) {
    if (other.id === sitting.id || other.queue !== sitting.queue || other.standing !== 'planned') continue;
    if (other.to <= from) start = Math.max(start, other.to);
    else if (other.from >= to) end = Math.min(end, other.from);
    else if (other.desk !== undefined) others.set(other.desk, other.to);
  }
  return { start, end, from, to, desk: sitting.desk, others };
}

/** Whether two sittings share callers. */
export const isBeside = (a: Planned, b: Planned): boolean =>
  a.queue !== undefined && a.queue === b.queue && a.from < b.to && b.from < a.to;
