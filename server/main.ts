// npm start: reads the environment, starts the server, and stops it at a signal.
import './heap-growth.ts';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { loadSettings } from './load-settings.ts';
import { openLogOutput } from './log-output.ts';
import { realTime } from './real-time.ts';
import { firstRunMessage } from './first-run.ts';
import { looseModes } from './sqlite/loose-modes.ts';
import type { RunningServer } from './environment.ts';
import { createServiceManager } from './service-manager.ts';
import { startServer } from './start.ts';
import { stopOnSignal } from './stop-on-signal.ts';

loadSettings();
const read = readConfig(process.env);
if (!read.ok) {
  process.stderr.write(`The configuration has faults:\n${read.faults.map((fault) => `  ${fault}\n`).join('')}`);
  process.exit(2);
}
const { config } = read;
const output = openLogOutput(1, Date.now);
const log = pino({ level: config.logLevel }, output);
let server: RunningServer | undefined;
const manager = createServiceManager({
  environment: process.env,
  onError: (cause) => log.warn({ err: cause }, 'systemd was not told how the server is'),
});
stopOnSignal({
  log,
  stop: () => {
    manager.stopping();
    return server?.stop();
  },
});

try {
  server = await startServer(config, { now: Date.now, steady: realTime, random: Math.random, log, dist: 'dist' });
  log.info({ port: server.port, host: config.host }, 'the wallboard is served');
  for (const loose of looseModes(config.dataDir, '.env'))
    log.warn(loose, 'other users of this machine can read secrets');
  output.write(await firstRunMessage(server, Date.now()));
  manager.ready();
  if (config.telephony.length === 0)
    log.warn(
      'no telephone system is configured: set TELEPHONY=ami://user:secret@host:5038 (Asterisk) or esl://:password@host:8021 (FreeSWITCH)',
    );
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
}
