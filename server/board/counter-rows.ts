// Counters per period and subject as rows of numbers. Counting touches only these; what changed is written to the document
// when it is read, so that folding a million events writes no million patches.

export type Row = { readonly period: string; readonly id: string; readonly values: Float64Array; dirty: boolean };
/** period → id → values */
export type SavedRows = Record<string, Record<string, number[]>>;

export type Rows = ReturnType<typeof createRows>;

export function createRows(width: number, saved: SavedRows = {}) {
  const periods = new Map<string, Map<string, Row>>();
  let dirty: Row[] = [];

  const make = (period: string, id: string, values: Float64Array): Row => {
    const row = { period, id, values, dirty: false };
    let rows = periods.get(period);
    if (!rows) periods.set(period, (rows = new Map()));
    rows.set(id, row);
    return row;
  };
  for (const [period, rows] of Object.entries(saved))
    for (const [id, values] of Object.entries(rows)) make(period, id, Float64Array.from(values));

  /** Most events concern the row of the one before. */
  let last: Row | undefined;
  const need = (period: string, id: string): Row => {
    if (last?.id === id && last.period === period) return last;
    return (last = periods.get(period)?.get(id) ?? make(period, id, new Float64Array(width)));
  };

  const touch = (row: Row): void => {
    if (row.dirty) return;
    row.dirty = true;
    dirty.push(row);
  };

  return {
    need,
    find: (period: string, id: string): Row | undefined => periods.get(period)?.get(id),

    add(period: string, id: string, index: number, amount: number): void {
      if (amount === 0) return;
      const row = need(period, id);
      row.values[index] = (row.values[index] ?? 0) + amount;
      touch(row);
    },

    /** Adds a whole contribution. */
    pour(row: Row, from: Float64Array): void {
      const { values } = row;
      for (let i = 0; i < width; i++) {
        const amount = from[i];
        if (amount) values[i] = (values[i] ?? 0) + amount;
      }
      touch(row);
    },

    touch,

    /** The rows that changed since the last take. */
    take(): readonly Row[] {
      const rows = dirty;
      dirty = [];
      for (const row of rows) row.dirty = false;
      return rows;
    },

    ids: (period: string): readonly string[] => [...(periods.get(period)?.keys() ?? [])],

    periods: (): readonly string[] => [...periods.keys()],

    drop(period: string): void {
      last = undefined;
      periods.delete(period);
    },

    /** Forgets all periods before one. */
    forgetBefore(period: string): void {
      last = undefined;
      for (const name of periods.keys()) if (name < period) periods.delete(name);
    },

    save: (): SavedRows =>
      Object.fromEntries(
        [...periods].map(([period, rows]) => [
          period,
          Object.fromEntries([...rows].map(([id, { values }]) => [id, [...values]])),
        ]),
      ),
  };
}

export const isZero = (values: Float64Array): boolean => values.every((value) => value === 0);
