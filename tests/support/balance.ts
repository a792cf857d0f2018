// The counters of a board by queue, and whether they add up.
import type { Board } from '../../shared/board.ts';

/** B3, by queue: what is left over; all zero when it holds. */
export const unbalanced = (board: Board): Record<string, number> =>
  Object.fromEntries(
    Object.entries(board.queues).map(([id, { today }]) => {
      const { offered, answered, abandoned, timedOut, leftByKey, leftOtherwise, lost, waiting } = today;
      return [id, offered - answered - abandoned - timedOut - leftByKey - leftOtherwise - lost - waiting] as const;
    }),
  );

/** Every queue's counters under these names, for comparing with what the telephone system knows. */
export const countsOf = <K extends keyof Board['queues'][string]['today']>(board: Board, ...names: K[]) =>
  Object.fromEntries(
    Object.entries(board.queues).map(([id, { today }]) => [
      id,
      Object.fromEntries(names.map((name) => [name, today[name]])),
    ]),
  );
