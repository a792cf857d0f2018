// What every source gets from the server, whatever telephone system it listens to.
import type { RawEvent } from '../../shared/event.ts';
import type { LinkState } from '../../shared/links.ts';
import type { LinkRegistry } from './links.ts';
import type { Names } from './names.ts';
import type { KnownCalls } from './known-calls.ts';

/** A link as configured. Without `system` the telephone system's own name counts. */
export type LinkAddress = { link: string; host: string; port: number; system?: string };

export type SourceParts = {
  names: Names;
  recall: KnownCalls;
  links: LinkRegistry;
  now: () => number;
  /** A number in [0, 1), for jitter. */
  random: () => number;
  /** Takes facts of a system, in order; never fails (the spool keeps them while the log takes none). */
  put: (events: readonly RawEvent[], system: string) => void;
  /** Resolves when all that was put is durable and folded. */
  drained: () => Promise<void>;
  systems: Systems;
  /** Runs one at a time per telephone system: two links must not count one gap twice. */
  inTurn: (system: string, run: () => Promise<void>) => Promise<void>;
  mark: (name: string) => string | undefined;
  setMark: (name: string, value: string) => Promise<void>;
  /** First second of today in the province, for the first reading of a queue_log. */
  todayFrom: () => number;
  log: { info: (fields: object, text: string) => void; warn: (fields: object, text: string) => void };
};

/** Names of telephone systems by address (`placeOf`): all links to an address go by one. */
export type Systems = {
  /** The name that counts; undefined until the system has named itself, or shown that it has no name. */
  get: (address: string) => string | undefined;
  /** Tells what it names itself, or that it has no name (undefined); returns the one that counts. */
  set: (address: string, name: string | undefined) => string;
  /** The name of a system without one: our own link's. Other nodes may use another. */
  fallbackName: (address: string) => string;
  /** Whether it showed that it has no name, now or before we started. */
  isNameless: (address: string) => boolean;
};

export const placeOf = ({ host, port }: { host: string; port: number }): string => `${host}:${port}`;

/** What a session may do with its link. */
export type LinkContext = {
  report: (state: LinkState, code?: string) => void;
  /** The telephone system's name, once it is known. */
  system: () => string | undefined;
  /** Tells the name that the telephone system gives itself, empty where it has none; returns the one that counts. */
  setSystemName: (raw: string) => string;
  /** Its name where it shows none. */
  fallbackName: () => string;
};
