// What of a list fits what somebody types.
import { normalizeForSearch } from '../../shared/normalize-for-search.ts';

/** `also`: other names under which it is found. */
export type PickOption = { value: string; label: string; also?: readonly string[] };

/** Those that begin so first, then those that have it somewhere; everything while nothing is typed. */
export function pickable(options: readonly PickOption[], typed: string): PickOption[] {
  const asked = normalizeForSearch(typed);
  if (asked === '') return [...options];
  const names = ({ value, label, also = [] }: PickOption): string[] => [label, value, ...also].map(normalizeForSearch);
  const begins = options.filter((option) => names(option).some((name) => name.startsWith(asked)));
  const has = options.filter(
    (option) => !begins.includes(option) && names(option).some((name) => name.includes(asked)),
  );
  return [...begins, ...has];
}
