// Agencies compared by the share of cases that they answered in time: only with others of like volume, only from ten cases on, and
// with an interval, so that three of three do not come before 190 of 200. Persons are never ranked. Pure.
import type { Deadlines } from './deadlines.ts';

/** 95 %, two-sided. */
const Z = 1.959963984540054;

/**
 * The score interval of Wilson (1927) for a share. Unlike the usual one it stays between 0 and 1, and three of three do not
 * prove a hundred percent. Undefined without trials.
 */
export function wilson(successes: number, trials: number): { low: number; high: number } | undefined {
  if (trials <= 0) return undefined;
  const share = successes / trials;
  const spread = Z * Z;
  const centre = share + spread / (2 * trials);
  const half = Z * Math.sqrt((share * (1 - share) + spread / (4 * trials)) / trials);
  const whole = 1 + spread / trials;
  // At the ends of the scale the interval ends there; a rounding error would stand in the way.
  return {
    low: successes === 0 ? 0 : Math.max(0, (centre - half) / whole),
    high: successes === trials ? 1 : Math.min(1, (centre + half) / whole),
  };
}

/** Fewer judged cases say too little. */
export const LEAST_RANKED = 10;
/** Groups of like volume by the cases referred in the month, greatest first: from so many on. */
export const volumeGroups = [200, 50, LEAST_RANKED] as const;

/** The least and the most referred cases of a group; the greatest group has no end. */
export const rangeOf = (group: number): { least: number; most?: number } => {
  const above = volumeGroups[group - 1];
  return { least: volumeGroups[group] ?? LEAST_RANKED, ...(above !== undefined && { most: above - 1 }) };
};

/** Why an agency has no place: nothing to judge yet, too few cases, or no other agency of like volume. */
export type Unranked = 'none' | 'few' | 'alone';
export type AgencyStanding = {
  agency: string;
  referred: number;
  /** Cases with a deadline that were answered, or whose last day is over; and those answered in time. */
  judged: number;
  inTime: number;
  interval?: { low: number; high: number };
  /** The place in `volumeGroups`, and from which to which place of how many; agencies that cannot be told apart share them. */
  ranked?: { group: number; from: number; to: number; of: number };
  unranked?: Unranked;
};

/**
 * By group, each in order of the lower end of the interval; then those that are not ranked, most cases first. The agency
 * `unknown` is none.
 */
export function rankAgencies(agencies: Readonly<Record<string, Deadlines>>): AgencyStanding[] {
  const all = Object.entries(agencies).flatMap(([agency, one]) =>
    agency === 'unknown' ? [] : [judgedAgency(agency, one)],
  );
  const ranked: AgencyStanding[] = [];
  const others = all.filter(({ unranked }) => unranked !== undefined);
  for (const [group, from] of volumeGroups.entries()) {
    const below = volumeGroups[group - 1] ?? Infinity;
    const alike = all
      .filter(({ unranked, referred }) => unranked === undefined && referred >= from && referred < below)
      .sort(byLowerEnd);
    if (alike.length === 1) others.push(...alike.map((one) => ({ ...one, unranked: 'alone' as const })));
    else for (const one of alike) ranked.push({ ...one, ranked: { group, ...placeOf(one, alike) } });
  }
  return [...ranked, ...others.sort((a, b) => b.referred - a.referred || (a.agency < b.agency ? -1 : 1))];
}

function judgedAgency(agency: string, { inTime, late, open, overdue, noDeadline }: Deadlines): AgencyStanding {
  const judged = inTime + late + overdue;
  const interval = wilson(inTime, judged);
  const unranked = judged === 0 ? 'none' : judged < LEAST_RANKED ? 'few' : undefined;
  return {
    agency,
    referred: inTime + late + open + overdue + noDeadline,
    judged,
    inTime,
    ...(interval && { interval }),
    ...(unranked && { unranked }),
  };
}

const lowOf = ({ interval }: AgencyStanding): number => interval?.low ?? 0;
const highOf = ({ interval }: AgencyStanding): number => interval?.high ?? 1;
const byLowerEnd = (a: AgencyStanding, b: AgencyStanding): number =>
  lowOf(b) - lowOf(a) || b.judged - a.judged || (a.agency < b.agency ? -1 : 1);

/** Only those whose whole interval lies above or below are known to be better or worse. */
const placeOf = (one: AgencyStanding, alike: readonly AgencyStanding[]) => ({
  from: 1 + alike.filter((other) => lowOf(other) > highOf(one)).length,
  to: alike.length - alike.filter((other) => highOf(other) < lowOf(one)).length,
  of: alike.length,
});
