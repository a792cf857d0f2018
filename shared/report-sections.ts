// The reports of a sitting and of a day as titled tables: what the page shows, the file holds and the mail says, made once. Pure.
import type { DayReport, SittingReport } from './api/reports.ts';
import type { SittingRow } from './api/sittings.ts';
import type { CallCounters } from './board.ts';
import { shownChannels } from './channels.ts';
import { aht, asa, serviceLevel } from './measure.ts';
import { ranked, type Naming } from './month-page.ts';
import { monthWords } from './month-words.ts';
import { nameIn, titleIn } from './naming.ts';
import { reportWords } from './report-words.ts';
import { ruleNames } from './rule-names.ts';
import { isRule, rules } from './rules.ts';
import { notReachedOf } from './sitting-status.ts';

/** `percent`: a share 0–1; `seconds`: a duration. */
export type ReportCell = string | number | { percent: number } | { seconds: number };
/** `key`: what the row is, in both languages. A table without heads is one of names and values. */
export type ReportRow = { key: string; cells: ReportCell[]; href?: string };
export type Section = { id: string; title: string; head: string[]; rows: ReportRow[] };

export type Around = {
  lang: 'fa' | 'en';
  naming: Naming;
  /** The time of day of a moment, and its date. */
  clock: (ms: number) => string;
  date: (ms: number) => string;
  /** The date of a Jalali day. */
  dayName: (day: string) => string;
};

/** What is not known is a dash, never zero (B10). */
const NONE = '–';

const share = (part: number, whole: number): ReportCell => (whole > 0 ? { percent: part / whole } : NONE);
const seconds = (value: number | undefined): ReportCell =>
  value === undefined ? NONE : { seconds: Math.round(value) };

export function sittingSections(report: SittingReport, around: Around): Section[] {
  const { lang, naming } = around;
  const t = reportWords[lang];
  const { sitting, byTopic, byCounty } = report;
  const pairs = [t.fact, t.value];
  const offered = sitting.counts?.offered ?? 0;
  return [
    { id: 'facts', title: t.facts, head: pairs, rows: factRows(sitting, around) },
    { id: 'calls', title: t.calls, head: pairs, rows: callRowsOf(report, around) },
    { id: 'forecast', title: t.forecast, head: pairs, rows: forecastRows(report, around) },
    tallySection('topics', t.topic, byTopic, naming.topics, offered, around),
    tallySection('counties', t.county, byCounty, naming.counties, offered, around),
  ];
}

function factRows(sitting: SittingRow, { lang, naming, clock, date }: Around): ReportRow[] {
  const t = reportWords[lang];
  const { official, agency, agencyName, county, from, to, counts } = sitting;
  const agencyText = agency === undefined ? agencyName : (naming.agencies[agency]?.[lang] ?? agencyName ?? agency);
  const title = titleIn(official, lang);
  const firstAnswer = counts?.firstAnswerAt;
  return [
    { key: 'official', cells: [t.official, nameIn(official, lang)] },
    ...(title === undefined ? [] : [{ key: 'title', cells: [t.post, title] }]),
    ...(agencyText === undefined ? [] : [{ key: 'agency', cells: [t.agency, agencyText] }]),
    ...(county === undefined ? [] : [{ key: 'county', cells: [t.county, naming.counties[county]?.[lang] ?? county] }]),
    { key: 'day', cells: [t.day, date(from)] },
    { key: 'promised', cells: [t.promised, t.span(clock(from), clock(to))] },
    { key: 'real', cells: [t.real, realTime(sitting, { lang, clock }) ?? t.noAnswer] },
    ...(firstAnswer === undefined || firstAnswer <= from
      ? []
      : [{ key: 'late', cells: [t.late, seconds((firstAnswer - from) / 1000)] }]),
    { key: 'state', cells: [t.state, stateOf(sitting, lang)] },
    ...(sitting.state === 'closed' && counts?.offered === 0 ? [{ key: 'empty', cells: [t.emptySitting, ''] }] : []),
  ];
}

function realTime({ counts }: SittingRow, { lang, clock }: Pick<Around, 'lang' | 'clock'>): string | undefined {
  const { firstAnswerAt, lastEndAt } = counts ?? {};
  if (firstAnswerAt === undefined) return undefined;
  return reportWords[lang].span(clock(firstAnswerAt), lastEndAt === undefined ? NONE : clock(lastEndAt));
}

