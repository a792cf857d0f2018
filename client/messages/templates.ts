// Messages that offices need again and again, in both languages; what follows is filled in by hand.
import type { MessageLevel } from '../../shared/messages.ts';

export type Template = { id: string; level: MessageLevel; fa: string; en: string };
export const templates: readonly Template[] = [
  {
    id: 'late',
    level: 'watch',
    fa: 'نوبت پاسخ‌گویی امروز با تأخیر آغاز می‌شود.',
    en: 'Today’s session begins late.',
  },
  {
    id: 'cancelled',
    level: 'watch',
    fa: 'نوبت پاسخ‌گویی امروز لغو شده است.',
    en: 'Today’s session is cancelled.',
  },
  {
    id: 'longer',
    level: 'info',
    fa: 'نوبت پاسخ‌گویی امروز ۳۰ دقیقه تمدید شد.',
    en: 'Today’s session is extended by 30 minutes.',
  },
  {
    id: 'shorter',
    level: 'watch',
    fa: 'افراد زیادی در صف هستند؛ لطفاً مکالمه‌ها را کوتاه‌تر کنید.',
    en: 'Many people are waiting; please keep talks short.',
  },
  {
    id: 'telephony',
    level: 'act',
    fa: 'مرکز تلفن در دست تعمیر است و ممکن است تماس‌ها قطع شود.',
    en: 'The telephone system is being repaired; calls may drop.',
  },
];
