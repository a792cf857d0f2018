// What people put on the screens for each other: messages, and requests for help.
import type { Board } from '../../shared/board.ts';
import type { StoredEvent } from '../../shared/event.ts';
import type { DocumentNode } from './document.ts';
import { createHelps, isHelpEvent, type HelpEvent, type SavedHelps } from './helps.ts';
import { createMessages, type MessageEvent, type SavedMessages } from './messages.ts';

export type SavedPosted = { messages: SavedMessages; helps: SavedHelps };
type Parts = {
  root: DocumentNode<Board>;
  /** The events of a subject before a position. */
  recall: (subject: string, before: number) => readonly StoredEvent[];
  saved: SavedPosted | undefined;
};

export function createPosted({ root, recall, saved }: Parts) {
  const messages = createMessages({ root, recall, saved: saved?.messages });
  const helps = createHelps({ root, recall, saved: saved?.helps });
  return {
    /** `dayStart`: of the board's day. */
    take: (event: MessageEvent | HelpEvent, before: number, dayStart: number): void =>
      isHelpEvent(event) ? helps.take(event, before, dayStart) : messages.take(event, before, dayStart),
    turn(dayStart: number): void {
      messages.turn(dayStart);
      helps.turn(dayStart);
    },
    save: (): SavedPosted => ({ messages: messages.save(), helps: helps.save() }),
  };
}
