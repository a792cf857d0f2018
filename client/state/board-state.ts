// What a screen holds of the server's truth, and what each message makes of it. Pure, so that every order of messages can
// be tested. A screen shows a board that the server once had, or asks for a new one (B6).
import type { Board } from '../../shared/board.ts';
import { applyPatch } from '../../shared/patch.ts';
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import type { Links } from '../../shared/links.ts';
import type { Heartbeat, Patch, ProfileOnWire, Recording, Snapshot, Warnings } from '../../shared/wire.ts';

export type BoardState = {
  epoch: string;
  rev: number;
  board: Board;
  utcOffset: number;
  links: Links;
  recording: Recording;
  warnings?: Warnings | undefined;
  cases?: OpenCasesBySubject | undefined;
  profile: ProfileOnWire;
  demo: boolean;
};

export const fromSnapshot = (snapshot: Snapshot): BoardState => ({
  epoch: snapshot.epoch,
  rev: snapshot.rev,
  board: snapshot.board,
  utcOffset: snapshot.utcOffset,
  links: snapshot.links,
  recording: snapshot.recording,
  warnings: snapshot.warnings,
  cases: snapshot.cases,
  profile: snapshot.profile,
  demo: snapshot.demo === true,
});

/** The board after a patch, or undefined when the patch does not follow on what is held. */
export const afterPatch = (held: BoardState, patch: Patch): BoardState | undefined =>
  patch.from === held.rev ? { ...held, rev: patch.to, board: applyPatch(held.board, patch.patch) } : undefined;

export const afterBeat = (held: BoardState, beat: Heartbeat): BoardState => ({
  ...held,
  utcOffset: beat.utcOffset,
  links: beat.links,
  recording: beat.recording,
  warnings: beat.warnings,
});

/**
 * same: nothing to do. waits: a patch may be on its way, because the server gathers changes for up to WINDOW_MS (server/push/push.ts).
 * other: another run of the fold, or a board from the future of this server.
 */
export function compareBeat(held: BoardState, beat: Heartbeat): 'same' | 'waits' | 'other' {
  if (beat.epoch !== held.epoch || beat.rev < held.rev) return 'other';
  return beat.rev === held.rev ? 'same' : 'waits';
}
