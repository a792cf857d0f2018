// Names of accounts and tokens. Each becomes the source of events or their `by`, so each must mean one thing.
import { digitRun } from '../../shared/event.ts';
import { CLOCK, OFFICE } from '../door/own-sources.ts';

const pattern = /^[a-z0-9][a-z0-9_-]{0,31}$/;
/** Who did what nobody with a name did: a command on the server, and the one-time link of the first administrator. */
export const COMMAND_LINE = 'command-line';
export const SETUP = 'setup';
/** Whatever was typed for a name and is no account's. */
export const UNKNOWN = 'unknown';
/** `constructor` is no id (shared/event.ts). */
const reserved: readonly string[] = [COMMAND_LINE, SETUP, UNKNOWN, 'constructor'];
const sources: readonly string[] = [CLOCK, OFFICE];

/** Whether a token may be called so, as far as the name itself tells. */
export const isFitName = (name: string): boolean => pattern.test(name) && !reserved.includes(name);

/** An account besides is a person: a telephone number that somebody takes for a name would stand in every event (B8). */
export const isFitForPerson = (name: string): boolean => isFitName(name) && !digitRun.test(name);

/** Whether it is the name of a source of our own: what is posted with such a token is not heard. */
export const isOwnSource = (name: string): boolean => sources.includes(name);

export const expectedName = `expected a-z, 0-9, "_" or "-", at most 32 characters, beginning with a letter or digit, and none of ${[...reserved, ...sources].join(', ')}`;
export const expectedForPerson = `${expectedName}, and no 8 digits in a row`;
