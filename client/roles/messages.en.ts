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
    deputy: 'Sees the wall, the sessions and the monthly report.',
    supervisor: 'Like a deputy, and plans sessions and pairs displays.',
    admin: 'Full access, including accounts and tokens.',
    clerk: 'Registers and classifies contacts of citizens.',
    ingest: 'Sends call events to the server and reads nothing.',
    metrics: 'Reads the server’s figures at /metrics and has no other access.',
  },
};
