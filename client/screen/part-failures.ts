// Whether something that should be on screen is not.
let missing = 0;

export const partFailures = {
  /** Returns what ends it. */
  begin(): () => void {
    missing += 1;
    return () => (missing -= 1);
  },
  get now(): boolean {
    return missing > 0;
  },
};
