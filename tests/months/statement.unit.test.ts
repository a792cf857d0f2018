// The press text: its figures add up, or it says why they do not.
import { describe, expect, it } from 'vitest';
import { statement } from '../../server/months/statement.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { namingOf } from '../../server/profiles/on-wire.ts';
import { emptyMonth, noCalls, type MonthOnBoard } from '../../shared/board.ts';
import type { MonthPage } from '../../shared/api/months.ts';

const profile = loadProfile('mazandaran');
const province = { ...profile.name, line: profile.line };
const textOf = (lang: 'fa' | 'en', counted: Partial<MonthOnBoard>, more: Partial<MonthPage> = {}): string =>
  statement(lang, {
    page: {
      month: '1405-08',
      today: '1405-09-08',
      names: { officials: {}, agencies: {} },
      counted: { ...emptyMonth(), ...counted },
      ...more,
    },
    province,
    naming: namingOf(profile),
  });

describe('the split by channel', () => {
  it('sums to the contacts, with channels of the profile and unknown ones', () => {
    const month = { contacts: 425, byChannel: { phone: 174, visit: 163, ceremony: 79, unknown: 9 } };
    expect(textOf('en', month)).toContain(
      ': 174 by calling 111, 163 in person, 79 through “Ceremonies” and 9 whose channel is not known.',
    );
    // Intl puts a mark that is not seen behind its commas.
    expect(textOf('fa', month).replaceAll('\u200f', '')).toContain(
      'که از این تعداد ۱۷۴ مورد از طریق تماس با سامانهٔ ۱۱۱، ۱۶۳ مورد با مراجعهٔ حضوری، و ۷۹ مورد از طریق «مراسم» بوده است و نحوهٔ ارتباط ۹ مورد مشخص نیست.',
    );
  });

  it('says “all” of one channel only when there is nothing else', () => {
    expect(textOf('fa', { contacts: 9, byChannel: { phone: 9 } })).toContain('که همه از طریق تماس با سامانهٔ ۱۱۱');
    expect(textOf('fa', { contacts: 9, byChannel: { phone: 8, unknown: 1 } })).not.toContain('همه');
  });
});

describe('answered calls', () => {
  const month = {
    contacts: 363,
    byChannel: { phone: 363 },
    byHour: { '1405-08-03': { 8: 363 } },
    officials: 2,
    calls: { ...noCalls(), offered: 400, answered: 367 },
    byOfficial: {
      a: { answered: 300, completed: 300, talkSeconds: 1 },
      b: { answered: 50, completed: 50, talkSeconds: 1 },
      unknown: { answered: 17, completed: 17, talkSeconds: 1 },
    },
  };

  it('are attributed to officials as far as they answered them, and exceed the calls for a stated reason', () => {
    const english = textOf('en', month);
    expect(english).toContain(
      '2 officials took part in answering sessions and answered 350 calls. 17 calls were answered outside sessions.',
    );
    expect(english).toContain('These 367 answers were given to 363 calls, including transferred calls');
    const persian = textOf('fa', month);
    expect(persian).toContain('۲ نفر از مدیران در نوبت‌های پاسخ‌گویی حضور یافتند و به ۳۵۰ تماس پاسخ دادند.');
    expect(persian).toContain('این ۳۶۷ پاسخ به ۳۶۳ تماس است، با احتساب تماس‌های انتقال‌یافته');
  });

  it('need no explanation where each call was answered once', () => {
    const once = {
      ...month,
      calls: { ...month.calls, answered: 363 },
      byOfficial: { a: { answered: 363, completed: 1, talkSeconds: 1 } },
    };
    expect(textOf('en', once)).not.toMatch(/transferred|outside|by hand/);
    const byHand = { ...once, contacts: 370, byChannel: { phone: 370 } };
    expect(textOf('en', byHand)).toContain('7 telephone contacts were registered by hand.');
  });
});

describe('the comparison', () => {
  it('names its end, and from which day a partly counted month was counted', () => {
    const more: Partial<MonthPage> = {
      running: { day: '1405-08-12' },
      before: { month: '1405-07', contacts: 180, upTo: 'same-moment' },
      yearAgo: { month: '1404-08', contacts: 273, upTo: 'partial', countedFrom: '1404-08-24' },
    };
    expect(textOf('fa', { contacts: 288 }, more)).toContain('نسبت به مهر ۱۴۰۵ تا همین لحظه (۱۸۰ مورد) ۶۰ درصد افزایش');
    expect(textOf('fa', { contacts: 288 }, more)).toContain(
      'آبان ۱۴۰۴ تنها از ۲۴ آبان شمرده شده است و مبنای مقایسه نیست.',
    );
    expect(textOf('en', { contacts: 288 }, more)).toContain(
      'That is 60 % more than in Mehr 1405 to this moment (180).',
    );
    expect(textOf('fa', { contacts: 288 }, { countedFrom: '1405-08-24' })).toContain(
      'این ماه از ۲۴ آبان شمرده شده است.',
    );
    const imported: Partial<MonthPage> = {
      ...more,
      before: { month: '1405-07', contacts: 820, upTo: 'whole', imported: true },
    };
    expect(textOf('en', { contacts: 288 }, imported)).not.toContain('%');
  });
});
