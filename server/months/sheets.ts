// A month as tables: what the page shows, under the same names, and the counters that its rates are worked out from. Pure.
import { answering } from '../../shared/answering.ts';
import type { CaseFigures } from '../../shared/api/deadlines.ts';
import type { CallCounters, FollowUp, KindFollowUp, MonthOnBoard, Tally } from '../../shared/board.ts';
import { shownChannels } from '../../shared/channels.ts';
import { aht, asa, serviceLevel, talkMinutes } from '../../shared/measure.ts';
import type { Compared } from '../../shared/api/months.ts';
import { exceeds, officialsOf, ranked, shownMonth } from '../../shared/month-page.ts';
import type { MonthPage } from '../../shared/api/months.ts';
import type { Naming } from '../../shared/month-page.ts';
import { monthWords } from '../../shared/month-words.ts';
import { NONE, type Cell, type Sheet } from './sheet.ts';
import { deadlineSheets } from './deadline-sheets.ts';
import { dayTitle, monthTitle } from './month-title.ts';

const words = monthWords.fa;

/** Persian tables of a month; none when nothing is known of it. `cases`: of a month that was counted here. */
export function sheetsOf(page: MonthPage, naming: Naming, cases?: CaseFigures): Sheet[] {
  const month = shownMonth(page);
  if (!month) return [];
  const nameIn = (names: Naming['topics']) => (id: string) =>
    id === 'unknown' ? words.unknown : (names[id]?.fa ?? id);
  const agencyName = (id: string): string =>
    id === 'unknown' ? words.unknown : (naming.agencies[id]?.fa ?? page.names.agencies[id] ?? id);
  const tally = (
    name: string,
    ids: readonly string[],
    counts: Tally,
    nameOf: (id: string) => string,
    head = name,
  ): Sheet => ({
    name,
    head: [head, 'ارتباط', words.share],
    rows: ids.map((id) => [nameOf(id), counts[id] ?? 0, shareOf(counts[id] ?? 0, month.contacts)]),
  });
  const byRank = (name: string, head: string, counts: Tally, names: Naming['topics']): Sheet =>
    tally(name, idsOf(counts), counts, nameIn(names), head);
  const channels = shownChannels(month.byChannel, naming.channels, month.imported === true);
  return [
    totals(page, month),
    tally(words.channels, channels, month.byChannel, nameIn(naming.channels)),
    byRank(words.counties, 'شهرستان', month.byCounty, naming.counties),
    byRank(words.topics, 'موضوع', month.byTopic, naming.topics),
    byRank(words.kinds, words.kinds, month.byKind, naming.kinds),
    officials(page, month),
    month.imported
      ? tally(words.agencies, idsOf(month.byAgency), month.byAgency, agencyName, words.agency)
      : agencies(page, month, agencyName),
    days(month),
    hours(month),
    kindsFollowed(month, nameIn(naming.kinds)),
    ...deadlineSheets(month.imported ? undefined : cases, { agency: agencyName, kind: nameIn(naming.kinds) }),
  ];
}

const idsOf = (counts: Tally): string[] => ranked(counts).map(([id]) => id);
const shareOf = (part: number, whole: number): Cell => (whole > 0 ? { percent: part / whole } : NONE);
const seconds = (value: number | undefined): Cell => (value === undefined ? NONE : { seconds: Math.round(value) });

function totals(page: MonthPage, month: MonthOnBoard): Sheet {
  const answered = officialsOf(month);
  const rows: Cell[][] = [
    ['ماه', monthTitle(page.month, 'fa')],
    [words.contacts, month.contacts],
    ...[page.before, page.yearAgo].flatMap((one) =>
      one ? comparison(one, month.contacts, page.running !== undefined) : [],
    ),
  ];
  if (page.running) rows.push(['ماه هنوز تمام نشده است؛ تا روز', { day: page.running.day }]);
  if (page.countedFrom !== undefined)
    rows.push([words.countedFrom(dayTitle(page.countedFrom)), { day: page.countedFrom }]);
  if (answered !== undefined) rows.push([words.officialsCount, answered]);
  if (month.imported) rows.push([words.imported, '']);
  else rows.push(...callRows(month.calls), ...caseRows(month));
  return { name: 'کل', head: ['شاخص', 'مقدار'], rows };
}

/** Another month, and by how much this one exceeds it where both were counted as far. */
function comparison(one: Compared, contacts: number, isRunning: boolean): Cell[][] {
  const name = monthTitle(one.month, 'fa');
  const change = exceeds(contacts, one, isRunning);
  return [
    [comparedName(one, isRunning), one.contacts],
    ...(change === undefined ? [] : [[`تغییر نسبت به ${name}`, { percent: change }]]),
  ];
}

function comparedName({ month, upTo, imported, countedFrom }: Compared, isRunning: boolean): string {
  const name = monthTitle(month, 'fa');
  const title = imported ? words.importedMonth(name) : name;
  if (countedFrom !== undefined) return `${name} (${words.countedFrom(dayTitle(countedFrom))})`;
  if (upTo === 'same-moment') return words.sameMoment(name);
  if (upTo === 'same-day') return words.sameDay(name);
  return isRunning ? words.wholeMonth(title) : title;
}

