// What this machine counts beside its clock.
import { uptime } from 'node:os';

export const realTime = {
  mono: () => performance.now(),
  /** Linux counts sleep here and not there. */
  uptime: () => uptime() * 1000,
};
