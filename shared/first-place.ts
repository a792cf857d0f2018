/**
 * The first place in a list at which `isPast` holds, by bisection: it must hold for all that follow. The length of the list where it
 * holds for none.
 */
export function firstPlace<T>(list: readonly T[], isPast: (one: T) => boolean): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isPast(list[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
