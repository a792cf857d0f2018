// A node as npm start starts it, but for its clock: AHEAD ms before that of this machine.
import { pino } from 'pino';
import { readConfig } from '../../server/config.ts';
import { firstRunMessage } from '../../server/first-run.ts';
import { startServer } from '../../server/start.ts';

const read = readConfig(process.env);
if (!read.ok) throw new Error(read.faults.join('\n'));
const msOf = (name: string): number | undefined =>
  process.env[name] === undefined ? undefined : Number(process.env[name]);
const ahead = Number(process.env['AHEAD'] ?? 0);
const server = await startServer(read.config, {
  now: () => Date.now() + ahead,
  random: Math.random,
  log: pino({ level: read.config.logLevel }),
  dist: 'dist',
  contactsFolderEveryMs: msOf('CONTACTS_FOLDER_EVERY_MS'),
  noticeLeaseMs: msOf('NOTICE_LEASE_MS'),
  reportsWaitMs: msOf('REPORTS_WAIT_MS'),
});
process.stdout.write(`${await firstRunMessage(server, Date.now())}\nserving ${server.port}\n`);
process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)));