const counters = [
  ...(['offered', 'answered', 'abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'lost', 'waiting'] as const),
  ...([
    'refused',
    'unheard',
    'missed',
    'answeredInTarget',
    'abandonedInTarget',
    'waitUnknown',
    'abandonWaitUnknown',
  ] as const),
  ...(['completed', 'talkUnknown'] as const),
] satisfies readonly (keyof CallCounters)[];
const sums = [
  'waitSecondsAnswered',
  'waitSecondsAbandoned',
  'talkSeconds',
] as const satisfies readonly (keyof CallCounters)[];

/** What became of the calls: the rows from `answered` to `waiting` sum to `offered` (B3). */
const callRows = (calls: CallCounters): Cell[][] => [
  ...counters.flatMap((name) => (calls[name] === undefined ? [] : [[words.call[name], calls[name]]])),
  [words.serviceLevel, percent(serviceLevel(calls))],
  [words.asa, seconds(asa(calls))],
  [words.talk, seconds(aht(calls))],
  [words.minutes, talkMinutes(calls) ?? NONE],
  ...sums.map((name) => [words.call[name], { seconds: Math.round(calls[name]) }]),
];
const percent = (share: number | undefined): Cell => (share === undefined ? NONE : { percent: share });

const caseRows = ({ cases, verification }: MonthOnBoard): Cell[][] => [
  ...(['advised', 'unrelated'] as const).map((step) => [words.funnel[step], cases[step]]),
  ...(['referred', 'answered', 'closed'] as const).map((step) => [`پرونده: ${words.funnel[step]}`, cases[step]]),
  ...(['met', 'partly', 'unmet', 'unreachable'] as const).map((result) => [
    `راستی‌آزمایی: ${words.verification[result]}`,
    verification[result],
  ]),
];

const officials = (page: MonthPage, month: MonthOnBoard): Sheet => ({
  name: words.officials,
  head: ['مدیر', 'سمت', words.answers, words.call.completed, words.call.talkSeconds, words.talk],
  rows: ranked(Object.fromEntries(Object.entries(month.byOfficial).map(([id, { answered }]) => [id, answered]))).map(
    ([id, answered]) => {
      const who = page.names.officials[id];
      const name = id === 'unknown' ? words.outsideSessions : (who?.name ?? id);
      const one = month.byOfficial[id];
      // Imports contain only how many calls each answered.
      if (month.imported || !one) return [name, who?.title ?? '', answered, NONE, NONE, NONE];
      return [name, who?.title ?? '', answered, one.completed, seconds(one.talkSeconds), seconds(aht(one))];
    },
  ),
});

const agencies = (page: MonthPage, month: MonthOnBoard, nameOf: (id: string) => string): Sheet => ({
  name: words.agencies,
  head: [
    words.agency,
    words.funnel.registered,
    words.funnel.advised,
    words.funnel.unrelated,
    words.funnel.referred,
    words.funnel.answered,
    'سهم پاسخ',
    words.funnel.closed,
    words.open,
    words.oldestOpen,
    words.median,
    words.verification.met,
    words.verification.partly,
    words.verification.unmet,
    words.verification.unreachable,
    'سهم برآورده',
  ],
  rows: Object.entries(month.followUp)
    .sort(([, a], [, b]) => b.registered - a.registered)
    .map(([id, one]) => [nameOf(id), ...agencyCells(one, page.today)]),
});

function agencyCells(one: FollowUp, today: string): Cell[] {
  const { open, median, oldestOpenDays } = answering(one, today);
  return [
    one.registered,
    one.advised,
    one.unrelated,
    one.referred,
    one.answered,
    shareOf(one.answered, one.referred),
    one.closed,
    open,
    oldestOpenDays ?? NONE,
    median === 'not-yet' ? words.notYet : (median ?? NONE),
    ...[one.met, one.partly, one.unmet, one.unreachable],
    shareOf(one.met, one.met + one.partly + one.unmet),
  ];
}

const kindsFollowed = ({ followUpByKind }: MonthOnBoard, nameOf: (id: string) => string): Sheet => ({
  name: words.followUpByKind,
  head: [
    words.kind,
    ...(['registered', 'advised', 'unrelated', 'referred', 'answered'] as const).map((step) => words.funnel[step]),
    'سهم پاسخ',
    words.funnel.closed,
    ...(['met', 'partly', 'unmet', 'unreachable'] as const).map((result) => words.verification[result]),
  ],
  rows: Object.entries(followUpByKind)
    .sort(([, a], [, b]) => b.registered - a.registered)
    .map(([id, one]) => [nameOf(id), ...kindCells(one)]),
});

const kindCells = (one: KindFollowUp): Cell[] => [
  ...[one.registered, one.advised, one.unrelated, one.referred, one.answered],
  shareOf(one.answered, one.referred),
  ...[one.closed, one.met, one.partly, one.unmet, one.unreachable],
];

const days = ({ byDay }: MonthOnBoard): Sheet => ({
  name: words.days,
  head: ['روز', 'ارتباط'],
  rows: Object.entries(byDay)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([day, count]) => [{ day }, count]),
});

const hours = ({ byHour }: MonthOnBoard): Sheet => {
  const ofDay = new Map<number, number>();
  for (const tally of Object.values(byHour))
    for (const [hour, count] of Object.entries(tally)) ofDay.set(Number(hour), (ofDay.get(Number(hour)) ?? 0) + count);
  return { name: words.hours, head: ['ساعت', 'تماس'], rows: [...ofDay].sort(([a], [b]) => a - b) };
};
