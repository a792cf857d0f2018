// How the cases of a month stand by their deadlines, and all that are open, as tables. Pure.
import { rangeOf, rankAgencies, type AgencyStanding } from '../../shared/agency-ranking.ts';
import type { CaseFigures } from '../../shared/api/deadlines.ts';
import type { Deadlines } from '../../shared/deadlines.ts';
import { ageRanges } from '../../shared/open-cases.ts';
import { persianDigits } from '../../shared/digits.ts';
import { monthWords } from '../../shared/month-words.ts';
import { caseStandings } from '../../shared/promises.ts';
import { NONE, type Cell, type Sheet } from './sheet.ts';

const words = monthWords.fa.deadlines;
const digits = (value: number | undefined): string => persianDigits(String(value ?? ''));

type Names = { agency: (id: string) => string; kind: (id: string) => string };

/** Always three, so that they keep their places among the others; without figures they are empty. */
export function deadlineSheets(cases: CaseFigures | undefined, names: Names): Sheet[] {
  return [ofAgencies(cases, names), openCases(cases), oldest(cases, names)];
}

function ofAgencies(cases: CaseFigures | undefined, { agency: nameOf }: Names): Sheet {
  const ranking = rankAgencies(cases?.agencies ?? {});
  const counts = (one: Deadlines): number[] => caseStandings.map((name) => one[name]);
  const sum = (one: Deadlines): number => counts(one).reduce((all, count) => all + count, 0);
  const unknown = cases?.agencies['unknown'];
  const hasAny = cases !== undefined && sum(cases.all) > 0;
  return {
    name: words.title,
    head: [
      ...[monthWords.fa.agency, monthWords.fa.funnel.referred, ...caseStandings.map((name) => words.standing[name])],
      ...[words.share, words.from, words.to, words.group, words.place],
    ],
    rows: !hasAny
      ? []
      : [
          [words.all, sum(cases.all), ...counts(cases.all), ...Array<Cell>(5).fill('')],
          ...ranking.map((one): Cell[] => [
            nameOf(one.agency),
            one.referred,
            ...counts(cases.agencies[one.agency] as Deadlines),
            ...placeCells(one),
          ]),
          ...(unknown ? [[nameOf('unknown'), sum(unknown), ...counts(unknown), ...Array<Cell>(5).fill(NONE)]] : []),
        ],
  };
}

function placeCells({ inTime, judged, interval, ranked, unranked }: AgencyStanding): Cell[] {
  return [
    judged > 0 ? { percent: inTime / judged } : NONE,
    interval ? { percent: interval.low } : NONE,
    interval ? { percent: interval.high } : NONE,
    ranked ? groupName(ranked.group) : NONE,
    ranked
      ? words.placeOf(digits(ranked.from), digits(ranked.to), digits(ranked.of))
      : words.unranked[unranked ?? 'none'],
  ];
}

function groupName(group: number): string {
  const { least, most } = rangeOf(group);
  return words.groupOf(digits(least), most === undefined ? undefined : digits(most));
}

const openCases = (cases: CaseFigures | undefined): Sheet => ({
  name: words.openNow,
  head: [words.openNow, words.count],
  rows: !cases
    ? []
    : [
        [words.openAll, cases.open.open],
        [words.standing.overdue, cases.open.overdue],
        [words.beyond, cases.open.beyond],
        [words.soon(digits(cases.soonDays)), cases.open.soon],
        [words.standing.noDeadline, cases.open.noDeadline],
        ...ageRanges.map(({ band, least, most }): Cell[] => [
          words.age(digits(least), most === undefined ? undefined : digits(most)),
          cases.open.ages[band] ?? 0,
        ]),
      ],
});

const oldest = (cases: CaseFigures | undefined, names: Names): Sheet => ({
  name: words.oldest,
  head: [words.ref, monthWords.fa.agency, monthWords.fa.kind, words.referred, words.due],
  rows: (cases?.oldest ?? []).map(({ row, referred, due }) => [
    row.ref ?? NONE,
    names.agency(row.agency ?? 'unknown'),
    names.kind(row.kind ?? 'unknown'),
    { day: referred },
    due === undefined ? NONE : { day: due },
  ]),
});
