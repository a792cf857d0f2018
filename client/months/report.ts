// What the report works out of a month's figures.
import type { CallCounters, FollowUp, KindFollowUp, MonthOnBoard, Tally } from '../../shared/board.ts';
import { answering, type Answering } from '../../shared/answering.ts';
import { ranked } from '../../shared/month-page.ts';

/** A bar: its key, how many, and how high against the highest (0–1). */
export type Bar = { key: string; count: number; height: number };

const bars = (counts: [key: string, count: number][]): Bar[] => {
  const highest = Math.max(1, ...counts.map(([, count]) => count));
  return counts.map(([key, count]) => ({ key, count, height: count / highest }));
};

/** Every day of the month, also those without a contact; `length`: how many days it has. */
export const dayBars = (month: string, byDay: Tally, length: number): Bar[] =>
  bars(
    Array.from({ length }, (_, n) => {
      const day = `${month}-${String(n + 1).padStart(2, '0')}`;
      return [day, byDay[day] ?? 0];
    }),
  );

/** The hours of all days together, from the first to the last that had a call. */
export function hourBars(byHour: MonthOnBoard['byHour']): Bar[] {
  const sums = new Map<number, number>();
  for (const tally of Object.values(byHour))
    for (const [hour, count] of Object.entries(tally)) sums.set(Number(hour), (sums.get(Number(hour)) ?? 0) + count);
  const hours = [...sums.keys()];
  if (hours.length === 0) return [];
  const [first, last] = [Math.min(...hours), Math.max(...hours)];
  return bars(Array.from({ length: last - first + 1 }, (_, n) => [String(first + n), sums.get(first + n) ?? 0]));
}

export type Share = { id: string; count: number; share: number; width: number };

/** Greatest first, `unknown` last; `share` of all, `width` against the greatest. */
export function shares(tally: Tally): Share[] {
  const rows = ranked(tally).filter(([, count]) => count > 0);
  const all = rows.reduce((sum, [, count]) => sum + count, 0);
  const greatest = Math.max(1, ...rows.map(([, count]) => count));
  return rows.map(([id, count]) => ({ id, count, share: count / all, width: count / greatest }));
}

/** What became of the contacts of one agency or kind. */
export type Followed = {
  id: string;
  registered: number;
  settled: number;
  referred: number;
  answered: number;
  verified: number;
  met: number;
};
export type FollowedAgency = Followed & Answering;

const followedOf = (id: string, one: KindFollowUp): Followed => {
  const { registered, advised, unrelated, referred, answered, met, partly, unmet } = one;
  return { id, registered, settled: advised + unrelated, referred, answered, verified: met + partly + unmet, met };
};
/** Those with contacts, most first; `unknown` last. */
const withContacts = <T extends KindFollowUp>(all: Readonly<Record<string, T>>): [id: string, one: T][] =>
  ranked(Object.fromEntries(Object.entries(all).map(([id, { registered }]) => [id, registered]))).flatMap(([id]) => {
    const one = all[id];
    return one && one.registered > 0 ? [[id, one]] : [];
  });

export const followedKinds = (followUp: Record<string, KindFollowUp>): Followed[] =>
  withContacts(followUp).map(([id, one]) => followedOf(id, one));

/** `unknown`: no agency yet. */
export const followedAgencies = (followUp: Record<string, FollowUp>, today: string): FollowedAgency[] =>
  withContacts(followUp).map(([id, one]) => ({ ...followedOf(id, one), ...answering(one, today) }));

/** Outcomes of the calls that joined a queue; figures that a telephone system does not report are absent (B10). */
export const callNames = [
  ...([
    'offered',
    'answered',
    'abandoned',
    'timedOut',
    'leftByKey',
    'leftOtherwise',
    'lost',
    'waiting',
    'refused',
    'unheard',
  ] as const),
] as const;
export const countedCalls = (calls: CallCounters): [(typeof callNames)[number], number][] =>
  callNames.flatMap((name) => {
    const count = calls[name];
    const always = name === 'offered' || name === 'answered' || name === 'abandoned';
    return count === undefined || (count === 0 && !always) ? [] : [[name, count]];
  });
