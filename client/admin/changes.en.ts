// Work on contacts in English: who did what, one sentence each.
import { isolateAuto } from '../text/bidi.ts';
import { who } from './audit.en.ts';
import {
  changedIn,
  changeFields,
  type ChangeField,
  type ChangeRow,
  type KnownWords,
  type SayChange,
} from './changes.ts';

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

export const sayChangeEn: SayChange = (row, known) => {
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
