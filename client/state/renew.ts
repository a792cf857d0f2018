// A paired display trades its credential for a fresh one at every start and once a day, so that it never grows old.
import { ask } from './api.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

const EVERY_MS = DAY;
const AGAIN_MS = 10 * MINUTE;

/** Returns what stops it. */
export function keepRenewed(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const renew = async (): Promise<void> => {
    const { ok } = await ask('POST /api/displays/renew');
    if (!stopped) timer = setTimeout(() => void renew(), ok ? EVERY_MS : AGAIN_MS);
  };
  void renew();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
