// The press statement of a month: prose for a newspaper, with numbers from the board only. Here the facts are chosen; each
// language has its own sentences. Pure.
import { ranked, shownMonth, type Compared, type MonthPage, type Naming } from '../../shared/month-page.ts';
import { english } from './statement-en.ts';
import type { Counted, Facts, Sentences, StatementLang } from './statement-facts.ts';
import { persian } from './statement-fa.ts';

export type Asked = { page: MonthPage; province: { fa: string; en: string; line: string }; naming: Naming };

const CHANNELS = ['phone', 'message', 'visit', 'post'] as const;
/** A newspaper names so many topics, officials and counties. */
const NAMED = 3;

/** Paragraphs separated by an empty line. A month without figures says so. */
export function statement(lang: StatementLang, { page, province, naming }: Asked): string {
  const sentences: Sentences = lang === 'fa' ? persian : english;
  const month = shownMonth(page);
  if (!month) return `${sentences.nothing(monthName(page.month, lang), province[lang])}\n`;
  const named = (tally: Readonly<Record<string, number>>, nameOf: (id: string) => string | undefined): Counted[] =>
    ranked(tally)
      .filter(([id, count]) => id !== 'unknown' && count > 0)
      .slice(0, NAMED)
      .map(([id, count]) => ({ name: nameOf(id) ?? id, count }));
  const answers = Object.fromEntries(Object.entries(month.byOfficial).map(([id, { answered }]) => [id, answered]));
  const { met, partly, unmet } = month.verification;
  const facts: Facts = {
    province: province[lang],
    line: province.line,
    month: monthName(page.month, lang),
    day: page.running && Number(page.running.day.slice(8)),
    contacts: month.contacts,
    channels: CHANNELS.map((channel) => ({ channel, count: month.byChannel[channel] ?? 0 })).filter(
      ({ count }) => count > 0,
    ),
    officials: month.officials,
    // What was imported has no calls, only what each official answered.
    answered: month.calls.answered || Object.values(answers).reduce((sum, count) => sum + count, 0),
    seats: named(answers, (id) => page.names.officials[id]?.title ?? page.names.officials[id]?.name),
    topics: named(month.byTopic, (id) => naming.topics[id]?.[lang]),
    counties: named(month.byCounty, (id) => naming.counties[id]?.[lang]),
    compared: [page.before, page.yearAgo]
      .filter((one) => one !== undefined && one.contacts > 0)
      .map((one) => {
        const { month: other, contacts, upTo, imported } = one as Compared;
        return {
          month: monthName(other, lang),
          count: contacts,
          percent: Math.round(((month.contacts - contacts) / contacts) * 100),
          sameDay: upTo === 'same-day',
          imported: imported === true,
        };
      }),
    cases: month.cases,
    verification: { ...month.verification, verified: met + partly + unmet },
    imported: page.counted === undefined,
  };
  return `${sentences
    .paragraphs(facts)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')}\n`;
}

/** Name and year of a Jalali month, from Intl; ordered here, because Intl puts the era somewhere else in each release. */
function monthName(month: string, lang: StatementLang): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  const middle = Date.UTC(year + 621, 2, 20, 12) + ((number - 1) * 31 - Math.max(0, number - 7) + 14) * 86_400_000;
  const locale = lang === 'fa' ? 'fa-IR-u-ca-persian' : 'en-GB-u-ca-persian';
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return `${format.format(middle)} ${new Intl.NumberFormat(lang === 'fa' ? 'fa-IR' : 'en-GB', { useGrouping: false }).format(year)}`;
}
