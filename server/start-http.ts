// The routes of all parts, put together to one application.
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { Calendar } from '../shared/calendar.ts';
import { elapsedOnLink } from '../shared/link-clock.ts';
import type { Links } from '../shared/links.ts';
import { levelsByRule, type Profile } from '../shared/profile.ts';
import { createPasswords } from './access/passwords.ts';
import { createProxyLog } from './access/proxy-log.ts';
import { createPreview } from './alerts/preview-today.ts';
import type { Fold } from './board/fold-type.ts';
import { createCallRows } from './calls/call-rows.ts';
import { createCallTable } from './calls/call-table.ts';
import type { PastVisits } from './calls/past-visits.ts';
import type { Config } from './config.ts';
import { accessRoutes } from './http/access.ts';
import { alertRoutes } from './http/alerts.ts';
import { createApp, type AppOptions } from './http/app.ts';
import { createCostly } from './http/costly.ts';
import { firstStepsRoute } from './http/first-steps.ts';
import { metricsRoute } from './http/metrics.ts';
import { recipientRoutes } from './http/recipients.ts';
import { sittingRoutes } from './http/sittings.ts';
import { hasBackup } from './log/last-backup.ts';
import type { Metrics } from './metrics/metrics.ts';
import { send } from './notices/send.ts';
import { testMessage } from './notices/text.ts';
import { namingOf } from './profiles/on-wire.ts';
import type { Push } from './push/push.ts';
import { randomId } from './random-id.ts';
import type { Pace } from './reading/pace.ts';
import { createContactRoutes } from './start-contacts.ts';
import type { History } from './sittings/history.ts';
import type { Timetable } from './sittings/timetable.ts';
import type { LinkRegistry } from './sources/links.ts';
import { SERVED_KEY, type Storage } from './start-log.ts';
import type { Notices } from './start-notices.ts';
import type { createOwnership } from './start-ownership.ts';
import type { Recording } from './start-recording.ts';
import type { WarningBook } from './warnings.ts';

type Parts = {
  config: Config;
  kept: Storage;
  profile: Profile;
  calendar: Calendar;
  log: Logger;
  /** Folder of the built screens. */
  dist: string;
  recording: Recording;
  ownership: ReturnType<typeof createOwnership>;
  fold: Fold;
  push: Push;
  past: PastVisits;
  pace: Pace;
  history: History;
  timetable: Timetable;
  metrics: Metrics;
  notices: Notices;
  warnings: WarningBook;
  book: LinkRegistry;
  links: () => Links;
  isStopping: () => boolean;
  common: Pick<AppOptions, 'topics' | 'origin' | 'onWrongOrigin' | 'credentials'>;
};

export async function createHttp(parts: Parts): Promise<Express> {
  const { config, kept, profile, calendar, log, fold, push, past, pace, history, links, warnings } = parts;
  const { ledger, vault, now } = kept;
  const { recorder, intake, rejections } = parts.recording;
  const costly = createCostly();
  const levels = levelsByRule(profile);
  const key = await vault.key(SERVED_KEY);

  const routes = [
    metricsRoute(parts.metrics.read),
    firstStepsRoute({
      board: () => fold.board,
      links,
      vault,
      isNamed: (kind, id) => Object.hasOwn(profile[kind], id),
      isProfileChosen: config.isProfileChosen,
      hasSitting: () => history.all().length > 0,
      hasBackup: () => hasBackup(config.dataDir),
    }),
    ...sittingRoutes({ timetable: parts.timetable, calendar }),
    ...createContactRoutes({ profile, calendar, fold, ledger, history, now, intake, costly, pace, key }),
    ...alertRoutes({
      levels,
      intake,
      board: () => fold.board,
      newId: () => randomId('l'),
      preview: createPreview({ past, calendar, now }),
      costly,
    }),
    ...recipientRoutes({
      vault,
      intake,
      send,
      book: parts.notices.notifier.book,
      testMessage: (id, language, at) => testMessage(id, language, at, parts.notices.place()),
      newId: () => randomId('m'),
      now,
    }),
    ...accessRoutes({
      vault,
      passwords: createPasswords(),
      ledger,
      now,
      origin: config.origin,
      presence: () => new Map([...kept.elsewhere.present(), ...push.presence()]),
      counts: kept.counts,
      isSource: parts.ownership.isSource,
      counties: Object.keys(profile.counties),
    }),
  ];

  return createApp({
    ...parts.common,
    sessions: vault,
    door: { fromClient: parts.ownership.accept },
    log: recorder,
    board: push,
    calls: createCallRows({
      fold,
      past,
      calendar,
      findSitting: history.find,
      pace,
      waitedSoFar: (queue, joinedAt) => elapsedOnLink(links(), fold.board.queues[queue]?.system, joinedAt, now()),
    }),
    costly,
    pace,
    callTable: createCallTable({
      calendar,
      naming: namingOf(profile),
      nameOf: (kind, id) => fold.board[kind][id]?.name,
    }),
    reasons: () => [
      ...(recorder.recording().since === undefined ? [] : ['log-unwritable' as const]),
      ...(warnings.has('vault') ? ['vault-unwritable' as const] : []),
      ...(kept.isCaughtUp() && !fold.isBehind() ? [] : ['board-behind' as const]),
      ...(parts.isStopping() ? ['stopping' as const] : []),
    ],
    durability: kept.durability,
    telephony: parts.book.byName,
    warnings: warnings.current,
    now,
    errors: log,
    onProxy: createProxyLog(log),
    onRejected: rejections.count,
    routes,
    dist: parts.dist,
    trustProxy: config.trustProxy,
    limits: { events: config.ingestLimit },
  });
}
