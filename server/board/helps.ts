// Desks that asked for help: shown until somebody takes it, with who did until the end of that day. One that nobody takes stays
// until the end of the next day: no end of a call shows that the help was not needed any more.
import type { Board, HelpOnBoard } from '../../shared/board.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import { DAY } from '../../shared/time.ts';
import type { DocumentNode } from './document.ts';
import { earliest, type Reported } from './merge-rules.ts';

export type HelpEvent = StoredOf<'help.asked' | 'help.taken'>;
type Facts = { asked?: Reported<string>; taken?: Reported<string | undefined> };
export type SavedHelps = Record<string, Facts>;

type Parts = {
  root: DocumentNode<Board>;
  /** The events of a request before a position. */
  recall: (subject: string, before: number) => readonly StoredEvent[];
  saved: SavedHelps | undefined;
};

export function createHelps({ root, recall, saved }: Parts) {
  const known = new Map<string, Facts>(Object.entries(saved ?? {}));
  const onBoard = root.child<Board['helps']>('helps');

  /** `dayStart`: of the board's day. */
  const isPast = ({ asked, taken }: Facts, dayStart: number): boolean =>
    taken ? taken.at < dayStart : asked === undefined || asked.at < dayStart - DAY;

  return {
    take(event: HelpEvent, before: number, dayStart: number): void {
      const { help } = event;
      let facts = known.get(help);
      if (!facts) {
        facts = {};
        for (const one of recall(`help/${help}`, before)) if (isHelpEvent(one)) merge(facts, one);
      }
      merge(facts, event);
      if (isPast(facts, dayStart)) {
        known.delete(help);
        return onBoard.remove(help);
      }
      known.set(help, facts);
      const { asked, taken } = facts;
      if (!asked) return;
      const shown = onBoard.getOrCreate<HelpOnBoard>(help, () => ({ desk: asked.value, since: asked.at }));
      shown.set('desk', asked.value);
      shown.set('since', asked.at);
      shown.put('takenBy', taken?.value);
      shown.put('takenAt', taken?.at);
    },

    turn(dayStart: number): void {
      for (const [help, facts] of known)
        if (isPast(facts, dayStart)) {
          known.delete(help);
          onBoard.remove(help);
        }
    },

    save: (): SavedHelps => Object.fromEntries(known),
  };
}

function merge(facts: Facts, event: HelpEvent): void {
  const { at, id, source } = event;
  if (event.type === 'help.asked')
    facts.asked = earliest(facts.asked, { value: event.desk, at, approx: event.approx === true, id, source });
  else facts.taken = earliest(facts.taken, { value: event.by, at, approx: false, id, source });
}

export const isHelpEvent = (event: StoredEvent): event is HelpEvent =>
  event.type === 'help.asked' || event.type === 'help.taken';
