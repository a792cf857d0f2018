// How desks spent days, as a CSV table in seconds. Pure.
import type { DeskDay } from '../../shared/api/desk-times.ts';
import { deskParts } from '../../shared/desk-parts.ts';
import { deskTimeWords } from '../../shared/desk-time-words.ts';
import { csvRows } from '../tables/csv.ts';

type Day = { day: string; desks: readonly DeskDay[] };

/** A column for every reason that one of the days has. */
export function deskTimeFile(days: readonly Day[], lang: 'fa' | 'en'): string {
  const words = deskTimeWords[lang];
  const reasons = [
    ...new Set(days.flatMap(({ desks }) => desks.flatMap(({ pausedBy }) => Object.keys(pausedBy)))),
  ].sort();
  const inSeconds = (name: string): string => `${name} (${words.seconds})`;
  return csvRows([
    [
      words.day,
      words.desk,
      words.answered,
      inSeconds(words.signedIn),
      ...deskParts.map((part) => inSeconds(words.parts[part])),
      ...reasons.map((reason) => inSeconds(words.paused(words.reasons[reason] ?? reason))),
    ],
    ...days.flatMap(({ day, desks }) =>
      desks.map(({ name, answered, signedIn, parts, pausedBy }) => [
        { day },
        name[lang],
        answered,
        signedIn,
        ...deskParts.map((part) => parts[part]),
        ...reasons.map((reason) => pausedBy[reason] ?? 0),
      ]),
    ),
  ]);
}
