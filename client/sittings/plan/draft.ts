// What the form of a sitting holds while it is being written, and what it becomes. Pure.
import { LONGEST_SITTING, SHORTEST_SITTING } from '../../../shared/planning.ts';
import { MINUTE } from '../../../shared/time.ts';
import type { Plan, SittingRow } from '../../../shared/api/sittings.ts';
import { dayStartOf } from '../../text/jalali.ts';
import { minutesOf, timeOfDay } from '../../text/time-of-day.ts';

const LONGEST = LONGEST_SITTING / MINUTE;
const SHORTEST = SHORTEST_SITTING / MINUTE;

/** Every field as text; '' where nothing was chosen. `day`: its midnight (epoch ms) as text. */
export type Draft = {
  official: string;
  title: string;
  agency: string;
  level: 'province' | 'county';
  county: string;
  desk: string;
  queue: string;
  day: string;
  from: string;
  to: string;
};
export type Faults = Partial<Record<'official' | 'from' | 'to', 'required' | 'badTime' | 'order'>>;

export function draftOf(row: SittingRow, utcOffset: number, agencyName: string | undefined): Draft {
  const day = dayStartOf(row.from, utcOffset);
  return {
    official: row.official.name,
    title: row.official.title ?? '',
    agency: row.agencyName ?? agencyName ?? row.agency ?? '',
    level: row.level,
    county: row.county ?? '',
    desk: row.desk ?? '',
    queue: row.queue ?? '',
    day: String(day),
    from: timeOfDay((row.from - day) / MINUTE),
    to: timeOfDay((row.to - day) / MINUTE),
  };
}

export function faultsOf(draft: Draft): Faults {
  const [from, to] = [minutesOf(draft.from), minutesOf(draft.to)];
  const faults: Faults = {};
  if (draft.official.trim() === '') faults.official = 'required';
  if (from === undefined) faults.from = 'badTime';
  if (to === undefined) faults.to = 'badTime';
  if (from !== undefined && to !== undefined && (to - from < SHORTEST || to - from > LONGEST)) faults.to = 'order';
  return faults;
}

/** A draft without faults as a plan. An official whose name stays the same keeps the id. */
export function planOf(draft: Draft, old: SittingRow | undefined): Plan {
  const chosen = (value: string): string | undefined => value.trim() || undefined;
  const start = Number(draft.day);
  const name = draft.official.trim();
  return {
    official: {
      ...(old?.official.name === name && { id: old.official.id }),
      name,
      title: chosen(draft.title),
    },
    agency: chosen(draft.agency),
    level: draft.level,
    county: draft.level === 'county' ? chosen(draft.county) : undefined,
    desk: chosen(draft.desk),
    queue: chosen(draft.queue),
    from: start + (minutesOf(draft.from) ?? 0) * MINUTE,
    to: start + (minutesOf(draft.to) ?? 0) * MINUTE,
  };
}
