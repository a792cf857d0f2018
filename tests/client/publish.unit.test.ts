// The published timetable in words and on posters.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { announcedDays, type AnnouncedDay } from '../../client/sittings/publish/announced-days.ts';
import { en } from '../../client/sittings/publish/messages.en.ts';
import { fa } from '../../client/sittings/publish/messages.fa.ts';
import { posterPages } from '../../client/sittings/publish/poster-pages.ts';
import { pressText } from '../../client/sittings/publish/press-text.ts';
import { moments } from '../../client/text/moment.ts';
import type { PublicSitting } from '../../shared/api/timetable.ts';
import { DAY, HOUR } from '../../shared/time.ts';
import { UTC_OFFSET } from '../fixtures/boards.ts';

const FROM = Date.parse('2026-11-25T08:00:00+03:30');
const both = (text: string) => ({ fa: text, en: text });
const sitting = (more: Partial<PublicSitting> = {}): PublicSitting => ({
  id: 's-1',
  from: FROM,
  to: FROM + 2 * HOUR,
  official: { fa: 'مهدی رستمی', en: 'Mehdi Rostami' },
  title: both('فرماندار بابل'),
  state: 'planned',
  ...more,
});
const daysOf = (...sittings: PublicSitting[]): AnnouncedDay[] =>
  announcedDays(sittings, { lang: 'fa', moments: moments('fa'), t: fa, utcOffset: UTC_OFFSET });

describe('the published timetable', () => {
  it('stands under its days, in Tehran time', () => {
    const days = daysOf(
      sitting(),
      sitting({ id: 's-2', from: FROM + HOUR }),
      sitting({ id: 's-3', from: FROM + DAY, to: FROM + DAY + HOUR }),
    );
    expect(days.map(({ title, rows }) => [title, rows.length])).toEqual([
      ['چهارشنبه ۴ آذر ۱۴۰۵', 2],
      ['پنجشنبه ۵ آذر ۱۴۰۵', 1],
    ]);
    expect(days[0]?.rows[0]).toMatchObject({
      time: '۰۸:۰۰ تا ۱۰:۰۰',
      name: 'مهدی رستمی',
      office: 'فرماندار بابل',
      mark: undefined,
    });
  });

  it('says what changed since it was published', () => {
    const was = { from: FROM - HOUR, to: FROM };
    const marks = daysOf(
      sitting({ change: 'added' }),
      sitting({ change: 'moved', was }),
      sitting({ change: 'moved', was: { from: FROM - DAY, to: FROM - DAY + HOUR } }),
      sitting({ change: 'cancelled', state: 'cancelled' }),
      sitting({ change: 'moved', state: 'moved', movedTo: { from: FROM + DAY, to: FROM + DAY + HOUR } }),
      sitting({ change: 'changed', instead: both('کریمی') }),
    ).flatMap(({ rows }) => rows.map(({ mark, isOff }) => [mark, isOff]));
    expect(marks).toEqual([
      ['اضافه شد', false],
      ['تغییر زمان؛ زمان قبلی: ۰۷:۰۰ تا ۰۸:۰۰', false],
      ['تغییر زمان؛ زمان قبلی: سه‌شنبه ۳ آذر، ۰۸:۰۰ تا ۰۹:۰۰', false],
      ['لغو شد', true],
      ['به پنجشنبه ۵ آذر، ۰۸:۰۰ تا ۰۹:۰۰ منتقل شد', true],
      ['تغییر پاسخ‌گو؛ به‌جای کریمی', false],
    ]);
  });

  it('is a text for the press', () => {
    const facts = { province: 'مازندران', line: '۱۱۱', from: 'چهارشنبه ۴ آذر ۱۴۰۵', to: 'پنجشنبه ۵ آذر ۱۴۰۵' };
    expect(pressText({ days: daysOf(sitting({ change: 'added' })), ...facts }, fa)).toBe(
      [
        'برنامهٔ پاسخ‌گویی مسئولان استان مازندران در سامانهٔ ۱۱۱ از چهارشنبه ۴ آذر ۱۴۰۵ تا پنجشنبه ۵ آذر ۱۴۰۵ به این شرح اعلام شد:',
        'چهارشنبه ۴ آذر ۱۴۰۵:\n• ساعت ۰۸:۰۰ تا ۱۰:۰۰: مهدی رستمی، فرماندار بابل (اضافه شد)',
        'شهروندان می‌توانند در این ساعت‌ها با شمارهٔ رایگان ۱۱۱ تماس بگیرند و با مسئولان گفت‌وگو کنند.',
      ].join('\n\n'),
    );
    expect(pressText({ days: [], ...facts, province: 'Mazandaran', line: '111' }, en)).toMatch(
      /^No answering sessions/,
    );
  });
});

describe('the pages of a poster', () => {
  const row = (id: number) => ({ id: String(id), time: '', name: '', office: '', mark: undefined, isOff: false });

  it('have every line once, none is too full, and each begins with its day', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 8 }),
        fc.integer({ min: 150, max: 900 }),
        (counts, page) => {
          let n = 0;
          const days = counts.map((count, day) => ({
            start: day,
            title: `d${day}`,
            rows: Array.from({ length: count }, () => row(n++)),
          }));
          const pages = posterPages(days, { day: 60, rowOf: () => 80, page });
          const ids = pages.flat().flatMap((line) => (line.kind === 'row' ? [Number(line.row.id)] : []));
          expect(ids).toEqual(Array.from({ length: n }, (_none, i) => i));
          for (const lines of pages) {
            expect(lines[0]?.kind).toBe('day');
            expect(lines.at(-1)?.kind).toBe('row');
            expect(lines.reduce((sum, { height }) => sum + height, 0)).toBeLessThanOrEqual(page);
          }
        },
      ),
    );
  });

  it('say where a day goes on', () => {
    const pages = posterPages([{ start: 0, title: 'd', rows: [row(1), row(2), row(3)] }], {
      day: 60,
      rowOf: () => 80,
      page: 230,
    });
    expect(pages.map((lines) => lines[0])).toMatchObject([{ goesOn: false }, { goesOn: true }]);
  });
});
