// One key for all that a person has open, by which limits are counted.
import type { Identity } from './authentication.ts';

export const personOf = ({ via, token, account, display, name }: Identity): string =>
  `${via}/${token ?? account ?? display ?? name}`;
