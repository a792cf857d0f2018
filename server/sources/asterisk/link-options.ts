// The options of a link to one Asterisk in TELEPHONY.
import type { LinkAddress } from '../source.ts';
import type { Address } from './connection.ts';

export type LinkOptions = Address & LinkAddress & { protocol: 'ami'; queueLog?: string; queueLogOld?: string };
