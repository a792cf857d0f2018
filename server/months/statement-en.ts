// The statement in English.
import type { Facts, Sentences } from './statement-facts.ts';

const count = (value: number): string => new Intl.NumberFormat('en-GB').format(value);
const list = (items: readonly string[]): string => new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
const of = (value: number, one: string, many: string): string => `${count(value)} ${value === 1 ? one : many}`;
const joined = (...sentences: (string | false | undefined)[]): string => sentences.filter(Boolean).join(' ');

const channels: Record<string, (n: string, line: string) => string> = {
  phone: (n, line) => `${n} by calling ${line}`,
  message: (n) => `${n} by SMS`,
  visit: (n) => `${n} in person`,
  post: (n) => `${n} by letter`,
  unknown: (n) => `${n} whose channel is not known`,
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

function total({ month, day, contacts, province, line, channels: parts, countedFrom }: Facts): string {
  const soFar = day === undefined ? '' : ` (up to day ${day})`;
  const beginning = `In ${month}${soFar} the people of ${province} made ${of(contacts, 'contact', 'contacts')} with their officials`;
  const way = ({ channel, name, count: n }: Facts['channels'][number]): string =>
    channels[channel]?.(count(n), line) ?? `${count(n)} through “${name}”`;
  const isSplit = parts.some(({ channel }) => channel !== 'unknown');
  return joined(
    isSplit ? `${beginning}: ${list(parts.map(way))}.` : `${beginning}.`,
    countedFrom !== undefined && `Counting began on ${countedFrom}.`,
  );
}

function officials({ officials: seated, answered, phone, seats, minutes, imported }: Facts): string {
  const most = seats.map(({ name, count: n }) => `${name} (${count(n)})`);
  const sat = `${of(seated, 'official', 'officials')} took part in answering sessions`;
  const calls = (n: number): string => of(n, 'call', 'calls');
  return joined(
    seated > 0 && `${sat}${answered.officials > 0 ? ` and answered ${calls(answered.officials)}` : ''}.`,
    seated > 0 && answered.desks > 0 && `${of(answered.desks, 'call was', 'calls were')} answered outside sessions.`,
    seated === 0 && answered.all > 0 && `${of(answered.all, 'call was', 'calls were')} answered.`,
    !imported &&
      answered.all > phone.calls &&
      `These ${count(answered.all)} answers were given to ${calls(phone.calls)}, including transferred calls, which count once at each desk.`,
    !imported && answered.all < phone.calls && 'Answers to some of the calls count in the month after.',
    minutes !== undefined && minutes > 0 && `Altogether ${of(minutes, 'minute', 'minutes')} of talk took place.`,
    phone.byHand > 0 && `${of(phone.byHand, 'telephone contact was', 'telephone contacts were')} registered by hand.`,
    most.length > 0 && `Most answers were given by ${list(most)}.`,
  );
}

function subjects({ topics, counties }: Facts): string {
  const named = (items: Facts['topics']): string => list(items.map(({ name, count: n }) => `${name} (${count(n)})`));
  return joined(
    topics.length > 0 && `The most frequent ${topics.length > 1 ? 'subjects were' : 'subject was'} ${named(topics)}.`,
    counties.length > 0 && `Most contacts came from ${named(counties)}.`,
  );
}

function comparison({ compared, partial }: Facts): string {
  const upTo = { 'same-moment': ' to this moment', 'same-day': ' to the same day', whole: '', partial: '' };
  return joined(
    ...compared.map(({ month, count: n, percent, upTo: part, imported }) => {
      const where = `${month}${upTo[part]}${imported ? ' (imported)' : ''}`;
      if (percent === 0) return `That equals ${where} (${count(n)}).`;
      return `That is ${Math.abs(percent)} % ${percent > 0 ? 'more' : 'less'} than in ${where} (${count(n)}).`;
    }),
    ...partial.map(({ month, from }) => `${month} was counted only from ${from} and cannot be compared.`),
  );
}

function followUp({ cases, deadlines, verification }: Facts): string {
  const { verified, met, partly } = verification;
  return joined(
    cases.advised > 0 &&
      `${of(cases.advised, 'contact was', 'contacts were')} settled in the call, without a referral.`,
    cases.unrelated > 0 && `${of(cases.unrelated, 'contact', 'contacts')} concerned no agency.`,
    cases.referred > 0 &&
      `${of(cases.referred, 'case was', 'cases were')} referred to agencies; ${of(cases.answered, 'was', 'were')} answered.`,
    deadlines &&
      `Of this month’s cases with a deadline ${of(deadlines.inTime, 'was', 'were')} answered or closed in time and ${count(deadlines.late)} late; ${count(deadlines.open)} are open in time and ${count(deadlines.overdue)} open and overdue.`,
    verified > 0 &&
      `Of ${of(verified, 'verified case', 'verified cases')} the demand was met in ${count(met)} and partly met in ${count(partly)}.`,
  );
}

const origin = ({ imported }: Facts): string =>
  imported ? 'These figures were not counted here; they were imported.' : '';
