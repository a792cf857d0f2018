// The sentence for a server that refuses pages of this address. It names the administrator as the contact.
import type { OriginFault } from '../../shared/origin.ts';
import type { Messages } from './messages.fa.ts';

export type OriginMessages = Messages['wrongOrigin'];

export const pageOf = ({ page }: OriginFault): string => page ?? location.origin;

export const wrongOrigin = (fault: OriginFault, { refused, unknown }: OriginMessages): string =>
  refused(pageOf(fault), fault.expected ?? unknown);
