// What TELEPHONY says of a link to one Asterisk.
import type { LinkAddress } from '../source.ts';
import type { Address } from './connection.ts';

export type LinkOptions = Address & LinkAddress & { protocol: 'ami'; queueLog?: string; queueLogOld?: string };
