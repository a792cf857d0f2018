// The options of a link to one FreeSWITCH in TELEPHONY.
import type { LinkAddress } from '../source.ts';
import type { Address } from './connection.ts';

export type LinkOptions = Address & LinkAddress & { protocol: 'esl' };
