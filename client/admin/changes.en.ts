// Work on contacts in English: who did what, one sentence each.
import { isolateAuto } from '../text/bidi.ts';
import { who } from './audit.en.ts';
import { changedIn, type ChangeRow, type KnownWords, type ChangeSentence } from './changes.ts';
import { changeFields, type ChangeField } from '../../shared/change-fields.ts';

const fields: Record<ChangeField, string> = {
  channel: 'channel',
  on: 'day',
  county: 'county',
  topic: 'topic',
  kind: 'kind',
  agency: 'agency',
  ref: 'tracking code',
  result: 'result',
};

const quoted = (text: string): string => `“${isolateAuto(text)}”`;

function changes(row: ChangeRow, { value }: KnownWords): string {
  const parts = changedIn(row).map(({ field, from, to }) =>
    from === undefined
      ? `${fields[field]} ${quoted(value(field, to))}`
      : `${fields[field]} from ${quoted(value(field, from))} to ${quoted(value(field, to))}`,
  );
  return parts.length === 0 ? '' : `: ${parts.join(', ')}`;
}

function taken({ before }: ChangeRow, { value }: KnownWords): string {
  const parts = changeFields.flatMap((field) => {
    const was = before[field];
    return was === undefined ? [] : [`${fields[field]} ${quoted(value(field, was))}`];
  });
  return parts.length === 0 ? '' : `; previous values: ${parts.join(', ')}`;
}

export const changeSentenceEn: ChangeSentence = (row, known) => {
  const by = who(row.by);
  const code = row.code === undefined ? '' : ` ${row.code}`;
  switch (row.type) {
    case 'contact.registered':
      return `${by} registered the contact${code}${changes(row, known)}.`;
    case 'contact.tagged':
    case 'contact.corrected':
      return `${by} corrected the contact${code}${changes(row, known)}.`;
    case 'contact.withdrawn':
      return `${by} withdrew the contact${code}${taken(row, known)}.`;
    case 'call.tagged':
      return `${by} set the topic of the call${code}${changes(row, known)}.`;
    case 'call.withdrawn':
      return `${by} withdrew the topic of the call${code}${taken(row, known)}.`;
    case 'case.advised':
      return row.mistaken
        ? `${by} took back that the contact${code} was settled in the call.`
        : `${by} noted that the contact${code} was settled in the call.`;
    case 'case.unrelated':
      return row.mistaken
        ? `${by} took back that the contact${code} is unrelated.`
        : `${by} noted that the contact${code} is unrelated.`;
    case 'case.referred':
      return `${by} referred the case${code}${changes(row, known)}.`;
    case 'case.answered':
      return `${by} noted that the case${code} was answered${changes(row, known)}.`;
    case 'case.closed':
      return `${by} closed the case${code}${changes(row, known)}.`;
    case 'case.verified':
      return `${by} verified the case${code}${changes(row, known)}.`;
    case 'verification.sampled':
      return `${by} drew a sample of ${known.month(row.month)}, ${known.count(row.size)} cases of each agency.`;
    default:
      return undefined;
  }
};
