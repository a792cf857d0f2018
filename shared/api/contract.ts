// Every route of the HTTP interface in one value: the server serves it, the screens ask by it, the description is made from it.
import { accounts } from './accounts.ts';
import { alerts } from './alerts.ts';
import { audit } from './audit.ts';
import { auth } from './auth.ts';
import { board } from './board.ts';
import { callbacks } from './callbacks.ts';
import { calls } from './calls.ts';
import { campaigns } from './campaigns.ts';
import { contacts } from './contacts.ts';
import { deadlines } from './deadlines.ts';
import { deskTimes } from './desk-times.ts';
import { directories } from './directory.ts';
import { displays } from './displays.ts';
import { helps } from './helps.ts';
import { messages } from './messages.ts';
import { months } from './months.ts';
import { promises } from './promises.ts';
import { replay } from './replay.ts';
import { factorRoutes } from './factors.ts';
import { names } from './names.ts';
import { provinces } from './province.ts';
import { recipients } from './recipients.ts';
import { reports } from './reports.ts';
import { service } from './service.ts';
import { sittings } from './sittings.ts';
import { telephony } from './telephony.ts';
import { timetables } from './timetable.ts';
import { tokens } from './tokens.ts';
import { whatIf } from './what-if.ts';

export const contract = {
  ...service,
  ...auth,
  ...factorRoutes,
  ...accounts,
  ...tokens,
  ...audit,
  ...displays,
  ...board,
  ...replay,
  ...calls,
  ...callbacks,
  ...campaigns,
  ...contacts,
  ...deadlines,
  ...deskTimes,
  ...months,
  ...promises,
  ...alerts,
  ...messages,
  ...helps,
  ...sittings,
  ...whatIf,
  ...timetables,
  ...reports,
  ...recipients,
  ...telephony,
  ...directories,
  ...names,
  ...provinces,
} as const;

export type Contract = typeof contract;
export type EndpointKey = keyof Contract;
