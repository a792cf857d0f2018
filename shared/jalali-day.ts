// Jalali days counted, so that the time between two of them is a subtraction, in a browser too.
const DAY = 86_400_000;
const format = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  timeZone: 'UTC',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** Days since 1970 of a Jalali day such as "1405-09-02"; undefined when the calendar has no such day. */
export function dayNumber(day: string): number | undefined {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  // Nowruz falls on 19–22 March of year + 621; then six months of 31 days, and of 30 from Mehr on.
  const guess = Date.UTC(year + 621, 2, 20, 12) / DAY + (month - 1) * 31 - Math.max(0, month - 7) + date - 1;
  if (Number.isNaN(guess)) return undefined;
  return [0, 1, -1, 2, -2].map((shift) => guess + shift).find((days) => nameOf(days) === day);
}

/** Whole days from one Jalali day to another; undefined when the calendar lacks either. */
export function daysBetween(from: string, to: string): number | undefined {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  return first === undefined || last === undefined ? undefined : last - first;
}

function nameOf(days: number): string {
  const part: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(days * DAY)) part[type] = value;
  return `${part['year']}-${part['month']}-${part['day']}`;
}
