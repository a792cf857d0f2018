// A message of the telephone system with the time at which it was sent.
import type { Packet } from './wire.ts';

export type TimedPacket = { packet: Packet; at: number };
