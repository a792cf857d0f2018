// Words for calls that stand both on screen and in tables.
const fa = {
  title: 'تماس‌ها',
  outcome: {
    waiting: 'در صف',
    answered: 'پاسخ',
    abandoned: 'قطع در انتظار',
    timedOut: 'اتمام زمان انتظار',
    leftByKey: 'خروج با انتخاب کلید',
    leftOtherwise: 'سایر',
    lost: 'سرانجام نامشخص',
    missed: 'بی‌پاسخ میز',
  } as Record<string, string>,
  talking: 'در حال مکالمه',
  unknown: 'نامشخص',
  column: {
    day: 'روز',
    time: 'ساعت',
    county: 'شهرستان',
    topic: 'موضوع',
    waited: 'انتظار',
    talked: 'مکالمه',
    outcome: 'نتیجه',
    queue: 'صف',
    desk: 'میز',
  },
  /** Heads of columns that hold seconds. */
  seconds: { waited: 'انتظار (ثانیه)', talked: 'مکالمه (ثانیه)' },
};

const en: typeof fa = {
  title: 'Calls',
  outcome: {
    waiting: 'Waiting',
    answered: 'Answered',
    abandoned: 'Abandoned',
    timedOut: 'Timed out',
    leftByKey: 'Left by keypress',
    leftOtherwise: 'Other exits',
    lost: 'Outcome unknown',
    missed: 'Missed by a desk',
  },
  talking: 'Talking',
  unknown: 'Unknown',
  column: {
    day: 'Day',
    time: 'Time',
    county: 'County',
    topic: 'Topic',
    waited: 'Wait',
    talked: 'Talk',
    outcome: 'Outcome',
    queue: 'Queue',
    desk: 'Desk',
  },
  seconds: { waited: 'Wait (s)', talked: 'Talk (s)' },
};

export const callWords = { fa, en };
