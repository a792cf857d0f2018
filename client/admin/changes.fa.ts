// Work on contacts in Persian: who did what, one sentence each.
import { isolateAuto, isolateLtr } from '../text/bidi.ts';
import { who } from './audit.fa.ts';
import { changedIn, type ChangeRow, type KnownWords, type ChangeSentence } from './changes.ts';
import { changeFields, type ChangeField } from '../../shared/change-fields.ts';

const fields: Record<ChangeField, string> = {
  channel: 'نحوهٔ ارتباط',
  on: 'روز',
  county: 'شهرستان',
  topic: 'موضوع',
  kind: 'نوع',
  agency: 'دستگاه',
  ref: 'کد رهگیری',
  result: 'نتیجه',
};

const quoted = (text: string): string => `«${isolateAuto(text)}»`;

function changes(row: ChangeRow, { value }: KnownWords): string {
  const parts = changedIn(row).map(({ field, from, to }) =>
    from === undefined
      ? `${fields[field]} ${quoted(value(field, to))}`
      : `${fields[field]} از ${quoted(value(field, from))} به ${quoted(value(field, to))}`,
  );
  return parts.length === 0 ? '' : `: ${parts.join('، ')}`;
}

function taken({ before }: ChangeRow, { value }: KnownWords): string {
  const parts = changeFields.flatMap((field) => {
    const was = before[field];
    return was === undefined ? [] : [`${fields[field]} ${quoted(value(field, was))}`];
  });
  return parts.length === 0 ? '' : `؛ مقدار پیشین: ${parts.join('، ')}`;
}

export const changeSentenceFa: ChangeSentence = (row, known) => {
  const by = who(row.by);
  const code = row.code === undefined ? '' : ` ${isolateLtr(row.code)}`;
  const one = row.code === undefined ? 'پرونده' : `پروندهٔ${code}`;
  switch (row.type) {
    case 'contact.registered':
      return `${by} ارتباط${code} را ثبت کرد${changes(row, known)}.`;
    case 'contact.tagged':
    case 'contact.corrected':
      return `${by} ارتباط${code} را اصلاح کرد${changes(row, known)}.`;
    case 'contact.withdrawn':
      return `${by} ثبت ارتباط${code} را باطل کرد${taken(row, known)}.`;
    case 'call.tagged':
      return `${by} موضوع تماس${code} را ثبت کرد${changes(row, known)}.`;
    case 'call.withdrawn':
      return `${by} موضوع تماس${code} را باطل کرد${taken(row, known)}.`;
    case 'case.advised':
      return row.mistaken
        ? `${by} ثبت پاسخ در همان تماس را برای ارتباط${code} لغو کرد.`
        : `${by} ثبت کرد که به ارتباط${code} در همان تماس پاسخ داده شد.`;
    case 'case.unrelated':
      return row.mistaken
        ? `${by} ثبت غیرمرتبط بودن ارتباط${code} را لغو کرد.`
        : `${by} ارتباط${code} را غیرمرتبط ثبت کرد.`;
    case 'case.referred':
      return `${by} ${one} را ارجاع داد${changes(row, known)}.`;
    case 'case.answered':
      return `${by} رسیدن پاسخ ${one} را ثبت کرد${changes(row, known)}.`;
    case 'case.closed':
      return `${by} ${one} را بست${changes(row, known)}.`;
    case 'case.verified':
      return `${by} ${one} را راستی‌آزمایی کرد${changes(row, known)}.`;
    case 'verification.sampled':
      return `${by} از ${known.month(row.month)} نمونهٔ تصادفی با ${known.count(row.size)} پرونده از هر دستگاه گرفت.`;
    default:
      return undefined;
  }
};
