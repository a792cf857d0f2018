// This month against the one before: to the same day where its days are known, the whole of it otherwise.
import type { MonthOnBoard } from '../../shared/board.ts';

export type Comparison = { before: number; upTo: 'same-day' | 'whole'; change: number | undefined };

export function comparison(
  contacts: number,
  before: MonthOnBoard | undefined,
  day: string | undefined,
): Comparison | undefined {
  if (!before) return undefined;
  const days = Object.entries(before.byDay);
  if (days.length === 0 || day === undefined) {
    return before.contacts > 0 ? { before: before.contacts, upTo: 'whole', change: undefined } : undefined;
  }
  const dayOfMonth = day.slice(8);
  const sum = days.reduce((total, [key, count]) => (key.slice(8) <= dayOfMonth ? total + count : total), 0);
  return { before: sum, upTo: 'same-day', change: sum > 0 ? contacts / sum - 1 : undefined };
}
