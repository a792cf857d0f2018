// Sittings of the demo: two hours each, one official at every desk. In office hours of working days they stand in the log
// from the start; a demo that is left running is given further ones.
import type { Plan } from '../../../shared/api/sittings.ts';
import type { Calendar } from '../../../shared/calendar.ts';
import { HOUR } from '../../../shared/time.ts';
import { demoOfficials, type DemoOfficial } from './officials.ts';

export const OPENS = 8;
export const CLOSES = 14;
const LENGTH = 2;
/** Further sittings are announced shortly before, or the plan would be full of evenings that no office has. */
const SOON = HOUR / 2;

export type DemoSitting = { id: string; official: DemoOfficial; from: number; to: number };

function sittingsOf(day: string, startsAt: number, { startOf }: Pick<Calendar, 'startOf'>): DemoSitting[] {
  const from = startOf(day) + startsAt * HOUR;
  const turn = startsAt / LENGTH;
  return [...new Set(demoOfficials.map(({ desk }) => desk))].map((desk) => {
    const own = demoOfficials.filter((one) => one.desk === desk);
    const official = own[turn % own.length]!;
    return { id: `s-${(from / (HOUR / 2)).toString(36)}-${desk}`, official, from, to: from + LENGTH * HOUR };
  });
}

/** Those in office hours of a day. */
export const officeSittings = (day: string, calendar: Pick<Calendar, 'startOf'>): DemoSitting[] =>
  Array.from({ length: (CLOSES - OPENS) / LENGTH }, (_, n) => sittingsOf(day, OPENS + n * LENGTH, calendar)).flat();

/** The sittings of a moment and soon after it, whatever the hour: whoever leaves the demo running finds it alive. */
export function sittingsAround(now: number, calendar: Pick<Calendar, 'startOf' | 'dayOf'>): DemoSitting[] {
  const sittings = [now, now + SOON].flatMap((moment) => {
    const day = calendar.dayOf(moment);
    const hour = Math.floor((moment - calendar.startOf(day)) / HOUR);
    return sittingsOf(day, hour - (hour % LENGTH), calendar);
  });
  return [...new Map(sittings.map((one) => [one.id, one])).values()];
}

export const planOf = (
  { official, from, to }: DemoSitting,
  agencies: Readonly<Record<string, { fa: string }>>,
): Plan => ({
  official: { id: official.id, name: official.name.fa, title: official.title.fa },
  ...(agencies[official.agency] && { agency: agencies[official.agency]!.fa }),
  level: official.county === undefined ? 'province' : 'county',
  ...(official.county !== undefined && { county: official.county }),
  queue: official.queue,
  desk: official.desk,
  from,
  to,
});
