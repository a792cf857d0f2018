// A link to one FreeSWITCH.
import { followSystem } from '../follow-system.ts';
import type { SourceParts } from '../source.ts';
import { openConnection, type Connection, type EndCode } from './connection.ts';
import type { LinkOptions } from './link-options.ts';
import { createProtocol } from './protocol.ts';
import type { Translator } from './translate.ts';
import type { Headers } from './wire.ts';

/** The switchname, which is the host's unless another one is set, is in every event. */
const nameIn = (event: Headers): string => event['FreeSWITCH-Switchname'] ?? event['FreeSWITCH-Hostname'] ?? '';

/** Starts the link; returns its stop. */
export const followFreeSwitch = (options: LinkOptions, parts: SourceParts): (() => void) =>
  followSystem<Headers, Connection, Translator, EndCode>({
    address: options,
    parts,
    refusals: ['login-refused', 'address-refused'],
    nameIn,
    createProtocol: (context) => createProtocol(options, context),
    openConnection: (handlers) => openConnection(options, parts.now, handlers),
    dropped: 'an event that could not be read was dropped',
  });
