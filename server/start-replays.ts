// Boards of earlier moments and replays: a thread that computes them, and the sockets that show them.
import type { Logger } from 'pino';
import type { Profile } from '../shared/profile.ts';
import type { Config } from './config.ts';
import { ledgerFile } from './log/backup.ts';
import { onWire } from './profiles/on-wire.ts';
import { systemClock } from './push/clock.ts';
import type { Push } from './push/push.ts';
import type { Engine } from './replay/engine.ts';
import { createReplayWorker } from './replay/replay-worker.ts';
import { serveReplays } from './replay/serve-replays.ts';
import type { Pushing } from './start-push.ts';

type Parts = {
  config: Config;
  profile: Profile;
  push: Push;
  common: Pushing['common'];
  now: () => number;
  log: Logger;
};

export type Replaying = {
  engine: Engine;
  /** Begins no more. */
  stop: () => void;
  /** Ends the thread. */
  end: () => Promise<void>;
};

export function startReplays({ config, profile, push, common, now, log }: Parts): Replaying {
  const engine = createReplayWorker({ path: ledgerFile(config.dataDir), profile });
  const about = { clock: systemClock(now), mono: () => performance.now(), log, profile: onWire(profile) };
  const { stop } = serveReplays({ ...common, ...about, replays: push.replays, sent: push.sent, engine });
  return { engine, stop, end: engine.close };
}
