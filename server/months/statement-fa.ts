// The statement in Persian, as provincial news writes it.
import type { Facts, Sentences } from './statement-facts.ts';

const count = (value: number): string => new Intl.NumberFormat('fa-IR').format(value);
const list = (items: readonly string[]): string => new Intl.ListFormat('fa', { type: 'conjunction' }).format(items);
const joined = (...sentences: (string | false | undefined)[]): string => sentences.filter(Boolean).join(' ');

const channels: Record<Facts['channels'][number]['channel'], (line: string) => string> = {
  phone: (line) => `از طریق تماس با سامانهٔ ${line}`,
  message: () => 'از طریق پیام',
  visit: () => 'با مراجعهٔ حضوری',
  post: () => 'از طریق پست',
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

function total({ month, day, contacts, province, line, channels: parts }: Facts): string {
  const soFar = day === undefined ? '' : ` تا روز ${count(day)}`;
  const beginning = `در ${month}${soFar}، ${count(contacts)} مورد ارتباط مردم استان ${province} با مسئولان ثبت شد`;
  const way = (channel: Facts['channels'][number]['channel']): string => channels[channel](count(Number(line)));
  const [only, ...more] = parts;
  if (!only) return `${beginning}.`;
  if (more.length === 0) return `${beginning} که همه ${way(only.channel)} بوده است.`;
  const each = parts.map((part) => `${count(part.count)} مورد ${way(part.channel)}`);
  return `${beginning} که از این تعداد ${list(each)} بوده است.`;
}

function officials({ officials: seated, answered, seats }: Facts): string {
  const most = seats.map(({ name, count: n }) => `${name} با ${count(n)} پاسخ`);
  if (seated === 0) return answered > 0 ? `در این ماه به ${count(answered)} تماس پاسخ داده شد.` : '';
  return joined(
    `در این ماه ${count(seated)} مدیر پای میز پاسخ‌گویی نشستند${answered > 0 ? ` و به ${count(answered)} تماس پاسخ گفتند` : ''}.`,
    most.length > 0 && `بیشترین پاسخ‌ها از آنِ ${list(most)} بود.`,
  );
}

function subjects({ topics, counties }: Facts): string {
  const named = (items: Facts['topics']): string =>
    list(items.map(({ name, count: n }) => `${name} (${count(n)} مورد)`));
  return joined(
    topics.length > 0 && `بیشترین ${topics.length > 1 ? 'موضوع‌های' : 'موضوع'} ثبت‌شده ${named(topics)} بوده است.`,
    counties.length > 0 && `بیشترین ارتباط‌ها از ${named(counties)} گرفته شد.`,
  );
}

function comparison({ compared }: Facts): string {
  return compared
    .map(({ month, count: n, percent, sameDay, imported }) => {
      const where = `${month}${sameDay ? ' تا همین روز' : ''}${imported ? ' (آمار واردشده)' : ''}`;
      if (percent === 0) return `این شمار با ${where} (${count(n)} مورد) برابر است.`;
      const way = percent > 0 ? 'افزایش' : 'کاهش';
      return `این شمار نسبت به ${where} (${count(n)} مورد) ${count(Math.abs(percent))} درصد ${way} داشته است.`;
    })
    .join(' ');
}

function followUp({ cases, verification }: Facts): string {
  const { verified, met, partly } = verification;
  return joined(
    cases.referred > 0 &&
      `${count(cases.referred)} مورد به دستگاه‌های اجرایی ارجاع شد و ${count(cases.answered)} مورد پاسخ گرفت.`,
    verified > 0 &&
      `در راستی‌آزمایی ${count(verified)} مورد، خواستهٔ ${count(met)} نفر برآورده و خواستهٔ ${count(partly)} نفر تا اندازه‌ای برآورده شده بود.`,
  );
}

const origin = ({ imported }: Facts): string =>
  imported ? 'این آمار در این سامانه شمرده نشده و از جای دیگری وارد شده است.' : '';
