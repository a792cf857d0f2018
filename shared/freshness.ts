// How far a screen's numbers may be trusted, by the time of the server's last message (B6).
import { LOST_MS, STALE_MS } from './wire.ts';

export type Freshness = 'live' | 'stale' | 'lost';

/** heardAt and now in epoch ms of one clock; a screen that was refused, or never received a message, is lost. */
export function freshness(heardAt: number | undefined, now: number, refused = false): Freshness {
  if (refused || heardAt === undefined) return 'lost';
  const age = now - heardAt;
  if (age > LOST_MS) return 'lost';
  return age > STALE_MS ? 'stale' : 'live';
}
