// npm run demo: the wallboard on 127.0.0.1 with a throw-away data folder, fed over a real AMI link by a replayed recording.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { readConfig } from '../config.ts';
import { openLogOutput } from '../log-output.ts';
import { realTime } from '../real-time.ts';
import { addressOf, openingLink } from '../first-run.ts';
import { loadProfile } from '../profiles/load.ts';
import type { RunningServer } from '../environment.ts';
import { startServer } from '../start.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { demoPlans, demoRound } from './timetable.ts';
import { demoAccount } from './account.ts';
import { demoRecording, startReplay } from './replay.ts';

/** Before anything was made that would have to be thrown away. */
function refuse(faults: readonly string[]): never {
  process.stderr.write(faults.map((fault) => `${fault}\n`).join(''));
  process.exit(2);
}
const said = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

function asked() {
  try {
    return parseArgs({
      options: { speed: { type: 'string', default: '1' }, recording: { type: 'string', default: demoRecording } },
    }).values;
  } catch (cause) {
    return refuse([said(cause)]);
  }
}
const { recording, ...values } = asked();
const speed = Number(values.speed);
if (!(speed > 0 && speed <= 100)) refuse([`--speed: expected a number above 0 and up to 100, got "${values.speed}"`]);

const secret = 'demo';
const replay = await startReplay({ recording, now: Date.now, speed, loop: true, secret }).catch((cause: unknown) =>
  refuse([`--recording: ${said(cause)}`]),
);
const read = readConfig({
  PORT: process.env['PORT'],
  ORIGIN: process.env['ORIGIN'],
  TRUST_PROXY: process.env['TRUST_PROXY'],
  HOST: '127.0.0.1',
  PROFILE: process.env['PROFILE']?.trim() || 'demo',
  TELEPHONY: `ami://wallboard:${secret}@127.0.0.1:${replay.port}?name=demo`,
  LOG_LEVEL: process.env['LOG_LEVEL']?.trim() || 'warn',
});
if (!read.ok) refuse(read.faults);
const dataDir = mkdtempSync(path.join(tmpdir(), 'wallboard-demo-'));
const config = { ...read.config, dataDir };
const output = openLogOutput(1, Date.now);
const log = pino({ level: config.logLevel }, output);
const cleanUp = (): void => rmSync(dataDir, { recursive: true, force: true });
let started: RunningServer | undefined;
let planning: NodeJS.Timeout | undefined;
stopOnSignal({
  log,
  cleanUp,
  stop: () => {
    clearInterval(planning);
    return started?.stop().then(() => replay.stop());
  },
});
try {
  const server = await startServer(config, {
    now: Date.now,
    steady: realTime,
    random: Math.random,
    log,
    dist: 'dist',
    demo: true,
  });
  started = server;
  const link = await openingLink(server, Date.now());
  const { name, password } = await demoAccount(server.vault, Date.now());
  output.write(
    `\nThe demo plays a recorded real Asterisk${speed === 1 ? '' : ` at ${speed} times its pace`}. Open:\n  ${link}\n` +
      `A supervisor for ${addressOf(server)}/login: name ${name}, password ${password}\n\n`,
  );
  const profile = loadProfile(config.profile);
  const began = Date.now();
  let planned = -1;
  /** This round of sittings and the next are always on the timetable. */
  const plan = (): void => {
    while (planned < demoRound(began, Date.now()) + 1)
      server.planner
        .add(demoPlans(profile, began, ++planned), 'demo')
        .catch((cause: unknown) => log.warn({ err: cause }, 'the demo’s sittings were not planned'));
  };
  plan();
  planning = setInterval(plan, 60_000);
} catch (cause) {
  process.stderr.write(`${said(cause)}\n`);
  cleanUp();
  process.exit(1);
}