function stateOf({ state, counts }: SittingRow, lang: Around['lang']): string {
  const { states } = reportWords[lang];
  // Nobody called, or nothing was reported: that does not say whether the official was there.
  return state === 'closed' && counts !== undefined && counts.offered > 0 && counts.answered === 0
    ? states.notHeld
    : states[state];
}

function callRowsOf({ sitting, alerts }: SittingReport, { lang }: Around): ReportRow[] {
  const t = reportWords[lang];
  const { counts } = sitting;
  if (!counts) return [{ key: 'alerts', cells: [t.alerts, alerts] }];
  const { offered, answered, abandoned, waiting } = counts;
  const others = offered - answered - abandoned - waiting;
  return [
    { key: 'offered', cells: [t.offered, offered] },
    { key: 'answered', cells: [t.answered, answered] },
    { key: 'abandoned', cells: [t.abandoned, abandoned] },
    ...(others > 0 ? [{ key: 'others', cells: [t.otherEnds, others] }] : []),
    ...(waiting > 0 ? [{ key: 'waiting', cells: [monthWords[lang].call.waiting, waiting] }] : []),
    { key: 'notReached', cells: [t.notReached, notReachedOf(counts, sitting.state)] },
    { key: 'meanTalk', cells: [t.meanTalk, seconds(aht(counts))] },
    // Answered, and no end of a talk reported: nobody knows how long they talked.
    { key: 'talk', cells: [t.talk, seconds(answered > 0 && counts.completed === 0 ? undefined : counts.talkSeconds)] },
    { key: 'alerts', cells: [t.alerts, alerts] },
  ];
}

const keptText = (kept: boolean | undefined, lang: Around['lang']): string =>
  reportWords[lang].isKept[kept === undefined ? 'none' : kept ? 'yes' : 'no'];

function forecastRows({ sitting: { halfTime }, forecastKept }: SittingReport, { lang }: Around): ReportRow[] {
  const t = reportWords[lang];
  const kept = { key: 'kept', cells: [t.kept, keptText(forecastKept, lang)] };
  if (!halfTime) return [kept];
  const { waiting, low, high, answered } = halfTime;
  const range = low === high ? plain(low, lang) : t.range(plain(low, lang), plain(high, lang));
  return [
    { key: 'waitingThen', cells: [t.waitingThen, waiting] },
    { key: 'foreseen', cells: [t.foreseen, range] },
    { key: 'answeredOfThem', cells: [t.answeredOfThem, answered] },
    kept,
  ];
}

const plain = (value: number, lang: Around['lang']): string =>
  new Intl.NumberFormat(lang === 'fa' ? 'fa-IR' : 'en-GB', { useGrouping: false }).format(value);

function tallySection(
  id: 'topics' | 'counties' | 'kinds' | 'channels',
  head: string,
  counts: Readonly<Record<string, number>>,
  names: Naming['topics'],
  whole: number,
  { lang }: Around,
  ids: readonly string[] = ranked(counts).map(([one]) => one),
): Section {
  const t = reportWords[lang];
  const nameOf = (one: string): string => (one === 'unknown' ? t.unknown : (names[one]?.[lang] ?? one));
  return {
    id,
    title: t[id],
    head: [head, t.count, t.share],
    rows: ids.map((one) => ({ key: one, cells: [nameOf(one), counts[one] ?? 0, share(counts[one] ?? 0, whole)] })),
  };
}

/** Nothing was recorded at all: the report says so, beside its zeros. */
export const isEmptyDay = ({ contacts, calls, sittings, alerts }: DayReport): boolean =>
  contacts === 0 &&
  sittings.length === 0 &&
  calls.offered === 0 &&
  (calls.refused ?? 0) === 0 &&
  (calls.unheard ?? 0) === 0 &&
  Object.keys(alerts).length === 0;

