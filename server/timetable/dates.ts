// Days and times of the timetable as they are read in Iran, in the province's own time.
import type { Language } from '../../shared/settings.ts';

export type Dates = {
  /** "چهارشنبه ۴ آذر ۱۴۰۵" */
  day: (ms: number) => string;
  /** "۰۸:۳۰" */
  clock: (ms: number) => string;
};

const locales = { fa: 'fa-IR', en: 'en-GB' } as const;

export function datesIn(lang: Language, timeZone: string): Dates {
  const locale = locales[lang];
  const clock = new Intl.DateTimeFormat(locale, { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const date = new Intl.DateTimeFormat(`${locale}-u-ca-persian`, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
  return {
    clock: (ms) => clock.format(ms),
    day(ms) {
      const part: Record<string, string> = {};
      for (const { type, value } of date.formatToParts(ms)) part[type] = value;
      // Ordered here: Intl puts a comma and an era between them.
      return `${part['weekday']} ${part['day']} ${part['month']} ${part['year'] ?? part['relatedYear']}`;
    },
  };
}
