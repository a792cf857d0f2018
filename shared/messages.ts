// Messages that people put on the screens: for whom one stands, and whether it does now. Pure.
import type { MessageOnBoard } from './board.ts';
import { DAY } from './time.ts';

export const messageLevels = ['info', 'watch', 'act'] as const;
export type MessageLevel = (typeof messageLevels)[number];

/** Characters of a text: two lines of a wall at most. */
export const MESSAGE_MOST = 120;
/** So many may be up or to come at a time, so that a board stays small. */
export const MESSAGES_MOST = 20;
/** From its beginning to its end. */
export const MESSAGE_LONGEST_MS = 31 * DAY;

/** A screen as a message sees it. `display`: its id, if it is a paired one. */
export type MessageScreen = { isPerson: boolean; display?: string | undefined };

const gravity: Record<MessageLevel, number> = { act: 0, watch: 1, info: 2 };

/** Whether it is addressed to a screen. People see all of them: they may have to take one back. */
export const isFor = ({ displays }: MessageOnBoard, { isPerson, display }: MessageScreen): boolean =>
  displays === undefined || isPerson || (display !== undefined && displays[display] === true);

export const isUp = ({ from, to }: Pick<MessageOnBoard, 'from' | 'to'>, now: number): boolean =>
  now >= from && now < to;

/** The messages that stand on a screen now, the gravest first, then the latest. */
export function messagesNow(
  messages: Readonly<Record<string, MessageOnBoard>>,
  screen: MessageScreen,
  now: number,
): [id: string, message: MessageOnBoard][] {
  return Object.entries(messages)
    .filter(([, message]) => isUp(message, now) && isFor(message, screen))
    .sort(
      ([a, one], [b, other]) => gravity[one.level] - gravity[other.level] || other.from - one.from || (a < b ? -1 : 1),
    );
}

/** The text in the language of the screen, or in the only one there is. */
export const messageText = (
  { fa, en }: { fa?: string | undefined; en?: string | undefined },
  language: 'fa' | 'en',
): string => (language === 'fa' ? (fa ?? en) : (en ?? fa)) ?? '';
