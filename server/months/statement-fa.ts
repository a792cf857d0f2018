// The statement in Persian, as provincial news writes it.
import { persianDigits } from '../../shared/digits.ts';
import type { Facts, Sentences } from './statement-facts.ts';

const count = (value: number): string => new Intl.NumberFormat('fa-IR').format(value);
const list = (items: readonly string[]): string => new Intl.ListFormat('fa', { type: 'conjunction' }).format(items);
const joined = (...sentences: (string | false | undefined)[]): string => sentences.filter(Boolean).join(' ');

const channels: Record<string, (line: string) => string> = {
  phone: (line) => `از طریق تماس با سامانهٔ ${line}`,
  message: () => 'از طریق پیامک',
  visit: () => 'با مراجعهٔ حضوری',
  post: () => 'از طریق نامه',
};

export const persian: Sentences = {
  nothing: (month, province) => `برای ${month} در استان ${province} آماری ثبت نشده است.`,
  paragraphs: (facts) => [
    total(facts),
    officials(facts),
    subjects(facts),
    comparison(facts),
    followUp(facts),
    origin(facts),
  ],
};

function total({ month, day, contacts, province, line, channels: parts, countedFrom }: Facts): string {
  const soFar = day === undefined ? '' : ` تا روز ${count(day)}`;
  const beginning = `در ${month}${soFar}، ${count(contacts)} مورد ارتباط مردم استان ${province} با مسئولان ثبت شد`;
  const way = ({ channel, name }: Facts['channels'][number]): string =>
    channels[channel]?.(persianDigits(line)) ?? `از طریق «${name}»`;
  const known = parts.filter(({ channel }) => channel !== 'unknown');
  const unknown = parts.find(({ channel }) => channel === 'unknown');
  const each = list(known.map((part) => `${count(part.count)} مورد ${way(part)}`));
  const rest = unknown ? ` و نحوهٔ ارتباط ${count(unknown.count)} مورد مشخص نیست` : '';
  const [only, ...more] = known;
  const split = !only
    ? ''
    : more.length === 0 && !unknown
      ? ` که همه ${way(only)} بوده است`
      : ` که از این تعداد ${each} بوده است${rest}`;
  return joined(`${beginning}${split}.`, countedFrom !== undefined && `این ماه از ${countedFrom} شمرده شده است.`);
}

function officials({ officials: seated, answered, phone, seats, minutes, imported }: Facts): string {
  const most = seats.map(({ name, count: n }) => `${name} با ${count(n)} پاسخ`);
  const sat = `در این ماه ${count(seated)} نفر از مدیران در نوبت‌های پاسخ‌گویی حضور یافتند`;
  return joined(
    seated > 0 && `${sat}${answered.officials > 0 ? ` و به ${count(answered.officials)} تماس پاسخ دادند` : ''}.`,
    seated > 0 && answered.desks > 0 && `به ${count(answered.desks)} تماس نیز خارج از نوبت‌های پاسخ‌گویی پاسخ داده شد.`,
    seated === 0 && answered.all > 0 && `در این ماه به ${count(answered.all)} تماس پاسخ داده شد.`,
    !imported &&
      answered.all > phone.calls &&
      `این ${count(answered.all)} پاسخ به ${count(phone.calls)} تماس است، با احتساب تماس‌های انتقال‌یافته که در هر میز یک بار شمرده شده‌اند.`,
    !imported && answered.all < phone.calls && 'پاسخ برخی از تماس‌ها در آمار ماه بعد شمرده شده است.',
    minutes !== undefined && minutes > 0 && `در مجموع ${count(minutes)} دقیقه مکالمه انجام شد.`,
    phone.byHand > 0 && `از ارتباطات تلفنی ${count(phone.byHand)} مورد به‌صورت دستی ثبت شده است.`,
    most.length > 0 && `بیشترین پاسخ‌ها مربوط به ${list(most)} بود.`,
  );
}

function subjects({ topics, counties }: Facts): string {
  const named = (items: Facts['topics']): string =>
    list(items.map(({ name, count: n }) => `${name} (${count(n)} مورد)`));
  return joined(
    topics.length > 0 && `بیشترین ${topics.length > 1 ? 'موضوعات' : 'موضوع'} ثبت‌شده ${named(topics)} بوده است.`,
    counties.length > 0 && `بیشترین ارتباطات از ${named(counties)} بوده است.`,
  );
}

function comparison({ compared, partial }: Facts): string {
  const upTo = { 'same-moment': ' تا همین لحظه', 'same-day': ' تا همین روز', whole: '', partial: '' };
  return joined(
    ...compared.map(({ month, count: n, percent, upTo: part, imported }) => {
      const where = `${month}${upTo[part]}${imported ? ' (آمار واردشده)' : ''}`;
      if (percent === 0) return `این رقم با ${where} (${count(n)} مورد) برابر است.`;
      const way = percent > 0 ? 'افزایش' : 'کاهش';
      return `این رقم نسبت به ${where} (${count(n)} مورد) ${count(Math.abs(percent))} درصد ${way} داشته است.`;
    }),
    ...partial.map(({ month, from }) => `${month} تنها از ${from} شمرده شده است و مبنای مقایسه نیست.`),
  );
}

function followUp({ cases, deadlines, verification }: Facts): string {
  const { verified, met, partly } = verification;
  return joined(
    cases.advised > 0 && `به ${count(cases.advised)} مورد در همان تماس پاسخ داده شد و نیازی به ارجاع نبود.`,
    cases.unrelated > 0 && `${count(cases.unrelated)} مورد به دستگاه‌های اجرایی مربوط نبود.`,
    cases.referred > 0 &&
      `${count(cases.referred)} مورد به دستگاه‌های اجرایی ارجاع شد و ${count(cases.answered)} مورد پاسخ گرفت.`,
    deadlines &&
      `از پرونده‌های مهلت‌دار این ماه ${count(deadlines.inTime)} مورد در مهلت و ${count(deadlines.late)} مورد پس از مهلت پاسخ گرفت یا بسته شد؛ ${count(deadlines.open)} مورد باز و در مهلت و ${count(deadlines.overdue)} مورد باز و خارج از مهلت است.`,
    verified > 0 &&
      `در راستی‌آزمایی ${count(verified)} مورد، خواستهٔ ${count(met)} نفر برآورده و خواستهٔ ${count(partly)} نفر تا حدی برآورده شده بود.`,
  );
}

const origin = ({ imported }: Facts): string =>
  imported ? 'این آمار در این سامانه شمرده نشده و از جای دیگری وارد شده است.' : '';
