// What pages of contacts say in Persian.
import type { ContactProblem } from '../../shared/api/contacts.ts';
import type { VerificationResult } from '../../shared/contacts.ts';

const verified: Record<VerificationResult, string> = {
  met: 'برآورده شد',
  partly: 'تا حدی',
  unmet: 'برآورده نشد',
  unreachable: 'در دسترس نبود',
};
const problems: Record<ContactProblem['code'], (value: string) => string> = {
  'bad-date': (value) => `تاریخ «${value}» در تقویم نیست`,
  'no-date': () => 'تاریخ ندارد',
  future: (value) => `تاریخ «${value}» هنوز نرسیده است`,
  'bad-channel': (value) => (value === '' ? 'نحوهٔ ارتباط ندارد' : `نحوهٔ ارتباط «${value}» در فهرست نیست`),
  'unknown-county': (value) => `شهرستان «${value}» در فهرست نیست`,
  'unknown-topic': (value) => `موضوع «${value}» در فهرست نیست`,
  'unknown-kind': (value) => `نوع «${value}» در فهرست نیست`,
  'unknown-agency': (value) => `دستگاه «${value}» در فهرست نیست`,
  'bad-ref': (value) => `کد رهگیری «${value}»: فقط حروف لاتین، رقم و خط تیره، حداکثر ۳۲ کاراکتر؛ شمارهٔ تلفن مجاز نیست`,
  'there-already': (value) => `کد رهگیری «${value}» در این روز ثبت شده است`,
};

export const fa = {
  title: 'ارتباطات مردمی',
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
  badRef: 'فقط حروف لاتین، رقم و خط تیره، حداکثر ۳۲ کاراکتر؛ شمارهٔ تلفن مجاز نیست',
  empty: 'ارتباطی یافت نشد.',
  more: 'بیشتر',
  loading: 'در حال بارگذاری…',
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
  withdraw: 'ابطال ثبت',
  withdrawAsked: 'این ثبت باطل شود؟ از همهٔ ارقام کسر می‌شود.',
  yesWithdraw: 'بله، باطل شود',
  no: 'خیر',
  gone: 'این ارتباط دیگر وجود ندارد.',
  follow: {
    title: 'پیگیری',
    refer: 'ارجاع به دستگاه',
    answered: 'ثبت پاسخ دستگاه',
    close: 'بستن پرونده',
    verify: 'راستی‌آزمایی:',
  },
  problems,
};
export type Messages = typeof fa;
