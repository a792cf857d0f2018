// The tables of reports: whether a forecast was kept, what is not known, and words for everything in both languages.
import { describe, expect, it } from 'vitest';
import type { DayReport, SittingReport } from '../../shared/api/reports.ts';
import type { SittingRow } from '../../shared/api/sittings.ts';
import { emptyMonth } from '../../shared/board.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { daySections, keptOf, sittingSections, type Around, type Section } from '../../shared/report-sections.ts';

const sitting = (more: Partial<SittingRow> = {}): SittingRow => ({
  id: 's-a',
  version: 1,
  official: { id: 'x', name: 'مهدی رستمی' },
  level: 'province',
  from: 0,
  to: HOUR,
  state: 'closed',
  ...more,
});
const around = (lang: 'fa' | 'en'): Around => ({
  lang,
  naming: { counties: {}, topics: {}, kinds: {}, channels: {}, agencies: {} },
  clock: (ms) => `${ms / MINUTE}′`,
  date: () => 'that day',
  dayName: (day) => day,
});
const report = (row: SittingRow, kept?: boolean): SittingReport => ({
  asOf: 0,
  sitting: row,
  byTopic: {},
  byCounty: {},
  alerts: 0,
  ...(kept !== undefined && { forecastKept: kept }),
});
const cellsOf = (sections: readonly Section[], id: string, key: string) =>
  sections.find((one) => one.id === id)?.rows.find((row) => row.key === key)?.cells;

describe('a forecast', () => {
  const half = (answered: number) => ({ expected: 3, low: 2, high: 4, waiting: 6, answered });
  it.each([
    [1, false],
    [2, true],
    [4, true],
    [5, false],
  ])('of 2 to 4 answers is kept with %s: %s', (answered, kept) =>
    expect(keptOf({ halfTime: half(answered) })).toBe(kept),
  );

  it('that was not kept is shown with what it was and what came', () => {
    const sections = sittingSections(report(sitting({ halfTime: half(1) }), false), around('en'));
    expect(cellsOf(sections, 'forecast', 'foreseen')).toEqual(['Answers foreseen', '2 to 4']);
    expect(cellsOf(sections, 'forecast', 'answeredOfThem')).toEqual(['Answered in fact', 1]);
    expect(cellsOf(sections, 'forecast', 'kept')).toEqual(['Forecast', 'not kept']);
  });

  it('that was never made is neither kept nor missed', () => {
    expect(keptOf({})).toBeUndefined();
    expect(cellsOf(sittingSections(report(sitting()), around('en')), 'forecast', 'kept')).toEqual([
      'Forecast',
      'no forecast was made',
    ]);
  });
});

it('B10: a sitting that nobody answered has no real time and no average, not zero', () => {
  const counts = {
    ...{ offered: 2, waiting: 0, talking: 0, answered: 0, completed: 0, abandoned: 2, notReached: 1 },
    ...{ waitSeconds: 10, talkSeconds: 0, lastTalks: {} },
  };
  const sections = sittingSections(report(sitting({ counts })), around('en'));
  expect(cellsOf(sections, 'facts', 'real')?.[1]).toBe('No answer was recorded');
  expect(cellsOf(sections, 'facts', 'state')?.[1]).toBe('Not held');
  expect(cellsOf(sections, 'calls', 'meanTalk')?.[1]).toBe('–');
});

it('B10: answered calls whose ends were not reported have no total talk time, and a sitting without answers has none', () => {
  const talkOf = (answered: number, completed: number, talkSeconds: number) => {
    const counts = {
      ...{ offered: 2, waiting: 0, talking: 0, answered, completed, abandoned: 0, notReached: 0 },
      ...{ waitSeconds: 10, talkSeconds, lastTalks: {} },
    };
    return cellsOf(sittingSections(report(sitting({ counts })), around('en')), 'calls', 'talk')?.[1];
  };
  expect(talkOf(2, 0, 0)).toBe('–');
  expect(talkOf(0, 0, 0)).toEqual({ seconds: 0 });
  expect(talkOf(2, 1, 90)).toEqual({ seconds: 90 });
});

it('a day has words for every table in both languages, and names that a workbook takes', () => {
  const day: DayReport = {
    asOf: 0,
    day: '1405-09-09',
    from: 0,
    to: 1,
    isOver: true,
    contacts: 1,
    byChannel: { phone: 1 },
    byCounty: { unknown: 1 },
    byTopic: { unknown: 1 },
    byKind: { unknown: 1 },
    calls: { ...emptyMonth().calls, offered: 1, answered: 1 },
    sittings: [sitting()],
    alerts: {
      waiting: { times: 1, seconds: 60, seen: 0, done: 0 },
      'of-tomorrow': { times: 1, seconds: 1, seen: 0, done: 0 },
    },
  };
  for (const lang of ['fa', 'en'] as const) {
    const sections = daySections(day, around(lang));
    expect(sections.map(({ id }) => id)).toEqual([
      ...['facts', 'contacts', 'channels', 'calls', 'sittings', 'counties', 'topics', 'kinds', 'alerts'],
    ]);
    for (const { title, head, rows } of sections) {
      expect(title, lang).toMatch(/^[^:\\/?*[\]]{1,31}$/);
      for (const { cells } of rows) {
        expect(cells).toHaveLength(head.length);
        expect(cells).not.toContain(undefined);
      }
    }
    expect(cellsOf(sections, 'alerts', 'of-tomorrow')?.[0]).toBe('of-tomorrow');
  }
});

it('an official is called in the language of the report where somebody gave a name for it', () => {
  const names = { fa: 'مهدی رستمی', en: 'Mahdi Rostami' };
  const official = {
    id: 'x',
    name: 'مهدی رستمی',
    title: 'فرماندار',
    names,
    titles: { fa: 'فرماندار', en: 'Governor' },
  };
  const facts = (lang: 'fa' | 'en') => sittingSections(report(sitting({ official })), around(lang));
  expect(cellsOf(facts('en'), 'facts', 'official')?.[1]).toBe('Mahdi Rostami');
  expect(cellsOf(facts('en'), 'facts', 'title')?.[1]).toBe('Governor');
  expect(cellsOf(facts('fa'), 'facts', 'official')?.[1]).toBe('مهدی رستمی');
});
