// The numbered steps of one fold run, and each view's patch of a step. Knows nothing of sockets.
import type { Board } from '../../shared/board.ts';
import { diff, type MergePatch } from '../../shared/patch.ts';
import { redactBoard, redactPatch, viewName, type View } from '../access/views.ts';

/** The board and what was written down of its changes; both change together. A fold fits. */
export type BoardSource = {
  readonly board: Board;
  /** What changed since the last take, in order; one patch cannot always express it (RFC 7396). Empty: nothing changed. */
  takePatches: () => readonly MergePatch[];
};

/** From one revision to the next, as each view sees it; `{}` where the view sees no difference. */
export type Step = { from: number; to: number; patchFor: (view: View) => MergePatch };

export type Revisions = {
  rev: () => number;
  /** Takes every patch there is: afterwards the board stands at `rev()`. */
  advance: () => Step[];
  /** The document of a view at `rev()`. To be encoded at once: it shares branches with the board. */
  see: (view: View) => Board;
  /** A county's view gets patches from here on; only while the board stands at `rev()`. */
  watch: (view: View) => void;
  /** No screen has this view any more: its copy is dropped. */
  forget: (view: View) => void;
  watched: () => readonly View[];
};

export function createRevisions(source: BoardSource): Revisions {
  let rev = 0;
  /** Views that screens have; a county's with a deep copy of what it showed at `rev`. */
  const watched = new Map<string, { view: View; before?: Board }>();
  const isOfCounty = (view: View): boolean => view.kind === 'display' && view.counties !== undefined;
  const copy = (view: View): Board => structuredClone(redactBoard(source.board, view));

  /** What a county's view gained since the last step: worked out once, and its copy moves on. */
  const countyPatches = (): Map<string, MergePatch> => {
    const patches = new Map<string, MergePatch>();
    for (const [name, entry] of watched) {
      if (entry.before === undefined) continue;
      const after = copy(entry.view);
      patches.set(name, diff(entry.before, after) ?? {});
      entry.before = after;
    }
    return patches;
  };

  return {
    rev: () => rev,

    advance() {
      const taken = source.takePatches();
      if (taken.length === 0) return [];
      const ofCounties = countyPatches();
      return taken.map((patch, index) => {
        const from = rev++;
        // A county's difference spans all that was taken: it goes with the first step, and the others are empty.
        const patchFor = (view: View): MergePatch =>
          isOfCounty(view) ? (index === 0 && ofCounties.get(viewName(view))) || {} : redactPatch(patch, view);
        return { from, to: from + 1, patchFor };
      });
    },

    see: (view) => redactBoard(source.board, view),

    watch(view) {
      const name = viewName(view);
      if (watched.has(name)) return;
      watched.set(name, isOfCounty(view) ? { view, before: copy(view) } : { view });
    },
    forget: (view) => void watched.delete(viewName(view)),
    watched: () => [...watched.values()].map(({ view }) => view),
  };
}
