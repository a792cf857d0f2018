// Which sittings were live a moment ago and are over now, not cancelled or taken from the timetable. Pure.
import type { Board } from '../../shared/board.ts';

export const endedSittings = (
  before: readonly string[],
  live: readonly string[],
  sittings: Board['sittings'],
  now: number,
): string[] =>
  before.filter((id) => {
    const sitting = sittings[id];
    return sitting !== undefined && !live.includes(id) && !sitting.cancelled && now >= sitting.to;
  });
