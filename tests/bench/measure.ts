// What the benches have in common: percentiles, the clock, the table.
import { performance } from 'node:perf_hooks';

/** `ratio`: against the bare loop of the same run, where there is one to compare with. */
export type BenchResult = { name: string; value: number; unit: string; ratio?: number; of?: string };

/** This machine's clock in epoch ms, finer than a millisecond. */
export const wallClock = (): number => performance.timeOrigin + performance.now();

export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? NaN;
}

export const spread = (name: string, values: readonly number[], unit = 'ms'): BenchResult[] =>
  [50, 99].map((p) => ({ name: `${name}, p${p}`, value: percentile(values, p), unit }));

export const shown = ({ name, value, unit, ratio, of = 'the bare loop' }: BenchResult): string =>
  `${name.padEnd(88)} ${rounded(value).padStart(12)} ${unit.padEnd(9)}${ratio === undefined ? '' : ` ${ratio.toFixed(2)} of ${of}`}`;

const rounded = (value: number): string =>
  Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
