// A month as tables: one row per figure for CSV, and the same figures as sheets for spreadsheet programs. Pure.
import type { MonthOnBoard } from '../../shared/board.ts';
import { medianDays, officialsOf, ranked, shownMonth, type MonthPage, type Naming } from '../../shared/month-page.ts';

export type Cell = string | number;
export type Sheet = { name: string; head: string[]; rows: Cell[][] };

const CHANNELS: Record<string, string> = { phone: 'تلفن (۱۱۱)', message: 'پیام', visit: 'حضوری', post: 'پست' };
const UNKNOWN = 'نامعلوم';

/** Persian sheets of a month; none when nothing is known of it. */
export function sheetsOf(page: MonthPage, naming: Naming): Sheet[] {
  const month = shownMonth(page);
  if (!month) return [];
  const nameIn = (words: Naming['topics']) => (id: string) => (id === 'unknown' ? UNKNOWN : (words[id]?.fa ?? id));
  const agencyName = (id: string): string =>
    id === 'unknown' ? UNKNOWN : (naming.agencies[id]?.fa ?? page.names.agencies[id] ?? id);
  const tally = (
    name: string,
    head: string,
    counts: Record<string, number>,
    nameOf: (id: string) => string,
  ): Sheet => ({
    name,
    head: [head, 'ارتباط'],
    rows: ranked(counts).map(([id, count]) => [nameOf(id), count]),
  });
  return [
    totals(page, month),
    tally('مجراها', 'مجرا', month.byChannel, (id) => CHANNELS[id] ?? id),
    tally('شهرستان‌ها', 'شهرستان', month.byCounty, nameIn(naming.counties)),
    tally('موضوع‌ها', 'موضوع', month.byTopic, nameIn(naming.topics)),
    tally('نوع‌ها', 'نوع', month.byKind, nameIn(naming.kinds)),
    officials(page, month),
    agencies(month, agencyName),
    { name: 'روزها', head: ['روز', 'ارتباط'], rows: Object.entries(month.byDay).sort(([a], [b]) => (a < b ? -1 : 1)) },
    hours(month),
  ];
}

function totals(page: MonthPage, month: MonthOnBoard): Sheet {
  const officials = officialsOf(month);
  const rows: Cell[][] = [['ارتباط', month.contacts]];
  if (officials !== undefined) rows.push(['مدیران پاسخ‌گو', officials]);
  // What nobody told is no zero (B10).
  if (!month.imported) rows.push(...steps(month));
  if (month.calls.unheard !== undefined) rows.push(['نشنیده (در شمارها نیست)', month.calls.unheard]);
  if (month.imported) rows.push(['این آمار وارد شده و در این سامانه شمرده نشده است', '']);
  if (page.running) rows.push(['ماه هنوز تمام نشده؛ تا روز', page.running.day]);
  return { name: 'کل', head: ['شاخص', page.month], rows };
}

/** What became of calls and cases: what is told between those that joined and the refused sums to those that joined (B3). */
function steps({ calls, cases, verification }: MonthOnBoard): Cell[][] {
  return [
    ['تماس ورودی (ورود به صف)', calls.offered],
    ['تماس پاسخ‌داده', calls.answered],
    ['انصراف', calls.abandoned],
    ['پایان مهلت', calls.timedOut],
    ['خروج با کلید', calls.leftByKey],
    ['خروج دیگر', calls.leftOtherwise],
    ['گم‌شده', calls.lost],
    ...(calls.waiting > 0 ? [['هنوز در صف', calls.waiting]] : []),
    ...(calls.refused === undefined ? [] : [['نپذیرفته', calls.refused]]),
    ['ارجاع‌شده', cases.referred],
    ['پاسخ‌گرفته', cases.answered],
    ['بسته‌شده', cases.closed],
    ['راستی‌آزمایی: برآورده', verification.met],
    ['راستی‌آزمایی: تا اندازه‌ای', verification.partly],
    ['راستی‌آزمایی: برآورده‌نشده', verification.unmet],
    ['راستی‌آزمایی: در دسترس نبود', verification.unreachable],
  ];
}

const officials = (page: MonthPage, month: MonthOnBoard): Sheet => ({
  name: 'مدیران',
  head: ['مدیر', 'سمت', 'پاسخ', 'گفتگو (ثانیه)'],
  rows: ranked(Object.fromEntries(Object.entries(month.byOfficial).map(([id, { answered }]) => [id, answered]))).map(
    ([id, answered]) => {
      const who = page.names.officials[id];
      const name = id === 'unknown' ? 'میزهای بی‌نشست' : (who?.name ?? id);
      return [name, who?.title ?? '', answered, month.imported ? '' : (month.byOfficial[id]?.talkSeconds ?? 0)];
    },
  ),
});

const agencies = (month: MonthOnBoard, nameOf: (id: string) => string): Sheet => ({
  name: 'دستگاه‌ها',
  head: [
    'دستگاه',
    'ثبت',
    'ارجاع',
    'پاسخ',
    'بسته',
    'برآورده',
    'تا اندازه‌ای',
    'برآورده‌نشده',
    'در دسترس نبود',
    'میانهٔ روز تا پاسخ',
  ],
  rows: Object.entries(month.followUp)
    .sort(([, a], [, b]) => b.registered - a.registered)
    .map(([id, one]) => [
      ...[nameOf(id), one.registered, one.referred, one.answered, one.closed],
      ...[one.met, one.partly, one.unmet, one.unreachable, medianDays(one.days) ?? ''],
    ]),
});

const hours = (month: MonthOnBoard): Sheet => {
  const sums = new Map<number, number>();
  for (const tally of Object.values(month.byHour))
    for (const [hour, count] of Object.entries(tally)) sums.set(Number(hour), (sums.get(Number(hour)) ?? 0) + count);
  return {
    name: 'ساعت‌ها',
    head: ['ساعت', 'ارتباط تلفنی'],
    rows: [...sums].sort(([a], [b]) => a - b),
  };
};
