// What is known of the links to the telephone systems.

/** Code of the end of a link that was removed, or leads elsewhere. */
export const REMOVED = 'removed';

export type LinkState = 'up' | 'down' | 'refused' | 'denied';
/** State of one telephone system: up when any link to it is. Times are epoch ms of the server's clock; skew in ms. */
export type LinkOnWire = {
  state: LinkState;
  code?: string;
  since: number;
  lastHeardAt?: number;
  skew?: number;
  queueLog?: QueueLogOnWire;
};
/**
 * What is wrong with the queue_log that heals gaps, or that much of it is still being read: `stale` does not grow although calls go on,
 * `foreign` holds no line of a queue_log. `until`: time of its newest line that was read, epoch ms.
 */
export type QueueLogOnWire = { code: 'reading' | 'stale' | 'foreign' | 'unreadable'; until?: number };
export type Links = Record<string, LinkOnWire>;
