// A link to one FreeSWITCH.
import { followSystem } from '../follow-system.ts';
import type { SourceParts } from '../source.ts';
import { openConnection, type Connection, type EndCode } from './connection.ts';
import type { LinkOptions } from './link-options.ts';
import { createSession } from './session.ts';
import type { Headers } from './wire.ts';

/** The switchname, which is the host's unless another one is set, is in every event. */
const nameIn = (event: Headers): string => event['FreeSWITCH-Switchname'] ?? event['FreeSWITCH-Hostname'] ?? '';

/** Starts the link; returns its stop. */
export const followFreeSwitch = (options: LinkOptions, parts: SourceParts): (() => void) =>
  followSystem<Headers, number, Connection, EndCode>({
    address: options,
    parts,
    refusals: ['login-refused', 'address-refused'],
    nameIn,
    openSession: (context) => createSession({ options, parts, ...context }),
    openConnection: (handlers) => openConnection(options, parts.now, handlers),
    dropped: 'an event that could not be read was dropped',
  });
