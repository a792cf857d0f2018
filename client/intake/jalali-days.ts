// A table with Jalali days in place of dates of another calendar.
import type { ContactTableRow } from '../../shared/api/contacts.ts';

/** Only dates that can be one day alone; undefined where there is none. `rows`: as the server understood the table. */
export function withJalaliDays(text: string, rows: readonly ContactTableRow[]): string | undefined {
  const dayOf = new Map<string, string>();
  for (const row of rows)
    for (const { code, value, days = [] } of row.ok ? [] : row.problems)
      if (code === 'other-calendar' && value !== undefined && days.length === 1)
        dayOf.set(value, (days[0] ?? '').replaceAll('-', '/'));
  if (dayOf.size === 0) return undefined;
  // A date that is a part of a longer word, such as a code, stays.
  const dates = [...dayOf.keys()].map((date) => date.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text.replaceAll(
    new RegExp(`(?<![\\w/.-])(?:${dates.join('|')})(?![\\w/.-])`, 'gu'),
    (date) => dayOf.get(date) ?? date,
  );
}
