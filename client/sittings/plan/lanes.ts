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
    groupEnd = -Infinity;
  };
  for (const row of [...rows].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (row.from >= groupEnd) close();
    groupEnd = Math.max(groupEnd, row.to);
    const taken = new Set(group.filter((one) => one.row.to > row.from).map(({ lane }) => lane));
    let lane = 0;
    while (taken.has(lane)) lane += 1;
    group.push({ row, lane, lanes: 1 });
  }
  close();
  return placed;
}

/** More side by side have no room for a name. */
const MOST_BESIDE = 3;

/** Sittings of one day, those of the same time together where they are too many to stand beside each other. */
export function bundled<T extends Span>(rows: readonly T[]): (Span & { rows: readonly T[] })[] {
  const bundles = new Map<string, { from: number; to: number; rows: T[] }>();
  for (const row of rows) {
    const { from, to } = row;
    const bundle = bundles.get(`${from} ${to}`);
    if (bundle) bundle.rows.push(row);
    else bundles.set(`${from} ${to}`, { from, to, rows: [row] });
  }
  return [...bundles.values()].flatMap((bundle) =>
    bundle.rows.length > MOST_BESIDE
      ? [bundle]
      : bundle.rows.map(({ from, to }, n) => ({ from, to, rows: [bundle.rows[n]!] })),
  );
}

/** Hours of a day, from `first` up to `last`. */
type Hours = { first: number; last: number };

/** A sitting of the axis's hours as long as its box has to be to be read and pressed. All are minutes of the day. */
export function legible({ from, to }: Span, least: number, hours: Hours): Span {
  const end = Math.min(hours.last * 60, Math.max(to, from + least));
  return { from: Math.min(from, end - least), to: end };
}

/** The hours that the axis of a week shows: an office's day, and further where somebody sits earlier or later. */
export function hoursOf(minutes: readonly Span[]): Hours {
  const first = Math.min(7, ...minutes.map(({ from }) => Math.floor(from / 60)));
  const last = Math.max(16, ...minutes.map(({ to }) => Math.ceil(to / 60)));
  return { first: Math.max(0, first), last: Math.min(24, last) };
}
