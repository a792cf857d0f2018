// What lists of calls say in Persian.
export const fa = {
  title: 'تماس‌ها',
  outcome: {
    waiting: 'در صف',
    answered: 'پاسخ',
    abandoned: 'انصراف',
    timedOut: 'پایان مهلت',
    leftByKey: 'خروج با کلید',
    leftOtherwise: 'خروج دیگر',
    lost: 'گم‌شده',
    missed: 'بی‌پاسخ میز',
  } as Record<string, string>,
  talking: 'در گفتگو',
  inProgress: 'در جریان',
  column: {
    time: 'ساعت',
    county: 'شهرستان',
    topic: 'موضوع',
    waited: 'انتظار',
    talked: 'گفتگو',
    outcome: 'نتیجه',
    queue: 'صف',
    desk: 'میز',
  },
  none: 'تماسی با این نشانه‌ها نیست.',
  loading: 'در حال خواندن…',
  more: 'قدیمی‌ترها',
  unknown: 'نامعلوم',
  count: (count: string, more: boolean) => (more ? `${count} تماس تازه‌تر` : `${count} تماس`),
  today: 'امروز',
};
export type Words = typeof fa;
