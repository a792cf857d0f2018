// The press statement of a month: prose for a newspaper, with numbers from the board only. Here the facts are chosen; each
// language has its own sentences. Pure.
import type { MonthOnBoard, Tally } from '../../shared/board.ts';
import { shownChannels } from '../../shared/channels.ts';
import type { CaseFigures } from '../../shared/api/deadlines.ts';
import type { MonthPage } from '../../shared/api/months.ts';
import { talkMinutes } from '../../shared/measure.ts';
import { exceeds, ranked, shownMonth, type Naming } from '../../shared/month-page.ts';
import { dayTitle, monthTitle } from './month-title.ts';
import { english } from './statement-en.ts';
import type { Counted, Facts, Sentences } from './statement-facts.ts';
import { persian } from './statement-fa.ts';
import { nameIn, titleIn } from '../../shared/naming.ts';
import type { Language } from '../../shared/settings.ts';

export type Asked = {
  page: MonthPage;
  province: { fa: string; en: string; line: string };
  naming: Naming;
  cases?: CaseFigures | undefined;
};

/** How many topics, officials and counties a newspaper names. */
const NAMED = 3;

/** Paragraphs separated by an empty line. For a month without figures, a sentence about that. */
export function statement(lang: Language, { page, province, naming, cases }: Asked): string {
  const sentences: Sentences = lang === 'fa' ? persian : english;
  const month = shownMonth(page);
  if (!month) return `${sentences.nothing(monthTitle(page.month, lang), province[lang])}\n`;
  const named = (tally: Readonly<Record<string, number>>, nameOf: (id: string) => string | undefined): Counted[] =>
    ranked(tally)
      .filter(([id, count]) => id !== 'unknown' && count > 0)
      .slice(0, NAMED)
      .map(([id, count]) => ({ name: nameOf(id) ?? id, count }));
  const others = [page.before, page.yearAgo].filter((one) => one !== undefined);
  const { met, partly, unmet } = month.verification;
  const facts: Facts = {
    province: province[lang],
    line: province.line,
    month: monthTitle(page.month, lang),
    day: page.running && Number(page.running.day.slice(8)),
    contacts: month.contacts,
    channels: channelsIn(month, lang, naming),
    officials: month.officials,
    answered: answersOf(month),
    phone: phoneOf(month),
    seats: named(answersBy(month), (id) => {
      const official = page.names.officials[id];
      return official && (titleIn(official, lang) ?? nameIn(official, lang));
    }),
    topics: named(month.byTopic, (id) => naming.topics[id]?.[lang]),
    counties: named(month.byCounty, (id) => naming.counties[id]?.[lang]),
    compared: others.flatMap((one) => {
      const change = exceeds(month.contacts, one, page.running !== undefined);
      if (change === undefined) return [];
      const { month: other, contacts, upTo, imported } = one;
      const title = monthTitle(other, lang);
      return [{ month: title, count: contacts, percent: Math.round(change * 100), upTo, imported: imported === true }];
    }),
    countedFrom: page.countedFrom && dayTitle(page.countedFrom, lang),
    partial: others.flatMap(({ month: other, countedFrom }) =>
      countedFrom === undefined ? [] : [{ month: monthTitle(other, lang), from: dayTitle(countedFrom, lang) }],
    ),
    cases: month.cases,
    minutes: talkMinutes(month.calls),
    deadlines: cases && hasDeadlines(cases) ? cases.all : undefined,
    verification: { ...month.verification, verified: met + partly + unmet },
    imported: page.counted === undefined,
  };
  return `${sentences
    .paragraphs(facts)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n')}\n`;
}

/** Where no case has a deadline there is nothing to report of them. */
const hasDeadlines = ({ all }: CaseFigures): boolean => all.inTime + all.late + all.open + all.overdue > 0;

const answersBy = ({ byOfficial }: MonthOnBoard): Tally =>
  Object.fromEntries(Object.entries(byOfficial).map(([id, { answered }]) => [id, answered]));

function channelsIn({ byChannel, imported }: MonthOnBoard, lang: Language, naming: Naming): Facts['channels'] {
  return shownChannels(byChannel, naming.channels, imported === true)
    .map((channel) => ({ channel, name: naming.channels[channel]?.[lang] ?? channel, count: byChannel[channel] ?? 0 }))
    .filter(({ count }) => count > 0);
}

/** What was imported has no calls, only what each official answered. */
function answersOf(month: MonthOnBoard): Facts['answered'] {
  const { unknown = 0, ...named } = answersBy(month);
  const officials = Object.values(named).reduce((sum, count) => sum + count, 0);
  const all = Math.max(month.calls.answered, officials + unknown);
  return { officials, desks: all - officials, all };
}

/** Only calls have an hour. */
function phoneOf({ byChannel, byHour, imported }: MonthOnBoard): Facts['phone'] {
  const phone = byChannel['phone'] ?? 0;
  if (imported) return { calls: phone, byHand: 0 };
  const calls = Object.values(byHour)
    .flatMap((hours) => Object.values(hours))
    .reduce((sum, count) => sum + count, 0);
  return { calls, byHand: Math.max(0, phone - calls) };
}
