// The demo put together: a past in the log, a server that listens to the recorded telephone system, accounts and sittings.
import type { Logger } from 'pino';
import { createCalendar } from '../../shared/calendar.ts';
import { MINUTE } from '../../shared/time.ts';
import type { Config } from '../config.ts';
import type { RunningServer } from '../environment.ts';
import { loadProfile } from '../profiles/load.ts';
import { realTime } from '../real-time.ts';
import { startServer } from '../start.ts';
import { demoAccounts, type DemoAccounts } from './accounts.ts';
import { demoPast } from './invented/past.ts';
import { writePast } from './invented/write-past.ts';
import { planOf, sittingsAround } from './invented/timetable.ts';

/** Its desks and queues are those of the recording; another one has no place for the past. */
export const DEMO_PROFILE = 'demo';

type Parts = { config: Config; log: Logger; dist: string; seed: number; now: () => number };
export type RunningDemo = { server: RunningServer; signIn: DemoAccounts; stop: () => Promise<void> };

/** `now`: the demo's own clock. The data folder must be new. Rejects as startServer does. */
export async function startDemo({ config, log, dist, seed, now }: Parts): Promise<RunningDemo> {
  const profile = loadProfile(config.profile);
  const calendar = createCalendar(profile.timezone);
  if (config.profile === DEMO_PROFILE) {
    const past = demoPast({ now: now(), seed, calendar, agencies: profile.agencies });
    await writePast({ dataDir: config.dataDir, profile, calendar, past, log });
  }
  const server = await startServer(config, { now, steady: realTime, random: Math.random, log, dist, demo: true });

  const planned = new Set<string>();
  /** Those that the past has announced already clash with themselves, and are refused. */
  const plan = (): void => {
    const fresh = sittingsAround(now(), calendar).filter(({ id }) => !planned.has(id) && planned.add(id));
    if (fresh.length === 0) return;
    server.planner
      .add(
        fresh.map((sitting) => planOf(sitting, profile.agencies)),
        'supervisor',
      )
      .catch((cause: unknown) => log.warn({ err: cause }, 'the demo’s sittings were not planned'));
  };
  plan();
  const planning = setInterval(plan, MINUTE);
  const stop = (): Promise<void> => {
    clearInterval(planning);
    return server.stop();
  };
  try {
    return { server, signIn: await demoAccounts(server.vault, now()), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}
