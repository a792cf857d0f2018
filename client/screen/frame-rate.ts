// Whether a device is quick enough for movement, from how long its frames and its tasks take.

/** `quick`: how many measurements in a row were quick while it is calm. */
export type FrameRate = { calm: boolean; quick: number };

/** Two frames of sixty a second: movement of less than that is a stutter. */
const SLOW_MS = 28;
const QUICK_MS = 20;
/** An idle moment is quick on any device, so calm is left only after many. */
const QUICK_IN_A_ROW = 6;
const FEWEST = 10;

export function paceAfter({ calm, quick }: FrameRate, frames: readonly number[]): FrameRate {
  const median = medianOf(frames);
  if (median === undefined) return { calm, quick };
  if (median > SLOW_MS) return { calm: true, quick: 0 };
  if (!calm || median > QUICK_MS) return { calm, quick: 0 };
  return quick + 1 < QUICK_IN_A_ROW ? { calm, quick: quick + 1 } : { calm: false, quick: 0 };
}

/** Too few frames, such as after a time in the background, are ignored. */
function medianOf(values: readonly number[]): number | undefined {
  if (values.length < FEWEST) return undefined;
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Tasks of more than 50 ms that come so close together are felt as stutter, whatever the frames between them take. */
const LONG_TASKS = 3;
const CLOSE_MS = 10_000;

/** Keeps the moments of the latest long tasks, and says whether the device has too much to do to move anything as well. */
export function isStrained(lately: readonly number[], at: number): { lately: number[]; isStrained: boolean } {
  const kept = [...lately.filter((one) => at - one < CLOSE_MS), at];
  return { lately: kept, isStrained: kept.length >= LONG_TASKS };
}
