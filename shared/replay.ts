// What crosses the socket of a replay: the messages of the living board, and beside them where the replay stands.
import { DAY } from './time.ts';
import type { ServerToScreen } from './wire.ts';

export const FASTEST = 120;
export const speeds = [1, 5, 15, 30, 60, FASTEST] as const;

/** Times are epoch ms. `at`: the moment that is shown. `speed`: how many seconds of then pass in one of ours. */
export type ReplayState = { from: number; to: number; at: number; speed: number; playing: boolean };
/** What the person changes; the rest stays. */
export type ReplayChange = { at?: number; speed?: number; playing?: boolean };
/** Sent in the handshake as `auth`, beside a token where there is one. */
export type ReplayWish = { from: number; to: number } & ReplayChange;

export type ServerToReplay = ServerToScreen & { replay: (state: ReplayState) => void };
export type ReplayToServer = { resync: () => void; change: (change: ReplayChange) => void };

/** Most that one replay spans, ms: ten days. */
export const LONGEST_REPLAY = 10 * DAY;

export const clampMoment = ({ from, to }: { from: number; to: number }, at: number): number =>
  Math.min(Math.max(at, from), to);
