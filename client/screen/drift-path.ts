// Where the picture stands at each step, so that no bright edge stays on the same dots of a screen for months: over every
// place within `reach` dots of the middle, one dot at a time, and back.
export type Place = { x: number; y: number };

export function placeAt(step: number, reach: number): Place {
  const side = 2 * reach + 1;
  const last = side * side - 1;
  if (last === 0) return { x: 0, y: 0 };
  // It begins in the middle of the path, which is the middle of the picture.
  const along = (step + last / 2) % (2 * last);
  const at = along <= last ? along : 2 * last - along;
  const row = Math.floor(at / side);
  const inRow = at % side;
  return { x: (row % 2 === 0 ? inRow : side - 1 - inRow) - reach, y: row - reach };
}

/** As far as the wall's own margin goes, in dots of the device: nothing may be cut off. `unit`: a pixel of a full HD wall. */
export const driftReach = (unit: number, dotsPerPixel: number): number => Math.floor(4 * unit * dotsPerPixel);
