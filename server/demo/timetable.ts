// Sittings for the demo: the desks of its recording are manned from its start on, two hours at a time, for as long as it runs.
import { MINUTE } from '../../shared/time.ts';
import type { Plan } from '../../shared/api/sittings.ts';
import type { Profile } from '../../shared/profile.ts';

const SITTING = 105 * MINUTE;
const PAUSE = 15 * MINUTE;
/** The first sittings have been on for a while when the demo is opened. */
const BEFORE = 10 * MINUTE;

/** By the first digits of a desk's extension: which queue of the recording it answers. */
const queueOf: Readonly<Record<string, string>> = {
  12: 'samad-governors',
  13: 'samad-roads',
  14: 'samad-water',
  15: 'samad-labour',
  16: 'samad-health',
};

/** The sittings of the n-th two hours since the demo began (epoch ms). Offices, not persons, sit at the desks. */
export function demoPlans({ desks, counties }: Pick<Profile, 'desks' | 'counties'>, began: number, n: number): Plan[] {
  const from = Math.floor(began / (5 * MINUTE)) * 5 * MINUTE - BEFORE + n * (SITTING + PAUSE);
  return Object.entries(desks).map(([desk, { name }]): Plan => {
    const county = Object.keys(counties).find((id) => name === `فرماندار ${counties[id]?.name.fa}`);
    const queue = queueOf[/\d\d/.exec(desk)?.[0] ?? ''];
    return {
      official: { name },
      level: county === undefined ? 'province' : 'county',
      ...(county !== undefined && { county }),
      ...(queue !== undefined && { queue }),
      desk,
      from,
      to: from + SITTING,
    };
  });
}

/** Which two hours a moment lies in, counted from the demo's beginning. */
export const demoRound = (began: number, now: number): number =>
  Math.max(0, Math.floor((now - began + BEFORE) / (SITTING + PAUSE)));
