// A link to one Asterisk.
import { followSystem } from '../follow-system.ts';
import type { SourceParts } from '../source.ts';
import { openConnection, type Connection } from './connection.ts';
import { refusals, type EndCode } from './end-codes.ts';
import type { LinkOptions } from './link-options.ts';
import { createProtocol } from './protocol.ts';
import type { Translator } from './translate.ts';
import type { Packet } from './wire.ts';

/** The systemname is in every event once there is one; only the FullyBooted that answers a login has none. */
const nameIn = (packet: Packet): string | undefined =>
  packet['SystemName'] ?? (packet['Event'] === 'FullyBooted' ? undefined : '');

/** Starts the link; returns its stop. */
export const followAsterisk = (options: LinkOptions, parts: SourceParts): (() => void) =>
  followSystem<Packet, Connection, Translator, EndCode>({
    address: options,
    parts,
    refusals,
    nameIn,
    createProtocol: (context) => createProtocol(options, context),
    openConnection: (handlers) => openConnection(options, parts.now, handlers),
    dropped: 'a packet longer than 256 kB was dropped',
  });
