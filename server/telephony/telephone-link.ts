// A link to a telephone system, by what is spoken on it.
import type { LinkOptions as AsteriskLink } from '../sources/asterisk/link-options.ts';
import type { LinkOptions as FreeSwitchLink } from '../sources/freeswitch/link-options.ts';

export type TelephoneLink = AsteriskLink | FreeSwitchLink;
