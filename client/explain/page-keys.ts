// Which page of the wall an arrow key leads to: the reading direction decides which way is on.
import { wallPages, type WallPage } from '../../shared/role.ts';

export function pageAfter(current: string | null, key: string, direction: 'ltr' | 'rtl'): WallPage | undefined {
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return undefined;
  const step = (key === 'ArrowRight') === (direction === 'ltr') ? 1 : -1;
  const at = Math.max(
    0,
    wallPages.findIndex((page) => page === current),
  );
  return wallPages[(at + step + wallPages.length) % wallPages.length];
}
