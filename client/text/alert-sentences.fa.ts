// The sentences of alerts in Persian.
const valued = (what: string, value: string | undefined): string => (value === undefined ? what : `${what}: ${value}`);

export const alertSentences = {
  province: 'استان',
  waiting: (subject: string, value: string | undefined) => valued(`منتظران ${subject}`, value),
  'longest-wait': (subject: string, value: string | undefined) => valued(`طولانی‌ترین انتظار ${subject}`, value),
  'service-level': (subject: string, value: string | undefined) => valued(`سطح خدمت ${subject}`, value),
  'abandon-rate': (subject: string, value: string | undefined) => valued(`قطع در انتظار ${subject}`, value),
  'late-official': (subject: string, value: string | undefined) =>
    value === undefined ? `نوبت ${subject} با تأخیر آغاز شد` : `نوبت ${subject} ${value} دقیقه تأخیر دارد`,
  'source-down': (subject: string) => `مرکز تلفن ${subject} قطع است`,
  'quiet-source': (subject: string, value: string | undefined) =>
    value === undefined
      ? `از ${subject} تماسی دریافت نشد`
      : `از ${subject} دست‌کم ${value} دقیقه است تماسی دریافت نشده`,
  'cases-overdue': (subject: string, value: string | undefined) => valued(`پرونده‌های خارج از مهلت ${subject}`, value),
  'cases-due': (subject: string, value: string | undefined) => valued(`پرونده‌های نزدیک به سررسید ${subject}`, value),
  'topic-surge': (subject: string, value: string | undefined) => valued(subject, value),
  surge: (calls: string, minutes: string, usual: string) => `${calls} تماس در ${minutes} دقیقه، معمولاً ${usual}`,
  falseAlarms: (count: string) => `${count} هشدار نادرست در ماه`,
  comma: '، ',
  minutes: (count: string) => `${count} دقیقه`,
};
export type AlertSentences = typeof alertSentences;
