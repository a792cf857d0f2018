// What a role is called, and what it may do, in English.
import type { Messages } from './messages.fa.ts';

export const en: Messages = {
  names: {
    display: 'Display',
    deputy: 'Deputy',
    supervisor: 'Supervisor',
    admin: 'Administrator',
    clerk: 'Clerk',
    ingest: 'Event sender',
    metrics: 'Monitoring (Prometheus)',
  },
  duties: {
    display: 'Shows the wall.',
    deputy: 'Sees the wall, the sittings and the month.',
    supervisor: 'Beside what a deputy may, plans sittings and pairs displays.',
    admin: 'May do everything, accounts and tokens included.',
    clerk: 'Registers and sorts what citizens bring.',
    ingest: 'Sends call events to the server and reads nothing.',
    metrics: 'Reads the server’s figures at /metrics and may do nothing else.',
  },
};
