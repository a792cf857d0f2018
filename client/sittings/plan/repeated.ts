// A sitting of every week as the single sittings that it stands for. Pure.
import { holidayOf } from '../../../shared/holidays.ts';
import type { Plan } from '../../../shared/api/sittings.ts';
import type { Called } from '../../../shared/naming.ts';
import { normalizeForSearch } from '../../../shared/normalize-for-search.ts';
import { DAY, WEEK } from '../../../shared/time.ts';
import type { Name } from '../../../shared/wire.ts';
import { dayId } from '../../text/jalali.ts';

/** How many weeks ahead a sitting may repeat. */
export const MOST_WEEKS = 26;

/** The first one always; of the others none on an official holiday. `until`: the midnight of the last day (epoch ms). */
export function weekly(plan: Plan, until: number, utcOffset: number, holidays: Readonly<Record<string, Name>>): Plan[] {
  const weeks = Math.min(MOST_WEEKS, Math.floor((until + DAY - 1 - plan.from) / WEEK));
  return Array.from({ length: Math.max(0, weeks) + 1 }, (_, n) => ({
    ...plan,
    from: plan.from + n * WEEK,
    to: plan.to + n * WEEK,
  })).filter(({ from }, n) => n === 0 || holidayOf(dayId(from, utcOffset), holidays) === undefined);
}

/** The one desk that is called like an official's title. */
export function deskNamed(title: string, desks: Readonly<Record<string, Called>>): string | undefined {
  const wanted = normalizeForSearch(title);
  if (wanted === '') return undefined;
  const found = Object.entries(desks).filter(([, { name, names }]) =>
    [name, ...Object.values(names ?? {})].some((one) => normalizeForSearch(one) === wanted),
  );
  return found.length === 1 ? found[0]?.[0] : undefined;
}
