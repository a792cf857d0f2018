// Names of accounts and tokens. Each becomes the source of events or their `by`, so each must mean one thing.
import { namePattern } from '../../shared/account-rules.ts';
import { hidesNumber } from '../../shared/number.ts';
import { CLOCK, OFFICE } from '../door/own-sources.ts';

/** Author of changes without a named person: a command on the server, and the one-time link of the first administrator. */
export const COMMAND_LINE = 'command-line';
export const SETUP = 'setup';
/** Whatever was typed for a name and is no account's. */
export const UNKNOWN = 'unknown';
/** Author of contacts whose tables are laid into the folder of CONTACTS_FOLDER. */
export const CONTACTS_FOLDER = 'contacts-folder';
/** Author of what a directory decides of its people. */
export const DIRECTORY = 'directory';
/** `constructor` is no id (shared/event.ts). */
const reserved: readonly string[] = [COMMAND_LINE, SETUP, UNKNOWN, CONTACTS_FOLDER, DIRECTORY, 'constructor'];
const sources: readonly string[] = [CLOCK, OFFICE];

/** Whether a token or an account may be called so: a telephone number taken for a name would stand in every event (B8). */
export const isValidName = (name: string): boolean =>
  namePattern.test(name) && !reserved.includes(name) && !hidesNumber(name);

/** Whether it is the name of a source of our own: events posted with such a token are refused. */
export const isOwnSource = (name: string): boolean => sources.includes(name);

export const expectedName = `expected a-z, 0-9, "_" or "-", at most 32 characters, beginning with a letter or digit, none of ${[...reserved, ...sources].join(', ')}, and no telephone number`;
