// Checks whether every admitted screen may still stay: at every beat, and at once when the vault has changed.
import { unreachable } from '../../shared/unreachable.ts';
import type { Control } from '../../shared/wire.ts';
import { recheck } from './admission.ts';

type Checked = Parameters<typeof recheck>[0];
type Options<Screen extends Checked> = {
  screens: { readonly sockets: ReadonlyMap<string, Screen> };
  /** Without a message the screen connects again. */
  drop: (screen: Screen, control?: Control) => void;
} & Parameters<typeof recheck>[1];

/** Returns the check. A call during a run schedules exactly one more run, so no change is missed. */
export function createRecheckAll<Screen extends Checked>({
  screens,
  drop,
  ...asking
}: Options<Screen>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;

  const reviewOne = async (screen: Screen): Promise<void> => {
    const standing = await recheck(screen, asking);
    switch (standing) {
      case 'stays':
      case 'unknown':
        return;
      case 'revoked':
        return drop(screen, 'revoked');
      case 'changed':
        return drop(screen, 'reload');
      case 'renewed':
        return drop(screen);
      default:
        unreachable(standing);
    }
  };

  const run = async (): Promise<void> => {
    do {
      again = false;
      await Promise.all([...screens.sockets.values()].map(reviewOne));
    } while (again);
    running = undefined;
  };

  return () => {
    if (running) again = true;
    else running = run();
    return running;
  };
}
