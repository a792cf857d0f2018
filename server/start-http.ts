// The routes of all parts, put together to one application.
import type { Express } from 'express';
import type { Logger } from 'pino';
import { monthBefore, monthOf, type Calendar } from '../shared/calendar.ts';
import type { Links } from '../shared/links.ts';
import { levelsByRule, type Profile } from '../shared/profile.ts';
import { createAccessRecord } from './access-record.ts';
import { provinceWords } from './access/context-words.ts';
import { createPasswords } from './access/passwords.ts';
import { createProxyLog } from './access/proxy-log.ts';
import { createAlertHistory } from './alerts/alert-history.ts';
import { createPreview } from './alerts/preview-today.ts';
import type { Fold } from './board/fold-type.ts';
import { isNamed } from './board/is-named.ts';
import type { PastVisits } from './calls/past-visits.ts';
import type { Config } from './config.ts';
import { accessRoutes } from './http/access.ts';
import { alertRoutes } from './http/alerts.ts';
import { createApp, type AppOptions } from './http/app.ts';
import { createCostly } from './http/costly.ts';
import { firstStepsRoute } from './http/first-steps.ts';
import { helpRoutes } from './http/helps.ts';
import { messageRoutes } from './http/messages.ts';
import { nameRoutes } from './http/names.ts';
import { metricsRoute } from './http/metrics.ts';
import { provinceRoutes } from './http/province.ts';
import { recipientRoutes } from './http/recipients.ts';
import { reportRoutes } from './http/reports.ts';
import { replayRoute } from './http/replay.ts';
import { actRoutes } from './http/sitting-acts.ts';
import { sittingRoutes } from './http/sittings.ts';
import { telephonyRoutes } from './http/telephony.ts';
import { whatIfRoute } from './http/what-if.ts';
import { hasBackup } from './log/last-backup.ts';
import type { Metrics } from './metrics/metrics.ts';
import { createNameBook } from './naming/name-book.ts';
import type { Directories } from './directory/directories.ts';
import { send } from './notices/send.ts';
import { testMessage } from './notices/text.ts';
import type { Push } from './push/push.ts';
import { contactIndexFile } from './contacts/index-file.ts';
import { errorText } from './error-text.ts';
import { randomId } from './random-id.ts';
import type { Pace } from './reading/pace.ts';
import type { Engine } from './replay/engine.ts';
import { choiceOf, type ProfileBook } from './start-profile.ts';
import { startCallLists } from './start-call-lists.ts';
import { createContactRoutes, type ContactParts } from './start-contacts.ts';
import { createDeskTimeRoutes } from './start-desk-times.ts';
import { createPromises } from './start-promises.ts';
import { createTimetableRoutes } from './start-timetable.ts';
import type { Acts } from './sittings/acts.ts';
import type { History } from './sittings/history.ts';
import type { Timetable } from './sittings/timetable.ts';
import type { Names } from './sources/names.ts';
import type { LinkRegistry } from './sources/links.ts';
import type { Sealer } from './seals/sealer.ts';
import { SERVED_KEY, type Storage } from './start-log.ts';
import type { Notices } from './start-notices.ts';
import type { createOwnership } from './start-ownership.ts';
import type { StartedReports } from './start-reports.ts';
import type { Recording } from './start-recording.ts';
import type { LinkList } from './telephony/link-list.ts';
import { testLink } from './telephony/test-link.ts';
import type { WarningBook } from './warnings.ts';
import { createWhatIfs } from './what-if/what-ifs.ts';

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
  acts: Acts;
  metrics: Metrics;
  notices: Notices;
  reports: StartedReports;
  engine: Engine;
  telephony: LinkList;
  warnings: WarningBook;
  book: LinkRegistry;
  profiles: ProfileBook;
  directories: Directories;
  names: Pick<Names, 'queue' | 'desk'>;
  links: () => Links;
  isStopping: () => boolean;
  common: Pick<AppOptions, 'topics' | 'origin' | 'onWrongOrigin' | 'credentials'>;
};

export type ServedHttp = Pick<ContactParts, 'cases' | 'casesOf' | 'takeTable' | 'stop'> & {
  app: Express;
  recordAll: () => Promise<void>;
  sealer: Sealer;
};

