// A restarted server may have new screens. A wall reloads at once; a person who works at a page gets them with the next page
// that is loaded.
import { reloadOnce } from '../state/reload-once.ts';
import { ownEntry, servedEntry } from '../state/served.ts';

export async function takeUpNewScreens(): Promise<void> {
  const [own, served] = [ownEntry(), await servedEntry()];
  if (own !== undefined && served !== undefined && own !== served) await reloadOnce(`screens ${served}`);
}

/** A part of the page that another build has replaced cannot be loaded any more; the whole new page can. */
export function reloadForLostParts(): void {
  addEventListener('vite:preloadError', () => void reloadOnce(`a part of ${ownEntry() ?? 'this page'}`));
}