export function daySections(report: DayReport, around: Around): Section[] {
  const { lang, naming } = around;
  const t = reportWords[lang];
  const words = monthWords[lang];
  const { day, isOver, contacts, byChannel, byCounty, byTopic, byKind, calls } = report;
  const facts: ReportRow[] = [
    { key: 'day', cells: [t.day, around.dayName(day)] },
    ...(isOver ? [] : [{ key: 'notOver', cells: [t.notOver, ''] }]),
    ...(isEmptyDay(report) ? [{ key: 'empty', cells: [t.emptyDay, ''] }] : []),
  ];
  const channels = shownChannels(byChannel, naming.channels, false);
  return [
    { id: 'facts', title: t.dayTitle, head: [t.fact, t.value], rows: facts },
    {
      id: 'contacts',
      title: t.contacts,
      head: [t.fact, t.value],
      rows: [{ key: 'contacts', cells: [t.contacts, contacts] }],
    },
    tallySection('channels', t.channels, byChannel, naming.channels, contacts, around, channels),
    { id: 'calls', title: t.calls, head: [t.fact, t.value], rows: counterRows(calls, words) },
    sittingsSection(report, around),
    tallySection('counties', t.county, byCounty, naming.counties, contacts, around),
    tallySection('topics', t.topic, byTopic, naming.topics, contacts, around),
    tallySection('kinds', t.kinds, byKind, naming.kinds, contacts, around),
    alertsSection(report, lang),
  ].filter(({ rows }) => rows.length > 0);
}

const shownCounters = [
  ...(['offered', 'answered', 'abandoned', 'timedOut', 'leftByKey', 'leftOtherwise', 'lost', 'waiting'] as const),
  ...(['refused', 'unheard', 'missed'] as const),
] satisfies readonly (keyof CallCounters)[];

/** The rows from `answered` to `waiting` sum to `offered` (B3). */
function counterRows(calls: CallCounters, words: (typeof monthWords)['fa']): ReportRow[] {
  const level = serviceLevel(calls);
  return [
    ...shownCounters.flatMap((key): ReportRow[] => {
      const value = calls[key];
      return value === undefined ? [] : [{ key, cells: [words.call[key], value] }];
    }),
    { key: 'serviceLevel', cells: [words.serviceLevel, level === undefined ? NONE : { percent: level }] },
    { key: 'asa', cells: [words.asa, seconds(asa(calls))] },
    { key: 'talk', cells: [words.talk, seconds(aht(calls))] },
  ];
}

function sittingsSection({ sittings }: DayReport, { lang, clock }: Around): Section {
  const t = reportWords[lang];
  const figureNames = [t.offered, t.answered, t.abandoned, t.notReached, t.meanTalk, t.kept];
  return {
    id: 'sittings',
    title: t.sittings,
    head: [t.time, t.official, t.state, t.realTime, ...figureNames],
    rows: sittings.map((sitting) => {
      const { id, from, to, official, counts, state } = sitting;
      // What has not begun has no figures yet, and what was cancelled has none.
      const isCounted = counts && (counts.offered > 0 || (state !== 'scheduled' && state !== 'cancelled'));
      const figures: ReportCell[] = isCounted
        ? [counts.offered, counts.answered, counts.abandoned, notReachedOf(counts, state), seconds(aht(counts))]
        : [NONE, NONE, NONE, NONE, NONE];
      return {
        key: id,
        href: `/reports/sittings/${id}`,
        cells: [
          t.span(clock(from), clock(to)),
          [nameIn(official, lang), titleIn(official, lang)].filter(Boolean).join(lang === 'fa' ? '، ' : ', '),
          stateOf(sitting, lang),
          realTime(sitting, { lang, clock }) ?? NONE,
          ...figures,
          sitting.halfTime ? keptText(keptOf(sitting), lang) : NONE,
        ],
      };
    }),
  };
}

/** Whether as many were answered as was foreseen at half-time; undefined without a forecast. */
export const keptOf = ({ halfTime }: Pick<SittingRow, 'halfTime'>): boolean | undefined =>
  halfTime && halfTime.answered >= halfTime.low && halfTime.answered <= halfTime.high;

function alertsSection({ alerts }: DayReport, lang: Around['lang']): Section {
  const t = reportWords[lang];
  const known = [...rules.filter((rule) => alerts[rule]), ...Object.keys(alerts).filter((rule) => !isRule(rule))];
  return {
    id: 'alerts',
    title: t.alerts,
    head: [t.rule, t.times, t.lasted, t.seen],
    rows: known.flatMap((rule): ReportRow[] => {
      const sum = alerts[rule];
      const name = isRule(rule) ? ruleNames[lang][rule] : rule;
      return sum ? [{ key: rule, cells: [name, sum.times, { seconds: sum.seconds }, sum.seen] }] : [];
    }),
  };
}
