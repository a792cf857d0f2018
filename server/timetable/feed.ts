// A calendar file of sittings: https://www.rfc-editor.org/rfc/rfc5545. Every time is an instant in UTC, which all readers
// understand alike; a zone would have to be described in the file, and readers differ in what they make of that.
import ical, { ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import type { Sitting } from '../board/sitting.ts';
import type { Dates } from './dates.ts';
import type { FeedText } from './feed-text.ts';

/** `was`: how it was announced or planned first, where it is at another time now. */
export type FeedEvent = {
  sitting: Sitting;
  was?: Pick<Sitting, 'from' | 'to'> | undefined;
  isOff: boolean;
  official: string;
  title?: string | undefined;
  agency?: string | undefined;
  place?: string | undefined;
};
type Feed = {
  name: string;
  /** Makes the ids of the events unique in the world. */
  domain: string;
  events: readonly FeedEvent[];
  text: FeedText;
  dates: Dates;
};

/** Readers are asked to look again after this many seconds. */
const LOOK_AGAIN = 900;

/** The same events make the same bytes: what a reader has already need not be sent again. */
export function feedFile({ name, domain, events, text, dates }: Feed): string {
  const calendar = ical({
    name: oneLine(name),
    prodId: { company: 'wallboard-111', product: 'timetable' },
    ttl: LOOK_AGAIN,
  });
  for (const { sitting, was, isOff, official, title, agency, place } of events) {
    const head = oneLine(title === undefined ? official : text.both(official, title));
    const then = was && text.was(dates.day(was.from), dates.clock(was.from), dates.clock(was.to));
    const lines = [head, agency, isOff ? text.off : undefined, then].filter((line) => line !== undefined).map(oneLine);
    const edited = new Date(sitting.editedAt);
    calendar.createEvent({
      id: `${sitting.id}@${domain}`,
      // Every edit has the next version, so readers take the later of two files.
      sequence: sitting.version - 1,
      start: new Date(sitting.from),
      end: new Date(sitting.to),
      stamp: edited,
      lastModified: edited,
      // Some readers show no status: what is off says so itself.
      summary: isOff ? text.offTitle(text.title(head)) : text.title(head),
      description: lines.join('\n'),
      ...(place !== undefined && { location: oneLine(place) }),
      status: isOff ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
      transparency: isOff ? ICalEventTransparency.TRANSPARENT : ICalEventTransparency.OPAQUE,
    });
  }
  return calendar.toString();
}

/** A line break in the name of a calendar is not escaped, and U+2028 ends a line for some readers. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
