// Which desks count as manned.
import type { DeskState } from './board.ts';

const offDuty: ReadonlySet<DeskState | undefined> = new Set([undefined, 'away', 'unreachable', 'paused'] as const);

/** A desk is on duty when it is neither away, nor unreachable, nor paused; one without any report is not staffed. */
export const isOnDuty = (state: DeskState | undefined): boolean => !offDuty.has(state);
