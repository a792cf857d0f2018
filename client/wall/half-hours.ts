// The bars of the day: calls by the half-hour in which they joined, before what is usual on this weekday. Pure.
import type { HalfHours } from '../../shared/board.ts';
import { HALF_HOURS } from '../../shared/half-hour.ts';
import { roundTop } from './axis-top.ts';

/** Office hours, shown also before the first call. */
const EARLIEST = 16;
const LATEST = 27;

export type DayCurve = {
  /** The first half-hour that is shown. */
  from: number;
  /** Null where the half-hour has not begun. */
  today: (number | null)[];
  /** Empty where nothing usual is known. */
  usual: number[];
  /** Where the present half-hour stands, or -1. */
  present: number;
  top: number;
};

export function dayCurve({ today, usual, usualDays }: HalfHours, slotNow: number): DayCurve {
  const slots = [...Object.keys(today), ...Object.keys(usual)].map(Number);
  const from = Math.min(EARLIEST, ...slots);
  const to = Math.min(HALF_HOURS - 1, Math.max(LATEST, ...slots));
  const shown = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const isUsual = usualDays > 1 && Object.keys(usual).length > 0;
  return {
    from,
    today: shown.map((slot) => today[slot] ?? (slot <= slotNow ? 0 : null)),
    usual: isUsual ? shown.map((slot) => usual[slot] ?? 0) : [],
    present: shown.indexOf(slotNow),
    top: roundTop(Math.max(0, ...Object.values(today), ...Object.values(usual))),
  };
}

/** Whether two of them look the same at this height in pixels. */
export function looksAlike(one: DayCurve, other: DayCurve, pixels: number): boolean {
  if (!hasSameAxes(one, other) || one.present !== other.present || one.usual.length !== other.usual.length)
    return false;
  const pixel = (count: number | null | undefined): number =>
    count === null || count === undefined ? -1 : Math.round((pixels * count) / one.top);
  return (
    one.today.every((count, index) => pixel(count) === pixel(other.today[index])) &&
    one.usual.every((count, index) => pixel(count) === pixel(other.usual[index]))
  );
}

export const hasSameAxes = (one: DayCurve, other: DayCurve): boolean =>
  one.from === other.from && one.today.length === other.today.length && one.top === other.top;
