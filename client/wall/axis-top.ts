// Where the axis of a chart ends: at a round number above the highest value, so that it does not move with every contact.
const LEAST_TOP = 4;
/** Air above the highest bar. */
const AIR = 1.06;
/** Ends of the axis in a decade. */
const TOPS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

export function roundTop(highest: number): number {
  const top = Math.max(LEAST_TOP, AIR * highest);
  const decade = 10 ** Math.floor(Math.log10(top));
  return decade * (TOPS.find((step) => step * decade >= top) ?? 10);
}
