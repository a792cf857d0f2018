// Writes the calls of a checkpoint down step by step, so that the loop never stands still for all of them: each as it was when the
// checkpoint began, because one that is about to change is written before it does.
import type { CallFacts } from './call.ts';

type Held = { facts: CallFacts };

/** A checkpoint on its way. */
export type Saving = {
  /** Writes so many calls at most; true once all are written. */
  step: (limit: number) => boolean;
  /** All of them as one JSON object. */
  text: () => string;
};

export function createSavings() {
  /** What is not written yet, of each checkpoint on its way. */
  const open = new Set<{ waiting: Map<string, Held>; parts: string[] }>();

  const write = ({ waiting, parts }: { waiting: Map<string, Held>; parts: string[] }, id: string, held: Held): void => {
    waiting.delete(id);
    parts.push(`${JSON.stringify(id)}:${JSON.stringify(held.facts)}`);
  };

  return {
    /** To be called before the facts of a call change. */
    before(id: string, held: Held): void {
      for (const saving of open) if (saving.waiting.get(id) === held) write(saving, id, held);
    },

    begin(calls: Iterable<readonly [id: string, held: Held]>): Saving {
      const saving = { waiting: new Map(calls), parts: [] as string[] };
      const pieces: string[] = [];
      open.add(saving);
      return {
        step(limit) {
          let left = limit;
          for (const [id, held] of saving.waiting) {
            if (left-- <= 0) break;
            write(saving, id, held);
          }
          if (saving.parts.length > 0) pieces.push(saving.parts.splice(0).join(','));
          if (saving.waiting.size > 0) return false;
          open.delete(saving);
          return true;
        },
        text: () => `{${pieces.join(',')}}`,
      };
    },
  };
}
