// The shade of a county's tile: seven steps, by the root of its part of the largest, so that small counties differ too.
export const SHADES = 7;

export function shade(month: number, largest: number): number {
  if (month <= 0 || largest <= 0) return 0;
  return Math.max(1, Math.min(SHADES - 1, Math.round(Math.sqrt(month / largest) * (SHADES - 1))));
}
