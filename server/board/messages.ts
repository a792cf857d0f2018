// Messages for the screens: those whose time is not over before today, and that nobody withdrew. Screens show each in its time.
import type { Board, MessageOnBoard } from '../../shared/board.ts';
import type { StoredEvent, StoredOf } from '../../shared/event.ts';
import type { DocumentNode } from './document.ts';
import { earliest, type Reported } from './merge-rules.ts';

export type MessageEvent = StoredOf<'message.posted' | 'message.withdrawn'>;
type Facts = { posted?: Reported<MessageOnBoard>; withdrawn?: true };
export type SavedMessages = Record<string, Facts>;

type Parts = {
  root: DocumentNode<Board>;
  /** The events of a message before a position. */
  recall: (subject: string, before: number) => readonly StoredEvent[];
  saved: SavedMessages | undefined;
};

export function createMessages({ root, recall, saved }: Parts) {
  const known = new Map<string, Facts>(Object.entries(saved ?? {}));
  const onBoard = root.child<Board['messages']>('messages');

  const show = (id: string, { posted, withdrawn }: Facts): void => {
    if (!posted || withdrawn) onBoard.remove(id);
    else onBoard.create(id, structuredClone(posted.value));
  };

  return {
    /** `dayStart`: of the board's day; what was over before it is forgotten. */
    take(event: MessageEvent, before: number, dayStart: number): void {
      const { message: id } = event;
      let facts = known.get(id);
      if (!facts) {
        facts = {};
        for (const one of recall(`message/${id}`, before)) if (isMessageEvent(one)) merge(facts, one);
      }
      const shown = facts.posted?.id;
      merge(facts, event);
      if (!facts.posted || facts.posted.value.to <= dayStart) {
        known.delete(id);
        return onBoard.remove(id);
      }
      known.set(id, facts);
      if (facts.withdrawn || facts.posted.id !== shown || !onBoard.has(id)) show(id, facts);
    },

    turn(dayStart: number): void {
      for (const [id, { posted }] of known)
        if (!posted || posted.value.to <= dayStart) {
          known.delete(id);
          onBoard.remove(id);
        }
    },

    save: (): SavedMessages => Object.fromEntries(known),
  };
}

function merge(facts: Facts, event: MessageEvent): void {
  if (event.type === 'message.withdrawn') {
    facts.withdrawn = true;
    return;
  }
  const { level, fa, en, from, to, counties, displays, by, at, id, source } = event;
  const value: MessageOnBoard = {
    level,
    from,
    to,
    ...(fa !== undefined && { fa }),
    ...(en !== undefined && { en }),
    ...(counties && { counties: keyed(counties) }),
    ...(displays && { displays: keyed(displays) }),
    ...(by !== undefined && { postedBy: by }),
  };
  facts.posted = earliest(facts.posted, { value, at, approx: false, id, source });
}

const keyed = (ids: readonly string[]): Record<string, true> =>
  Object.fromEntries(ids.map((id): [string, true] => [id, true]));

export const isMessageEvent = (event: StoredEvent): event is MessageEvent =>
  event.type === 'message.posted' || event.type === 'message.withdrawn';
