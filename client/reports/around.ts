// The language, names and times that the tables of a report are written with.
import type { Around } from '../../shared/report-sections.ts';
import type { BoardState } from '../state/board-state.ts';
import { language } from '../state/language.svelte.ts';
import { jalaliDate } from '../text/jalali.ts';

export const aroundOf = ({ profile, utcOffset }: BoardState): Around => ({
  lang: language.current,
  naming: {
    ...profile,
    counties: Object.fromEntries(Object.entries(profile.counties).map(([id, { name }]) => [id, name])),
  },
  clock: (ms) => language.moments.clock(ms, utcOffset),
  date: (ms) => language.moments.date(ms, utcOffset),
  dayName: (day) => jalaliDate(day, language.current),
});
