// How large the hero number may be, in units of the wall, so that any count fits its card beside or above its neighbour.
const sizes = [264, 264, 264, 184, 165, 162];

export const heroSize = (letters: number): number => sizes[letters] ?? Math.floor(920 / letters);
