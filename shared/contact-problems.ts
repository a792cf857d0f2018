// Why a row of a table of contacts is not taken, in words. `days`: of the problem, as they are shown.
import type { ContactProblem } from './api/contacts.ts';

type Words = Record<ContactProblem['code'], (value: string, days: readonly string[]) => string>;

const fa: Words = {
  'other-calendar': (value, days) => `تاریخ «${value}» شمسی نیست؛ شمسی آن ${days.join(' یا ')} است`,
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

const en: Words = {
  'other-calendar': (value, days) => `“${value}” is not a Jalali date; it is ${days.join(' or ')}`,
  'bad-date': (value) => `“${value}” is not a date of the calendar`,
  'no-date': () => 'has no date',
  future: (value) => `“${value}” lies in the future`,
  'bad-channel': (value) => (value === '' ? 'has no channel' : `unknown channel “${value}”`),
  'unknown-county': (value) => `unknown county “${value}”`,
  'unknown-topic': (value) => `unknown topic “${value}”`,
  'unknown-kind': (value) => `unknown kind “${value}”`,
  'unknown-agency': (value) => `unknown agency “${value}”`,
  'bad-ref': (value) =>
    `tracking code “${value}”: Latin letters, digits and hyphens only, at most 32, and no telephone number`,
  'there-already': (value) => `tracking code “${value}” is registered on that day`,
};

export const contactProblems = { fa, en } as const;
