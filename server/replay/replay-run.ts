// One replay: a board that goes on and jumps, as numbered steps for the view of the person who watches it.
import type { Board } from '../../shared/board.ts';
import { diff, type MergePatch } from '../../shared/patch.ts';
import type { View } from '../access/views.ts';
import type { Fold } from '../board/fold-type.ts';
import { createRevisions } from '../push/revisions.ts';
import type { Moments } from './moments.ts';

export type Frame = { from: number; to: number; patch: MergePatch };

export type ReplayRun = {
  /** Goes to a moment, forwards or backwards; what changed on the way, merged. */
  move: (at: number) => Promise<Frame[]>;
  /** To be encoded at once: it shares branches with the board. */
  see: () => { rev: number; board: Board; position: number };
};

/** Begins at a moment. */
export async function startReplayRun(moments: Moments, view: View, at: number): Promise<ReplayRun> {
  let fold = await moments.foldTo(moments.positionAt(at));
  fold.takePatches();
  let jumped: MergePatch[] = [];
  const source = {
    get board() {
      return fold.board;
    },
    takePatches: () => {
      const taken = [...jumped, ...fold.takePatches()];
      jumped = [];
      return taken;
    },
  };
  const revisions = createRevisions(source);
  revisions.watch(view);

  const jump = async (position: number): Promise<void> => {
    const next: Fold = await moments.foldTo(position);
    next.takePatches();
    const change = diff(fold.board, next.board);
    fold = next;
    if (change) jumped = [change];
  };

  return {
    async move(to) {
      const position = moments.positionAt(to);
      if (moments.isNear(fold, position)) await moments.advance(fold, position);
      else await jump(position);
      return revisions.advance().map((step) => ({ from: step.from, to: step.to, patch: step.patchFor(view) }));
    },
    see: () => ({ rev: revisions.rev(), board: revisions.see(view), position: fold.position }),
  };
}
