// What only another page can mend (a server with another protocol, a part of an older build that is gone) reloads once for
// each reason, never in a circle, and only when there is a page to be had. What that does not mend is the watchdog's.
import { inTab } from './storage.ts';
import { servedEntry } from './served.ts';

const KEY = 'reloaded-for';
/** One reason comes with each upgrade; a tab that hangs for years keeps no list of years. */
const MOST = 20;

/** Whether this reason is new, and what is remembered after it. */
export function newReason(kept: string | undefined, reason: string): string | undefined {
  const known = kept === undefined ? [] : kept.split('\n');
  return known.includes(reason) ? undefined : [...known, reason].slice(-MOST).join('\n');
}

let asking = false;

export async function reloadOnce(reason: string): Promise<void> {
  const remembered = inTab.get(KEY);
  const next = remembered.known ? newReason(remembered.value, reason) : undefined;
  if (asking || next === undefined) return;
  asking = true;
  const served = await servedEntry();
  asking = false;
  // Not remembered before there is something to load: the reason will come again.
  if (served === undefined || !inTab.set(KEY, next)) return;
  console.warn(`loading anew: ${reason}`);
  location.reload();
}
