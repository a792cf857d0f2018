// Announced sittings as lines under their days, the same for the list, the posters and the press text. Pure.
import type { PublicSitting } from '../../../shared/api/timetable.ts';
import { officeOf } from '../../../shared/office-of.ts';
import { dayStartOf } from '../../text/jalali.ts';
import type { Moments } from '../../text/moment.ts';
import type { Lang } from '../../text/numerals.ts';
import type { Messages } from './messages.fa.ts';

export type AnnouncedRow = {
  id: string;
  time: string;
  name: string;
  /** Title and agency, as far as they are known. */
  office: string;
  /** What changed since it was announced, in words. */
  mark: string | undefined;
  /** It does not take place at this time. */
  isOff: boolean;
};
/** `title`: weekday and date. */
export type AnnouncedDay = { start: number; title: string; rows: AnnouncedRow[] };

type Words = { lang: Lang; moments: Moments; t: Messages; utcOffset: number };

export function announcedDays(sittings: readonly PublicSitting[], words: Words): AnnouncedDay[] {
  const { lang, moments, t, utcOffset } = words;
  const days: AnnouncedDay[] = [];
  for (const sitting of sittings) {
    const { id, from, to, official, title, agency, state } = sitting;
    const start = dayStartOf(from, utcOffset);
    let day = days[days.length - 1];
    if (day?.start !== start) {
      day = { start, title: moments.date(start, utcOffset), rows: [] };
      days.push(day);
    }
    day.rows.push({
      // A sitting that went to another day stands on both.
      id: `${id} ${from}`,
      time: t.hours(moments.clock(from, utcOffset), moments.clock(to, utcOffset)),
      name: official[lang],
      office: officeOf(title?.[lang], agency?.[lang]).join(t.comma),
      mark: markOf(sitting, words),
      isOff: state !== 'planned',
    });
  }
  return days;
}

function markOf(
  { from, state, change, was, movedTo, instead }: PublicSitting,
  { lang, moments, t, utcOffset }: Words,
): string | undefined {
  const when = (span: { from: number; to: number }): string => {
    const hours = t.hours(moments.clock(span.from, utcOffset), moments.clock(span.to, utcOffset));
    const isSameDay = dayStartOf(span.from, utcOffset) === dayStartOf(from, utcOffset);
    return isSameDay ? hours : `${moments.dayOfWeek(span.from, utcOffset)}${t.comma}${hours}`;
  };
  if (state === 'moved') return movedTo && t.marks.movedTo(when(movedTo));
  if (state === 'cancelled') return t.marks.cancelled;
  if (change === 'moved') return was && t.marks.moved(when(was));
  if (change === 'changed') return instead && t.marks.changed(instead[lang]);
  return change === 'added' ? t.marks.added : undefined;
}
