// The replies of the replay, in the wording of Asterisk 22.
import type { ListAnswer } from './script.ts';
import { shiftPacket } from './shift.ts';

type Fields = Record<string, string | undefined>;

export const packet = (fields: Fields): string =>
  `${Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${key}: ${value}\r\n`)
    .join('')}\r\n`;

export const success = (id: string | undefined, more: Fields): string =>
  packet({ Response: 'Success', ActionID: id, ...more });

export const error = (id: string | undefined, message: string): string =>
  packet({ Response: 'Error', ActionID: id, Message: message });

export const goodbye = (id: string | undefined): string =>
  packet({ Response: 'Goodbye', ActionID: id, Message: 'Thanks for all the fish.' });

export const unknownAction = (id: string | undefined, name: string): string =>
  error(id, `Invalid/unknown command: ${name}. Use Action: ListCommands to show available commands.`);

/** The recorder's list, `ms` later and as if this client had asked for it. */
export const list = (answer: ListAnswer, id: string | undefined, ms: number): string =>
  answer.packets
    .map((text) =>
      // A function, so that a `$` in the client's ActionID stays a `$`.
      shiftPacket(text, ms).replace(/^ActionID: rec-[^\r]*\r\n/m, () =>
        id === undefined ? '' : `ActionID: ${id}\r\n`,
      ),
    )
    .join('');

export const isRefusal = (answer: ListAnswer): boolean => answer.packets[0]?.startsWith('Response: Error') ?? false;
