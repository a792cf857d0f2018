// When a sound is due: an alert has newly reached "act", or a desk has newly asked for help. Pure.
import type { AlertOnBoard, Board } from '../../shared/board.ts';

/** Ids of the alerts and requests at which somebody must act. */
export const actingIn = (alerts: Record<string, AlertOnBoard>, helps: Board['helps'] = {}): ReadonlySet<string> =>
  new Set([
    ...Object.keys(alerts).filter((id) => alerts[id]?.level === 'act'),
    ...Object.keys(helps).flatMap((id) => (helps[id]?.takenAt === undefined ? [`help/${id}`] : [])),
  ]);

/** `before` is undefined when nothing was on screen yet: what was raised before nobody looked is not new. */
export const isNewlyActing = (before: ReadonlySet<string> | undefined, acting: ReadonlySet<string>): boolean =>
  before !== undefined && [...acting].some((id) => !before.has(id));
