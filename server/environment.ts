// What a server needs of its surroundings, and what it is to those who started it.
import type { Logger } from 'pino';
import type { SqliteLogOptions } from './log/sqlite.ts';
import type { Planner } from './sittings/planner.ts';
import type { AsyncVault } from './vault/vault.ts';

export type Environment = {
  /** Epoch ms. */
  now: () => number;
  random: () => number;
  /** How `now` is kept from leaping; without it the clock is believed whatever it shows. */
  steady?: { mono: () => number; uptime: () => number };
  log: Logger;
  /** Folder of the built screens. */
  dist: string;
  demo?: true;
  /** Called when the profile has changed: a server is built with one, so it has to start again. */
  restart?: () => void;
  /** After how long another node takes over a notice that was claimed and not sent, ms. */
  noticeLeaseMs?: number | undefined;
  /** How often the folder of contacts is looked at, ms. */
  contactsFolderEveryMs?: number | undefined;
  /** How long a node that has just started waits with reports, ms. */
  reportsWaitMs?: number | undefined;
  /** For fault tests only: as of the log. */
  breakable?: SqliteLogOptions['breakable'];
};

export type RunningServer = {
  host: string;
  port: number;
  origin: string | undefined;
  vault: AsyncVault;
  /** Its name among several nodes. */
  node: string | undefined;
  planner: Planner;
  /** Whether any telephone system is to be followed. */
  hasTelephony: () => boolean;
  stop: () => Promise<void>;
};
