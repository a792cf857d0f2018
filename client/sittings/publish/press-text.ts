// The timetable as a text for the press: one paragraph, the sittings by day, and how to call. Pure.
import type { AnnouncedDay, AnnouncedRow } from './announced-days.ts';
import type { Messages } from './messages.fa.ts';

type Facts = { days: readonly AnnouncedDay[]; province: string; line: string; from: string; to: string };

export function pressText({ days, province, line, from, to }: Facts, t: Messages): string {
  const count = days.reduce((sum, { rows }) => sum + rows.filter(({ isOff }) => !isOff).length, 0);
  if (count === 0) return t.press.none(province, line, from, to);
  const sentence = ({ time, name, office, mark }: AnnouncedRow): string => {
    const who = office === '' ? name : `${name}${t.comma}${office}`;
    return `• ${t.press.row(time, who)}${mark === undefined ? '' : ` (${mark})`}`;
  };
  return [
    t.press.head(province, line, from, to),
    ...days.map(({ title, rows }) => [`${title}:`, ...rows.map(sentence)].join('\n')),
    t.press.foot(line),
  ].join('\n\n');
}
