// Every route of the HTTP interface in one value: the server serves it, the screens ask by it, the description is made from it.
import { accounts } from './accounts.ts';
import { alerts } from './alerts.ts';
import { audit } from './audit.ts';
import { auth } from './auth.ts';
import { board } from './board.ts';
import { calls } from './calls.ts';
import { contacts } from './contacts.ts';
import { displays } from './displays.ts';
import { months } from './months.ts';
import { recipients } from './recipients.ts';
import { service } from './service.ts';
import { sittings } from './sittings.ts';
import { tokens } from './tokens.ts';

export const contract = {
  ...service,
  ...auth,
  ...accounts,
  ...tokens,
  ...audit,
  ...displays,
  ...board,
  ...calls,
  ...contacts,
  ...months,
  ...alerts,
  ...sittings,
  ...recipients,
} as const;

export type Contract = typeof contract;
export type EndpointKey = keyof Contract;
