// Where sittings stand in the column of their day: beside each other as far as they overlap. Pure.
type Span = { from: number; to: number };
/** `lane` of `lanes` that share the width. */
export type Placed<T> = { row: T; lane: number; lanes: number };

/** Sittings of one day. Those that overlap, also through others, share the width; all others have the whole. */
export function inLanes<T extends Span>(rows: readonly T[]): Placed<T>[] {
  const placed: Placed<T>[] = [];
  let group: Placed<T>[] = [];
  let groupEnd = -Infinity;
  const close = (): void => {
    const lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1;
    for (const one of group) one.lanes = lanes;
    placed.push(...group);
    group = [];
  };
  for (const row of [...rows].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (row.from >= groupEnd) close();
    groupEnd = Math.max(row.from >= groupEnd ? -Infinity : groupEnd, row.to);
    const taken = new Set(group.filter((one) => one.row.to > row.from).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    group.push({ row, lane, lanes: 1 });
  }
  close();
  return placed;
}

/** The hours that the axis of a week shows: an office's day, and further where somebody sits earlier or later. */
export function hoursOf(minutes: readonly { from: number; to: number }[]): { first: number; last: number } {
  const first = Math.min(7, ...minutes.map(({ from }) => Math.floor(from / 60)));
  const last = Math.max(16, ...minutes.map(({ to }) => Math.ceil(to / 60)));
  return { first: Math.max(0, first), last: Math.min(24, last) };
}