export async function createHttp(parts: Parts): Promise<ServedHttp> {
  const { config, kept, profile, calendar, log, fold, push, past, pace, history, links, warnings } = parts;
  const { ledger, vault, now } = kept;
  const { recorder, intake, rejections } = parts.recording;
  const costly = createCostly();
  const levels = levelsByRule(profile);
  const key = await vault.key(SERVED_KEY);

  const contacts = createContactRoutes({
    profile,
    calendar,
    fold,
    ledger,
    history,
    now,
    intake,
    costly,
    pace,
    key,
    indexFile: contactIndexFile(config.dataDir),
    onIndexError: (error) =>
      log.error({ error: errorText(error) }, 'the index of contacts cannot be brought up to date'),
    onWalError: (error) => log.warn({ error: errorText(error) }, 'the index of contacts takes more room on the disk'),
    onCases: push.casesChanged,
  });

  const promises = createPromises({
    kept,
    recording: parts.recording,
    profile,
    calendar,
    fold,
    history,
    past,
    pace,
    costly,
    log,
    key,
    casesOf: async (month) => (await contacts.casesOf(month)).all,
  });

  const choice = () => choiceOf(config, fold.board, history);
  const reading = { fold, ledger, past, calendar, costly, now, pace };
  const callLists = startCallLists({ ...reading, intake, profile, history, links });

  const routes = [
    metricsRoute(parts.metrics.read),
    firstStepsRoute({
      board: () => fold.board,
      links,
      vault,
      isNamed: (kind, id) => isNamed(fold.naming, profile, kind, id),
      isProvinceSettled: () => parts.profiles.now().isChosen || ['configured', 'counted'].includes(choice()),
      hasSitting: () => history.all().length > 0,
      hasBackup: () => hasBackup(config.dataDir),
    }),
    replayRoute({ engine: parts.engine, now, costly }),
    ...sittingRoutes({ timetable: parts.timetable, calendar }),
    whatIfRoute({ whatIfs: createWhatIfs({ history, past, calendar, around: profile.sitting, pace, now }), costly }),
    ...actRoutes({ acts: parts.acts, timetable: parts.timetable }),
    ...createTimetableRoutes({
      profile,
      calendar,
      fold,
      ledger,
      history,
      vault,
      intake,
      dist: parts.dist,
      newId: () => randomId('t'),
      now,
    }),
    ...reportRoutes({ ...parts.reports, calendar, costly }),
    ...contacts.routes,
    ...promises.routes,
    ...alertRoutes({
      levels,
      intake,
      board: () => fold.board,
      agencies: Object.keys(profile.agencies),
      newId: () => randomId('l'),
      preview: createPreview({ past, calendar, now }),
      costly,
      history: createAlertHistory({ ledger, calendar }),
      findSitting: history.find,
      month: () => monthOf(calendar.dayOf(now())),
      now,
    }),
    ...createDeskTimeRoutes({ ledger, calendar, profile, fold, now, pace, costly }),
    ...callLists.routes,
    ...helpRoutes({ board: () => fold.board, intake }),
    ...messageRoutes({
      board: () => fold.board,
      intake,
      ledger,
      vault,
      counties: Object.keys(profile.counties),
      lastMonth: () => monthBefore(monthOf(calendar.dayOf(now()))),
      thisMonth: () => monthOf(calendar.dayOf(now())),
      newId: () => randomId('g'),
      now,
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
    ...telephonyRoutes({
      vault,
      fixed: parts.telephony.fixed,
      standing: parts.book.byName,
      test: (link, seconds) => testLink(link, { seconds, now }),
      now,
    }),
    ...nameRoutes({
      profile,
      intake,
      book: createNameBook({ fold, history, profile }),
      idOf: (kind, reported) =>
        (kind === 'queue' ? parts.names.queue(reported) : parts.names.desk(reported, reported))?.id,
      newId: () => randomId('n'),
    }),
    ...provinceRoutes({
      book: parts.profiles,
      choice,
      board: () => fold.board,
      isCounted: contacts.isCounted,
      intake,
      newId: () => randomId('p'),
    }),
    ...accessRoutes({
      vault,
      passwords: createPasswords(),
      ledger,
      now,
      origin: config.origin,
      presence: () => new Map([...kept.elsewhere.present(), ...push.presence()]),
      sent: push.sent,
      counts: kept.counts,
      policy: config.policy,
      directories: parts.directories,
      isSource: parts.ownership.isSource,
      counties: Object.keys(profile.counties),
      provinceWords: provinceWords(profile),
      log,
    }),
  ];

  const record = createAccessRecord({ intake, now, newId: () => randomId('v'), errors: log });
  const app = createApp({
    ...parts.common,
    sessions: vault,
    door: { fromClient: parts.ownership.accept },
    log: recorder,
    board: push,
    earlier: parts.engine,
    calls: callLists.calls,
    callTable: callLists.callTable,
    costly,
    pace,
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
    record,
    onProxy: createProxyLog(log),
    onRejected: rejections.count,
    routes,
    dist: parts.dist,
    trustProxy: config.trustProxy,
    limits: { events: config.ingestLimit },
  });
  const { cases, casesOf, takeTable, stop } = contacts;
  return { app, cases, casesOf, takeTable, stop, recordAll: record.stop, sealer: promises.sealer };
}
