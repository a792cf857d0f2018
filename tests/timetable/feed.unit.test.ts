// The file of a calendar, read by two independent parsers: Persian text, instants, changes, and names that want to break it.
import { Settings } from 'luxon';
import ICAL from 'ical.js';
import nodeIcal, { type VEvent } from 'node-ical';
import { afterEach, describe, expect, it } from 'vitest';
import { datesIn } from '../../server/timetable/dates.ts';
import { feedFile, type FeedEvent } from '../../server/timetable/feed.ts';
import { feedTexts } from '../../server/timetable/feed-text.ts';
import { HOUR } from '../../shared/time.ts';

const FROM = Date.parse('2026-11-25T08:00:00+03:30');
const EDITED = Date.parse('2026-11-20T10:15:30+03:30');

const event = (more: Partial<FeedEvent> = {}, sitting: Partial<FeedEvent['sitting']> = {}): FeedEvent => ({
  sitting: {
    id: 's-17',
    official: { id: 'gov-babol', name: 'مهدی رستمی' },
    level: 'county',
    county: 'babol',
    desk: 'm-1201',
    from: FROM,
    to: FROM + HOUR,
    version: 1,
    standing: 'planned',
    editedAt: EDITED,
    ...sitting,
  },
  isOff: false,
  official: 'مهدی رستمی',
  title: 'فرماندار بابل',
  agency: 'فرمانداری بابل',
  place: 'میز ۱۲۰۱',
  ...more,
});
const fileOf = (...events: FeedEvent[]): string =>
  feedFile({
    name: 'پاسخ‌گویی ۱۱۱ استان مازندران',
    domain: 'mazandaran.wallboard-111',
    events,
    text: feedTexts.fa,
    dates: datesIn('fa', 'Asia/Tehran'),
  });

type Read = {
  uid: string;
  start: number;
  end: number;
  summary: string;
  description: string;
  location: string;
  sequence: number;
  status: string;
};
const byIcalJs = (file: string): Read[] =>
  new ICAL.Component(ICAL.parse(file)).getAllSubcomponents('vevent').map((vevent) => {
    const read = new ICAL.Event(vevent);
    return {
      uid: read.uid,
      start: read.startDate.toJSDate().getTime(),
      end: read.endDate.toJSDate().getTime(),
      summary: read.summary,
      description: read.description,
      location: read.location,
      sequence: read.sequence,
      status: String(vevent.getFirstPropertyValue('status')),
    };
  });
const byNodeIcal = (file: string): Read[] =>
  Object.values(nodeIcal.sync.parseICS(file))
    .filter((part): part is VEvent => part?.type === 'VEVENT')
    .map(({ uid, start, end, summary, description, location, sequence, status }) => ({
      uid,
      start: start.getTime(),
      end: end?.getTime() ?? 0,
      summary: String(summary),
      description: String(description),
      location: String(location),
      sequence: Number(sequence),
      status: String(status),
    }));
const readers = [
  ['ical.js', byIcalJs],
  ['node-ical', byNodeIcal],
] as const;

const unfolded = (file: string): string[] => file.replace(/\r\n[ \t]/g, '').split('\r\n');

