// The board while calls are brought in: folded as they are written, and left as a checkpoint, so that the next start of the server
// reads nothing of them again.
import { setImmediate } from 'node:timers/promises';
import { pino } from 'pino';
import type { Calendar } from '../../shared/calendar.ts';
import type { Profile } from '../../shared/profile.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log/log.ts';
import { openBoard } from '../projection.ts';

type Parts = { log: Log; ledger: Ledger; profile: Profile; calendar: Calendar; now: () => number };

/** Resolves once the board is as far as the log; what it resolves with keeps the checkpoint of all that came since. */
export async function followBoard({ log, ...parts }: Parts): Promise<() => Promise<void>> {
  const { fold, apply, checkpoint, stop } = await openBoard({ ...parts, log: pino({ level: 'silent' }) });
  const stopFollowing = log.follow(fold.position, (entries) => {
    apply(entries);
    fold.takePatches();
  });
  return async () => {
    const upTo = log.last();
    while (fold.position < upTo) await setImmediate();
    stopFollowing();
    await checkpoint('now');
    await stop();
  };
}
