// The outlines of the screen's province, as far as they have come.
import { partFailures } from '../../screen/part-failures.ts';
import { hasOutlines, knownOutlines, loadOutlines } from './outlines.ts';
import type { Outlines } from './topology.ts';

export class ProvinceOutlines {
  current = $state.raw<Outlines | undefined>();
  /** Whether there will be none: the province has no file, or it could not be had. */
  absent = $state(false);

  constructor(province: () => string) {
    $effect.pre(() => {
      const id = province();
      let stopped = false;
      let recovered: (() => void) | undefined;
      this.current = knownOutlines(id);
      this.absent = !hasOutlines(id);
      if (!this.current && !this.absent)
        loadOutlines(id).then(
          (outlines) => {
            if (!stopped) this.current = outlines;
          },
          (error: unknown) => {
            console.info('the outlines of the province could not be loaded', error);
            if (stopped) return;
            this.absent = true;
            recovered = partFailures.begin();
          },
        );
      return () => {
        stopped = true;
        recovered?.();
      };
    });
  }
}
