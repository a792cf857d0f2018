// The HTTP server that screens connect to, what is pushed to them, and the figures about both.
import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Calendar } from '../shared/calendar.ts';
import type { OpenCasesBySubject } from '../shared/open-cases.ts';
import type { Links } from '../shared/links.ts';
import type { Profile } from '../shared/profile.ts';
import { createOriginLog } from './access/origin-log.ts';
import { withSessionPolicy } from './access/session-policy.ts';
import type { SessionPolicy } from './access/session-rules.ts';
import type { Fold } from './board/fold-type.ts';
import type { Environment } from './environment.ts';
import type { AppOptions } from './http/app.ts';
import { patience } from './http/patience.ts';
import { drainable } from './http/draining.ts';
import { buildLabels } from './metrics/build.ts';
import { createMetrics, type Metrics } from './metrics/metrics.ts';
import { onWire } from './profiles/on-wire.ts';
import { systemClock } from './push/clock.ts';
import { createPush, type Push } from './push/push.ts';
import type { Storage } from './start-log.ts';
import type { Recording } from './start-recording.ts';
import type { WarningBook } from './warnings.ts';

type Parts = {
  world: Environment;
  origin: string | undefined;
  policy: SessionPolicy;
  kept: Storage;
  profile: Profile;
  calendar: Calendar;
  fold: Fold;
  recording: Recording;
  warnings: WarningBook;
  links: () => Links;
  cases: () => OpenCasesBySubject | undefined;
};

export type Pushing = {
  server: Server;
  push: Push;
  metrics: Metrics;
  /** What HTTP and the socket check alike. */
  common: Pick<AppOptions, 'topics' | 'origin' | 'onWrongOrigin' | 'credentials'>;
  /** Sets who answers requests. */
  serve: (listener: RequestListener) => void;
  /** Lets what is under way be answered, then ends all connections. */
  drain: () => Promise<void>;
};

export function startPush({
  world,
  origin,
  policy,
  kept,
  profile,
  calendar,
  fold,
  recording,
  warnings,
  links,
  cases,
}: Parts): Pushing {
  const { log } = world;
  const { vault, now } = kept;
  let answer: RequestListener | undefined;
  const server = createServer(patience, (request, response) => void answer?.(request, response));
  const onWrongOrigin = createOriginLog({ log, now, origin });
  const common = {
    topics: profile.display.topics,
    origin,
    onWrongOrigin,
    credentials: withSessionPolicy(vault, policy),
  };
  const status = { links, recording: recording.recorder.recording };
  const push = createPush({
    ...common,
    ...status,
    warnings: warnings.current,
    cases,
    server,
    source: fold,
    epoch: randomUUID(),
    clock: systemClock(now),
    log,
    // The target that counts today: a new one holds from tomorrow on.
    profile: onWire({ ...profile, target: recording.targetAt(now()) }),
    utcOffset: calendar.utcOffset,
    demo: world.demo,
  });
  const metrics = createMetrics({
    ...status,
    board: () => fold.board,
    position: () => fold.position,
    now,
    screens: push.count,
    presence: push.presence,
    rejected: recording.rejections.counts,
    build: buildLabels(profile.id),
    isCaughtUp: kept.isCaughtUp,
    redis: () => {
      const up = kept.isReached();
      return up === undefined ? undefined : { up, replicas: kept.durability()?.replicas };
    },
  });
  return { server, push, metrics, common, serve: (listener) => (answer = listener), drain: drainable(server) };
}
