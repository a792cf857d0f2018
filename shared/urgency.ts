// Compares a value with its threshold.
export type Urgency = 'calm' | 'watch' | 'act';

/** A limit is reached at its value, not after it: "watch at 6" means six. */
export function urgency(value: number, limits: { watch: number; act: number }): Urgency {
  if (value >= limits.act) return 'act';
  return value >= limits.watch ? 'watch' : 'calm';
}
