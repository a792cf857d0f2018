// A message of the telephone system with the time at which it was sent.
import type { Packet } from './wire.ts';

export type TimedPacket = { packet: Packet; at: number };

/**
 * `since`: when a caller joined (epoch ms), by the seconds in a packet. `isTimed`: the packet has a time of its own, so that this holds
 * however late it arrived.
 */
export type Wait = { seconds: number; since: number; isTimed: boolean };

/** The wait in a packet. `until`: when it ended, epoch ms. */
export function waitIn(packet: Packet, until: number): Wait | undefined {
  const waited = seconds(packet['HoldTime']);
  if (waited === undefined) return undefined;
  return { seconds: waited, since: until - waited * 1000, isTimed: packet['Timestamp'] !== undefined };
}

/** Whole seconds as AMI writes them; undefined when the header is missing, no number, or more than an event may hold. */
export function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}
