// npm start: reads the environment, starts the house, and stops it when told.
import { existsSync } from 'node:fs';
import { pino } from 'pino';
import { readConfig } from './config.ts';
import { welcome } from './opening-link.ts';
import { startHouse } from './start.ts';

if (existsSync('.env')) process.loadEnvFile('.env');
const read = readConfig(process.env);
if (!read.ok) {
  process.stderr.write(`The configuration has faults:\n${read.faults.map((fault) => `  ${fault}\n`).join('')}`);
  process.exit(2);
}
const { config } = read;
const log = pino({ level: config.logLevel });

try {
  const house = await startHouse(config, { now: Date.now, random: Math.random, log, dist: 'dist' });
  log.info({ port: house.port, host: config.host }, 'the wallboard is served');
  process.stdout.write(await welcome(house, Date.now()));
  if (config.telephony.length === 0)
    log.warn(
      'no telephone system is configured: set TELEPHONY=ami://user:secret@host:5038 (Asterisk) or esl://:password@host:8021 (FreeSWITCH)',
    );

  let stopping = false;
  const stop = (signal: string): void => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    house.stop().then(
      () => process.exit(0),
      (cause: unknown) => {
        log.error({ err: cause }, 'stopped with an error');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (cause) {
  process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
  process.exit(1);
}
