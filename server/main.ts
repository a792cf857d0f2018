// npm start: reads the environment, starts the server, and stops it at a signal.
import './heap-growth.ts';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { loadSettings } from './load-settings.ts';
import { openLogOutput } from './log-output.ts';
import { realTime } from './real-time.ts';
import { firstRunMessage } from './first-run.ts';
import { createRestartable } from './restartable.ts';
import { trustAlso } from './own-ca.ts';
import { plainLdap, plainPages, plainRedis } from './plain-links.ts';
import { looseModes } from './sqlite/loose-modes.ts';
import { createServiceManager } from './service-manager.ts';
import { startServer } from './start.ts';
import { stopOnSignal } from './stop-on-signal.ts';
import { errorText } from './error-text.ts';

const secretFiles = loadSettings();
const read = readConfig(process.env);
if (!read.ok) {
  process.stderr.write(`The configuration has faults:\n${read.faults.map((fault) => `  ${fault}\n`).join('')}`);
  process.exit(2);
}
const { config } = read;
const untrusted = trustAlso(process.env['CA_FILE']);
if (untrusted !== undefined) {
  process.stderr.write(`The configuration has faults:\n  ${untrusted}\n`);
  process.exit(2);
}
const output = openLogOutput(1, Date.now);
const log = pino({ level: config.logLevel }, output);
const manager = createServiceManager({
  environment: process.env,
  onError: (cause) => log.warn({ err: cause }, 'systemd was not told how the server is'),
});
stopOnSignal({
  log,
  stop: () => {
    manager.stopping();
    return running.stop();
  },
});
const running = createRestartable({
  begin: (port) =>
    startServer(
      { ...config, port: port ?? config.port },
      { now: Date.now, steady: realTime, random: Math.random, log, dist: 'dist', restart: () => running.restart() },
    ),
  onFailure: fail,
});

try {
  const server = await running.start();
  log.info({ port: server.port, host: config.host }, 'the wallboard is served');
  for (const loose of looseModes(config.dataDir, '.env', secretFiles))
    log.warn(loose, 'other users of this machine can read secrets');
  for (const plain of [...plainPages(config), ...plainRedis(config.redisUrl), ...plainLdap(config.directories.ldap)])
    log.warn(plain, 'passwords cross the network unencrypted');
  output.write(await firstRunMessage(server, Date.now()));
  manager.ready();
  if (!server.hasTelephony())
    log.warn(
      'no telephone system is connected: an administrator connects one at /admin/telephony, or set TELEPHONY=ami://user:secret@host:5038 (Asterisk) or esl://:password@host:8021 (FreeSWITCH)',
    );
} catch (cause) {
  fail(cause);
}

function fail(cause: unknown): never {
  process.stderr.write(`${errorText(cause)}\n`);
  process.exit(1);
}
