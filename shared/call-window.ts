// The time of a sitting: its reach, and the one sitting that has a desk or a queue at a moment.
import { MINUTE } from './time.ts';

/** What of a sitting decides about its reach. Times are epoch ms. */
export type Planned = {
  id: string;
  from: number;
  to: number;
  desk?: string | undefined;
  queue?: string | undefined;
};

/** How long before and after its announced time a sitting still has its calls, in minutes. */
export type Margins = { before: number; after: number };

/** [start, end) of a sitting's reach before any neighbour cuts it. */
export const callWindow = (
  { from, to }: Pick<Planned, 'from' | 'to'>,
  around: Margins,
): [start: number, end: number] => [from - around.before * MINUTE, to + around.after * MINUTE];

/**
 * Which of the sittings at one desk has it at a moment; cancelled ones are not to be handed in. A sitting has its own
 * announced time; the quarter before it belongs to the next sitting, the half hour after it to the last one, and the former
 * before the latter: the earlier keeps until its `to`, the later starts no earlier. Of two announced for the same time the
 * lower id has it.
 */
export function sittingAt<S extends Planned>(atDesk: readonly S[], at: number, around: Margins): S | undefined {
  let own: S | undefined;
  let next: S | undefined;
  let last: S | undefined;
  for (const sitting of atDesk) {
    const [start, end] = callWindow(sitting, around);
    if (at < start || at >= end) continue;
    if (at >= sitting.to) {
      if (!last || sitting.to > last.to || (sitting.to === last.to && sitting.id < last.id)) last = sitting;
    } else if (at < sitting.from) {
      if (!next || sitting.from < next.from || (sitting.from === next.from && sitting.id < next.id)) next = sitting;
    } else if (!own || sitting.id < own.id) own = sitting;
  }
  return own ?? next ?? last;
}

/** Whether two sittings claim one desk for the same moment. */
export const clashes = (a: Planned, b: Planned): boolean =>
  a.desk !== undefined && a.desk === b.desk && a.id !== b.id && a.from < b.to && b.from < a.to;
