// Which service-level target is in force on which Tehran day. A change holds from the next day, so no day has two.
export type Target = { target: number; from: string };

/** The targets after the profile asks for `target` today; the same list when nothing changed. */
export function withTarget(
  targets: readonly Target[],
  target: number,
  today: string,
  tomorrow: string,
): readonly Target[] {
  if (targets.at(-1)?.target === target) return targets;
  if (targets.length === 0) return [{ target, from: today }];
  return [...targets.filter(({ from }) => from < tomorrow), { target, from: tomorrow }];
}

/** The target of a day; days before the first change have the first. */
export function targetOn(targets: readonly Target[], day: string): number | undefined {
  return (targets.findLast(({ from }) => from <= day) ?? targets[0])?.target;
}
