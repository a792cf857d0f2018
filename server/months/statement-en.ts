// The statement in English.
import type { Facts, Sentences } from './statement-facts.ts';

const count = (value: number): string => new Intl.NumberFormat('en-GB').format(value);
const list = (items: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
const of = (value: number, one: string, many: string): string => `${count(value)} ${value === 1 ? one : many}`;
const joined = (...sentences: (string | false | undefined)[]): string => sentences.filter(Boolean).join(' ');

const channels: Record<Facts['channels'][number]['channel'], (n: string, line: string) => string> = {
  phone: (n, line) => `${n} by calling ${line}`,
  message: (n) => `${n} by message`,
  visit: (n) => `${n} in person`,
  post: (n) => `${n} by post`,
};

export const english: Sentences = {
  nothing: (month, province) => `No figures are recorded for ${month} in ${province}.`,
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
  const soFar = day === undefined ? '' : ` (up to day ${day})`;
  const beginning = `In ${month}${soFar} the people of ${province} made ${of(contacts, 'contact', 'contacts')} with their officials`;
  if (parts.length === 0) return `${beginning}.`;
  return `${beginning}: ${list(parts.map((part) => channels[part.channel](count(part.count), line)))}.`;
}

function officials({ officials: seated, answered, seats }: Facts): string {
  const most = seats.map(({ name, count: n }) => `${name} (${count(n)})`);
  if (seated === 0) return answered > 0 ? `${of(answered, 'call was', 'calls were')} answered.` : '';
  return joined(
    `${of(seated, 'official', 'officials')} sat at the answering desk${answered > 0 ? ` and answered ${of(answered, 'call', 'calls')}` : ''}.`,
    most.length > 0 && `Most answers were given by ${list(most)}.`,
  );
}

function subjects({ topics, counties }: Facts): string {
  const named = (items: Facts['topics']): string => list(items.map(({ name, count: n }) => `${name} (${count(n)})`));
  return joined(
    topics.length > 0 && `The commonest ${topics.length > 1 ? 'subjects were' : 'subject was'} ${named(topics)}.`,
    counties.length > 0 && `Most contacts came from ${named(counties)}.`,
  );
}

function comparison({ compared }: Facts): string {
  return compared
    .map(({ month, count: n, percent, sameDay, imported }) => {
      const where = `${month}${sameDay ? ' to the same day' : ''}${imported ? ' (imported)' : ''}`;
      if (percent === 0) return `That equals ${where} (${count(n)}).`;
      return `That is ${Math.abs(percent)} % ${percent > 0 ? 'more' : 'less'} than in ${where} (${count(n)}).`;
    })
    .join(' ');
}

function followUp({ cases, verification }: Facts): string {
  const { verified, met, partly } = verification;
  return joined(
    cases.referred > 0 &&
      `${of(cases.referred, 'case was', 'cases were')} referred to agencies; ${of(cases.answered, 'was', 'were')} answered.`,
    verified > 0 &&
      `Of ${of(verified, 'verified case', 'verified cases')} the demand was met in ${count(met)} and partly met in ${count(partly)}.`,
  );
}

const origin = ({ imported }: Facts): string =>
  imported ? 'These figures were not counted here; they were imported.' : '';
