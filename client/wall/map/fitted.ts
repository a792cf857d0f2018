// A province fitted into a room: as large as it goes, in the middle of what the insets leave. Pure.
import type { Outline, Outlines } from './topology.ts';

export type Size = { width: number; height: number };
export type Insets = { top: number; bottom: number; side: number };

export function fitted({ counties, width, height }: Outlines, room: Size, insets: Insets): Outline[] {
  const wide = Math.max(1, room.width - 2 * insets.side);
  const high = Math.max(1, room.height - insets.top - insets.bottom);
  const scale = Math.min(wide / width, high / height);
  const left = insets.side + (wide - width * scale) / 2;
  const top = insets.top + (high - height * scale) / 2;
  return counties.map(({ rings, ...rest }) => ({
    ...rest,
    rings: rings.map((ring) => ring.map(([x, y]) => [left + x * scale, top + y * scale] as const)),
  }));
}

/** As the attribute `d` of a path; tenths are enough. */
export const pathOf = ({ rings }: Outline): string =>
  rings
    .map((ring) => `M${ring.map(([x, y]) => `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`).join('L')}Z`)
    .join('');
