// Words for contacts in tables.
const fa = {
  unknown: 'نامشخص',
  column: {
    day: 'روز',
    time: 'ساعت',
    channel: 'نحوهٔ ارتباط',
    county: 'شهرستان',
    topic: 'موضوع',
    kind: 'نوع',
    agency: 'دستگاه',
    official: 'مدیر',
    ref: 'کد رهگیری',
    state: 'پیگیری',
    referredAt: 'روز ارجاع',
    due: 'مهلت',
    answeredAt: 'روز پاسخ',
    verified: 'راستی‌آزمایی',
  },
  state: {
    registered: 'ثبت شد',
    advised: 'پاسخ در همان تماس',
    unrelated: 'غیرمرتبط',
    open: 'ارجاع شد، بی‌پاسخ',
    answered: 'پاسخ گرفت',
    closed: 'بسته شد',
  },
  verified: { met: 'برآورده شد', partly: 'تا حدی', unmet: 'برآورده نشد', unreachable: 'در دسترس نبود' },
};

const en: typeof fa = {
  unknown: 'Unknown',
  column: {
    day: 'Day',
    time: 'Time',
    channel: 'Channel',
    county: 'County',
    topic: 'Topic',
    kind: 'Kind',
    agency: 'Agency',
    official: 'Official',
    ref: 'Tracking code',
    state: 'Follow-up',
    referredAt: 'Day of the referral',
    due: 'Due',
    answeredAt: 'Day of the answer',
    verified: 'Verification',
  },
  state: {
    registered: 'Registered',
    advised: 'Settled in the call',
    unrelated: 'Unrelated',
    open: 'Referred, unanswered',
    answered: 'Answered',
    closed: 'Closed',
  },
  verified: { met: 'Met', partly: 'Partly met', unmet: 'Not met', unreachable: 'Not reached' },
};

export const contactWords = { fa, en } as const;
