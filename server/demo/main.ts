// npm run demo: the wallboard with a throw-away data folder and an invented past, fed over a real AMI link by a replayed
// recording. On this machine alone, unless --host says otherwise.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { pino } from 'pino';
import { createCalendar } from '../../shared/calendar.ts';
import { clockText } from '../../shared/clock-text.ts';
import { readConfig } from '../config.ts';
import { errorText } from '../error-text.ts';
import { addressOf, openingLink } from '../first-run.ts';
import { openLogOutput } from '../log-output.ts';
import { stopOnSignal } from '../stop-on-signal.ts';
import { greeting } from './greeting.ts';
import { officeTime } from './invented/office-time.ts';
import { reachableAt } from './reachable.ts';
import { demoRecording, startReplay } from './replay.ts';
import { DEMO_PROFILE, startDemo, type RunningDemo } from './start-demo.ts';

/** Before anything was made that would have to be thrown away. */
function refuse(faults: readonly string[]): never {
  process.stderr.write(faults.map((fault) => `${fault}\n`).join(''));
  process.exit(2);
}

function asked() {
  try {
    return parseArgs({
      options: {
        speed: { type: 'string', default: '1' },
        recording: { type: 'string', default: demoRecording },
        seed: { type: 'string', default: '111' },
        host: { type: 'string' },
      },
    }).values;
  } catch (cause) {
    return refuse([errorText(cause)]);
  }
}
const { recording, ...values } = asked();
const speed = Number(values.speed);
if (!(speed > 0 && speed <= 100)) refuse([`--speed: expected a number above 0 and up to 100, got "${values.speed}"`]);
const seed = Number(values.seed);
if (!/^\d{1,9}$/.test(values.seed))
  refuse([`--seed: expected a whole number of at most 9 digits, got "${values.seed}"`]);
const reachable = reachableAt(values.host);
if (typeof reachable === 'string') refuse([reachable]);

const calendar = createCalendar();
const began = Date.now();
/** In office hours: the demo's clock runs as the true one does, but may stand elsewhere. */
const shift = officeTime(began, calendar) - began;
const now = (): number => Date.now() + shift;

const secret = 'demo';
const replay = await startReplay({ recording, now, speed, loop: true, secret }).catch((cause: unknown) =>
  refuse([`--recording: ${errorText(cause)}`]),
);
const read = readConfig({
  PORT: process.env['PORT'],
  ORIGIN: process.env['ORIGIN'],
  TRUST_PROXY: process.env['TRUST_PROXY'],
  HOST: reachable.host,
  PROFILE: process.env['PROFILE']?.trim() || DEMO_PROFILE,
  TELEPHONY: `ami://wallboard:${secret}@127.0.0.1:${replay.port}?name=demo`,
  LOG_LEVEL: process.env['LOG_LEVEL']?.trim() || 'warn',
});
if (!read.ok) refuse(read.faults);
const dataDir = mkdtempSync(path.join(tmpdir(), 'wallboard-demo-'));
const output = openLogOutput(1, Date.now);
const log = pino({ level: read.config.logLevel }, output);
const cleanUp = (): void => rmSync(dataDir, { recursive: true, force: true });
let demo: RunningDemo | undefined;
stopOnSignal({ log, cleanUp, stop: () => demo?.stop().then(() => replay.stop()) });

const clockAt = (moment: number): string => clockText(moment, calendar.utcOffset(moment));
try {
  const config = { ...read.config, dataDir };
  demo = await startDemo({ config, log, dist: 'dist', seed, now });
  const { server, signIn } = demo;
  const place = { ...server, host: reachable.addresses[0] ?? server.host };
  output.write(
    greeting({
      link: await openingLink(place, now()),
      address: addressOf(place),
      others: values.host === undefined ? [] : reachable.addresses,
      signIn,
      seed,
      speed,
      clock: shift === 0 ? undefined : { demo: clockAt(began + shift), true: clockAt(began) },
      hasPast: config.profile === DEMO_PROFILE,
    }),
  );
} catch (cause) {
  process.stderr.write(`${errorText(cause)}\n`);
  cleanUp();
  process.exit(1);
}
