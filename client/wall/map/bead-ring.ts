// Where the beads of a ring lie: evenly on a stadium, from the middle of its top. Pure.
import type { Point } from './topology.ts';

/** `width` and `height` of the line on which the beads lie; the points are measured from its middle. */
export function ringPoints(width: number, height: number, count: number): Point[] {
  const radius = Math.min(width, height) / 2;
  const straight = Math.max(0, width - 2 * radius);
  const upright = Math.max(0, height - 2 * radius);
  const corner = (Math.PI * radius) / 2;
  const whole = 2 * straight + 2 * upright + 4 * corner;
  /** Clockwise: each part with its length and its point at a share of it. */
  const arc =
    (x: number, y: number, from: number) =>
    (part: number): Point => {
      const angle = from + (part * Math.PI) / 2;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    };
  const [x, y] = [straight / 2, upright / 2];
  const parts: [length: number, at: (part: number) => Point][] = [
    [straight / 2, (part) => [part * x, -y - radius]],
    [corner, arc(x, -y, -Math.PI / 2)],
    [upright, (part) => [x + radius, -y + part * upright]],
    [corner, arc(x, y, 0)],
    [straight, (part) => [x - part * straight, y + radius]],
    [corner, arc(-x, y, Math.PI / 2)],
    [upright, (part) => [-x - radius, y - part * upright]],
    [corner, arc(-x, -y, Math.PI)],
    [straight / 2, (part) => [-x + part * x, -y - radius]],
  ];
  return Array.from({ length: count }, (_, bead) => {
    let way = (whole * bead) / count;
    for (const [length, at] of parts) {
      if (way <= length && length > 0) return at(way / length);
      way -= length;
    }
    return [0, -y - radius] as const;
  });
}
