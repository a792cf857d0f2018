// When a sound is due: an alert has newly reached "act". Pure.
import type { AlertOnBoard } from '../../shared/board.ts';

/** Ids of the alerts at which somebody must act. */
export const actingIn = (alerts: Record<string, AlertOnBoard>): ReadonlySet<string> =>
  new Set(Object.keys(alerts).filter((id) => alerts[id]?.level === 'act'));

/** `before` is undefined when nothing was on screen yet: what was raised before nobody looked is not new. */
export const isNewlyActing = (before: ReadonlySet<string> | undefined, acting: ReadonlySet<string>): boolean =>
  before !== undefined && [...acting].some((id) => !before.has(id));
