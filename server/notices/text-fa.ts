// What notices say in Persian. Nobody's name stands in them (B8): an official is named by the hour of the sitting.
import { persianDigits } from '../../shared/digits.ts';
import { directed, isolate } from '../direction.ts';
import type { NoticeText } from './text-type.ts';

const unit = {
  people: 'نفر',
  s: 'ثانیه',
  '%': 'درصد',
  min: 'دقیقه',
  cases: 'پرونده',
  alarms: 'هشدار نادرست در ماه',
} as const;

export const fa: NoticeText = {
  title: (kind, level, province) => {
    const name = level === 'act' ? 'بحرانی' : 'هشدار';
    const head = { raised: name, reminder: `یادآوری: ${name}`, cleared: 'پایان هشدار', test: 'پیام آزمایشی' }[kind];
    return `${head} · تابلوی ۱۱۱ ${province}`;
  },
  province: 'استان',
  comma: '، ',
  what: {
    waiting: (subject) => `منتظران ${isolate(subject)}`,
    'longest-wait': (subject) => `طولانی‌ترین انتظار ${isolate(subject)}`,
    'service-level': (subject) => `سطح خدمت ${isolate(subject)}`,
    'abandon-rate': (subject) => `انصراف در ${isolate(subject)}`,
    'late-official': (subject) => `مسئول نوبت ساعت ${isolate(persianDigits(subject))} پای میز نیست`,
    'source-down': (subject) => `مرکز تلفن ${isolate(subject)} قطع است`,
    'quiet-source': (subject) => `از مرکز تلفن ${isolate(subject)} تماسی گزارش نمی‌شود`,
    'cases-overdue': (subject) => `پرونده‌های باز خارج از مهلت ${isolate(subject)}`,
    'cases-due': (subject) => `پرونده‌های نزدیک به سررسید ${isolate(subject)}`,
    'topic-surge': (subject) => `افزایش ناگهانی تماس: ${isolate(subject)}`,
  },
  surge: (calls, minutes, usual) =>
    `${isolate(persianDigits(calls))} تماس در ${isolate(persianDigits(minutes))} دقیقه، معمولاً ${isolate(persianDigits(usual.replace('.', '٫')))}`,
  value: (value, limit, of) =>
    `مقدار: ${isolate(`${persianDigits(value)} ${unit[of]}`)}، حد: ${isolate(`${persianDigits(limit)} ${unit[of]}`)}`,
  since: (clock) => `از ساعت ${isolate(persianDigits(clock))}`,
  over: (clock) => `پایان در ساعت ${isolate(persianDigits(clock))}`,
  repeat: 'این پیام شاید پیش‌تر هم رسیده باشد.',
  test: 'این پیام برای آزمودن راه ارسال است و هشداری در کار نیست.',
  line: (text) => directed(text, 'fa'),
};
