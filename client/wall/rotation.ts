// Which page the wall shows. Pure, and by the server's clock, so that screens side by side turn together.
import { wallPages, type DisplayPage, type WallPage } from '../../shared/role.ts';

/** What stands on the wall: one of its pages, or, on a display that was given it, the day's sittings. */
export type ShownPage = WallPage | 'sittings';
export type Asked = ShownPage | 'rotate';

/** The pages of a rotation; the floor page has its own display. */
export const rotated = ['wall', 'queues', 'month', 'officials', 'map'] as const satisfies readonly WallPage[];

/** The address first, then the display's own page, then where this screen begins. */
export function askedPage(address: string | null, own: DisplayPage | undefined, begins: Asked): Asked {
  if (address === 'rotate') return address;
  const asked = wallPages.find((page) => page === address);
  if (asked) return asked;
  return own ?? begins;
}

/** In a rotation the living wall stands as long as a sitting is live, and gives back afterwards. */
export function shownPage(
  asked: Asked,
  { now, everySeconds, isLive }: { now: number; everySeconds: number; isLive: boolean },
): ShownPage {
  if (asked !== 'rotate') return asked;
  if (isLive) return 'wall';
  return rotated[Math.floor(now / (everySeconds * 1000)) % rotated.length] ?? 'wall';
}
