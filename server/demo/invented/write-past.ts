// Writes the demo's past into a new data folder before the server starts, by the way that imports take: through the door.
import type { Logger } from 'pino';
import type { Calendar } from '../../../shared/calendar.ts';
import type { Profile } from '../../../shared/profile.ts';
import { createDoor, type Refusal } from '../../door/door.ts';
import { createIntake } from '../../log/intake.ts';
import { openStorage } from '../../start-log.ts';
import type { Written } from './past.ts';

/** Events that wait before they are durable together. */
const BATCH = 5_000;

type Parts = { dataDir: string; profile: Profile; calendar: Calendar; past: readonly Written[]; log: Logger };

/** Rejects when the door refuses an event: the demo would show a past that cannot have been. */
export async function writePast({ dataDir, profile, calendar, past, log: errors }: Parts): Promise<void> {
  let now = 0;
  const clock = (): number => now;
  const parts = { province: profile.id, calendar, now: clock, log: errors };
  const { log, close } = await openStorage({ dataDir, redisUrl: undefined }, parts);
  const door = createDoor({ profile, calendar, now: clock, targetAt: () => profile.target });
  const intake = createIntake({ door, log, now: clock });
  const refused = ({ message }: Refusal, { type }: { type: string }): never => {
    throw new Error(`the demo's past has a ${type} that is refused: ${message}`);
  };
  try {
    for (let from = 0; from < past.length; from += BATCH) {
      const appends = runsOf(past.slice(from, from + BATCH)).map((run) => {
        // Each is received when it happened.
        now = run.events.at(-1)?.at ?? now;
        return intake.relay(run.events, run.source, refused);
      });
      await Promise.all(appends);
    }
  } finally {
    await close();
  }
}

/** What follows each other from one source. */
function runsOf(written: readonly Written[]): { source: string; events: Written['event'][] }[] {
  const runs: { source: string; events: Written['event'][] }[] = [];
  for (const { source, event } of written) {
    const last = runs.at(-1);
    if (last?.source === source) last.events.push(event);
    else runs.push({ source, events: [event] });
  }
  return runs;
}
