// Official holidays of Iran that stand in the solar calendar, so that they are known for every year. Those of the lunar
// calendar are announced year by year: a province writes them into its profile. Pure.
import { isOwnMember } from './own-member.ts';
import type { Name } from './wire.ts';

const nowruz = { fa: 'نوروز', en: 'Nowruz' };
/** By month and day. */
const fixed: Readonly<Record<string, Name>> = {
  '01-01': nowruz,
  '01-02': nowruz,
  '01-03': nowruz,
  '01-04': nowruz,
  '01-12': { fa: 'روز جمهوری اسلامی', en: 'Islamic Republic Day' },
  '01-13': { fa: 'روز طبیعت', en: 'Nature Day' },
  '03-14': { fa: 'رحلت امام خمینی', en: 'Death of Imam Khomeini' },
  '03-15': { fa: 'قیام ۱۵ خرداد', en: 'Uprising of 15 Khordad' },
  '11-22': { fa: 'پیروزی انقلاب اسلامی', en: 'Victory of the Revolution' },
  '12-29': { fa: 'ملی‌شدن صنعت نفت', en: 'Nationalisation of the oil industry' },
};

/** The holiday of a Jalali day such as 1405-11-22: the province's own first. Fridays are no holidays by name. */
export const holidayOf = (day: string, own: Readonly<Record<string, Name>> = {}): Name | undefined =>
  isOwnMember(own, day) ? own[day] : fixed[day.slice(5)];
