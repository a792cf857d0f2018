// What pages of contacts say in Persian.
import type { ContactProblem } from '../../shared/api/contacts.ts';
import type { VerificationResult } from '../../shared/contacts.ts';

const verified: Record<VerificationResult, string> = {
  met: 'برآورده شد',
  partly: 'تا اندازه‌ای',
  unmet: 'برآورده نشد',
  unreachable: 'در دسترس نبود',
};
const problems: Record<ContactProblem['code'], (value: string) => string> = {
  'bad-date': (value) => `تاریخ «${value}» در تقویم نیست`,
  'no-date': () => 'تاریخ ندارد',
  future: (value) => `تاریخ «${value}» هنوز نرسیده است`,
  'bad-channel': (value) => (value === '' ? 'نحوهٔ ارتباط ندارد' : `نحوهٔ ارتباط «${value}» شناخته نیست`),
  'unknown-county': (value) => `شهرستان «${value}» شناخته نیست`,
  'unknown-topic': (value) => `موضوع «${value}» شناخته نیست`,
  'unknown-kind': (value) => `نوع «${value}» شناخته نیست`,
  'unknown-agency': (value) => `دستگاه «${value}» شناخته نیست`,
  'bad-ref': (value) => `کد رهگیری «${value}»: تنها حرف لاتین، رقم و خط تیره، تا ۳۲ نویسه؛ نه شمارهٔ تلفن`,
  'there-already': (value) => `کد رهگیری «${value}» در این روز ثبت شده است`,
};

export const fa = {
  title: 'ارتباط‌ها',
  field: {
    day: 'روز',
    time: 'ساعت',
    channel: 'نحوهٔ ارتباط',
    county: 'شهرستان',
    topic: 'موضوع',
    kind: 'نوع',
    agency: 'دستگاه',
    official: 'مدیر',
    ref: 'کد رهگیری',
    status: 'پیگیری',
  },
  none: '—',
  noFit: 'در فهرست نیست',
  badDay: 'مانند ۱۴۰۵/۰۹/۰۳ بنویسید',
  noSuchDay: 'این روز در تقویم نیست یا هنوز نرسیده است',
  badRef: 'تنها حرف لاتین، رقم و خط تیره، تا ۳۲ نویسه؛ نه شمارهٔ تلفن',
  empty: 'ارتباطی نیست.',
  more: 'بیشتر',
  loading: 'در حال خواندن…',
  registered: 'ثبت شد',
  referred: 'ارجاع شد',
  answered: 'پاسخ گرفت',
  closed: 'بسته شد',
  verified,
  open: 'اصلاح و پیگیری',
  shut: 'بستن',
  save: 'ثبت اصلاح',
  saved: 'ثبت شد.',
  stepSaved: 'پیگیری ثبت شد.',
  withdraw: 'پس‌گرفتن',
  withdrawAsked: 'این ثبت پس گرفته شود؟ از همهٔ شمارها کم می‌شود.',
  yesWithdraw: 'بله، پس گرفته شود',
  no: 'نه',
  gone: 'این ارتباط دیگر نیست.',
  follow: {
    title: 'پیگیری',
    refer: 'ارجاع به دستگاه',
    answered: 'پاسخ دستگاه رسید',
    close: 'بسته شود',
    verify: 'راستی‌آزمایی:',
  },
  problems,
};
export type Messages = typeof fa;
