// What notices say in Persian. Nobody's name stands in them (B8): an official is named by the hour of the sitting.
import type { NoticeText } from './text-type.ts';

const RLM = '\u200f';
const isolate = (text: string): string => `\u2068${text}\u2069`;
const digits = (text: string): string => text.replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)));
const unit = { people: 'نفر', s: 'ثانیه', '%': 'درصد', min: 'دقیقه' } as const;

export const fa: NoticeText = {
  title: (kind, level, province) => {
    const name = level === 'act' ? 'بحرانی' : 'هشدار';
    const head = { raised: name, reminder: `یادآوری: ${name}`, cleared: 'پایان هشدار', test: 'پیام آزمایشی' }[kind];
    return `${head} · تابلوی ۱۱۱ ${province}`;
  },
  province: 'استان',
  what: {
    waiting: (subject) => `منتظران ${isolate(subject)}`,
    'longest-wait': (subject) => `طولانی‌ترین انتظار ${isolate(subject)}`,
    'service-level': (subject) => `سطح خدمت ${isolate(subject)}`,
    'abandon-rate': (subject) => `انصراف در ${isolate(subject)}`,
    'late-official': (subject) => `مسئول نوبت ساعت ${isolate(digits(subject))} پای میز نیست`,
    'source-down': (subject) => `مرکز تلفن ${isolate(subject)} قطع است`,
    'quiet-source': (subject) => `از مرکز تلفن ${isolate(subject)} تماسی گزارش نمی‌شود`,
  },
  value: (value, limit, of) =>
    `مقدار: ${isolate(`${digits(value)} ${unit[of]}`)}، حد: ${isolate(`${digits(limit)} ${unit[of]}`)}`,
  since: (clock) => `از ساعت ${isolate(digits(clock))}`,
  over: (clock) => `پایان در ساعت ${isolate(digits(clock))}`,
  repeat: 'این پیام شاید پیش‌تر هم رسیده باشد.',
  test: 'این پیام برای آزمودن راه ارسال است و هشداری در کار نیست.',
  line: (text) => RLM + text,
};