describe.each(readers)('a calendar read by %s', (_name, read) => {
  it('has the official, the office, the desk and the hours in Tehran', () => {
    expect(read(fileOf(event()))).toEqual([
      {
        uid: 's-17@mazandaran.wallboard-111',
        start: FROM,
        end: FROM + HOUR,
        summary: 'پاسخ‌گویی ۱۱۱: مهدی رستمی، فرماندار بابل',
        description: 'مهدی رستمی، فرماندار بابل\nفرمانداری بابل',
        location: 'میز ۱۲۰۱',
        sequence: 0,
        status: 'CONFIRMED',
      },
    ]);
  });

  it('has a moved sitting under its old id with the next sequence, and says when it was', () => {
    const moved = event(
      { was: { from: FROM, to: FROM + HOUR } },
      { from: FROM + 2 * HOUR, to: FROM + 3 * HOUR, version: 2 },
    );
    const [before] = read(fileOf(event()));
    const [after] = read(fileOf(moved));
    expect(after).toMatchObject({ uid: before?.uid, start: FROM + 2 * HOUR, sequence: 1, status: 'CONFIRMED' });
    expect(after?.description).toContain('زمان قبلی: چهارشنبه ۴ آذر ۱۴۰۵، ۰۸:۰۰ تا ۰۹:۰۰');
  });

  it('keeps a cancelled sitting, in status and in words', () => {
    const [off] = read(fileOf(event({ isOff: true }, { standing: 'cancelled', version: 3 })));
    expect(off).toMatchObject({ uid: 's-17@mazandaran.wallboard-111', sequence: 2, status: 'CANCELLED' });
    expect(off?.summary).toBe('لغو شد: پاسخ‌گویی ۱۱۱: مهدی رستمی، فرماندار بابل');
    expect(off?.description).toContain('این نوبت لغو شد.');
  });

  it.each([
    ['a line break', 'مهدی\r\nEND:VEVENT\r\nرستمی', 'مهدی END:VEVENT رستمی'],
    ['a line separator', 'مهدی\u2028رستمی', 'مهدی رستمی'],
    ['semicolons, commas and backslashes', 'a;b,c\\z "d": e', 'a;b,c\\z "d": e'],
    ['half-spaces and marks of direction', 'پاسخ‌گو\u200f (۱)', 'پاسخ‌گو\u200f (۱)'],
    ['sixty characters of four bytes', '😀'.repeat(30), '😀'.repeat(30)],
    ['a long Persian name', 'استانداری‌مازندران '.repeat(3).trim(), 'استانداری‌مازندران '.repeat(3).trim()],
  ])('takes %s in a name for text', (_what, given, meant) => {
    const file = fileOf(
      event({ official: given, title: undefined, agency: given, place: given }),
      event({}, { id: 's-18' }),
    );
    const [hostile, next] = read(file);
    expect(hostile).toMatchObject({ summary: `پاسخ‌گویی ۱۱۱: ${meant}`, location: meant });
    expect(next?.uid).toBe('s-18@mazandaran.wallboard-111');
  });
});

describe('a calendar', () => {
  afterEach(() => {
    Settings.defaultLocale = 'en';
    Settings.defaultOutputCalendar = 'gregory';
    Settings.defaultNumberingSystem = 'latn';
  });

  it('writes instants, whatever calendar the dates of the screens have', () => {
    Settings.defaultLocale = 'fa-IR';
    Settings.defaultOutputCalendar = 'persian';
    Settings.defaultNumberingSystem = 'arabext';
    const times = unfolded(fileOf(event())).filter((line) => /^(DT|LAST)/.test(line));
    expect(times).toEqual([
      'DTSTAMP:20261120T064530Z',
      'DTSTART:20261125T043000Z',
      'DTEND:20261125T053000Z',
      'LAST-MODIFIED:20261120T064530Z',
    ]);
  });

  it('is of lines that no reader need take apart: at most 75 octets, whole characters, ended by CR LF', () => {
    const file = fileOf(event({ official: '😀'.repeat(30), agency: 'استانداری‌مازندران '.repeat(3) }));
    for (const line of file.split('\r\n')) {
      const octets = Buffer.from(line);
      expect(octets.length, line).toBeLessThanOrEqual(75);
      expect(line).toBe(line.toWellFormed());
    }
    expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(file.startsWith('BEGIN:VCALENDAR')).toBe(true);
  });

  it('of the same sittings is the same text', () => {
    expect(fileOf(event())).toBe(fileOf(event()));
  });

  it('without sittings is a calendar all the same', () => {
    for (const [, read] of readers) expect(read(fileOf())).toEqual([]);
  });
});
