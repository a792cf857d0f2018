// The notifier with its surroundings: the log, the vault, the board, and the settings of the environment.
import { randomId } from './random-id.ts';
import type { Logger } from 'pino';
import type { Calendar } from '../shared/calendar.ts';
import { DAY_MINUTES } from '../shared/notices.ts';
import type { Profile } from '../shared/profile.ts';
import { MINUTE } from '../shared/time.ts';
import type { Fold } from './board/fold-type.ts';
import { createNotifier } from './notices/notifier.ts';
import { rememberedEntries } from './notices/remembered.ts';
import { send } from './notices/send.ts';
import { messageOf, type Place } from './notices/text.ts';
import type { Storage } from './start-log.ts';
import type { StartedReports } from './start-reports.ts';
import type { Recording } from './start-recording.ts';

type Parts = {
  kept: Storage;
  calendar: Calendar;
  profile: Profile;
  fold: Fold;
  recording: Recording;
  log: Logger;
  mono: () => number;
  leaseMs: number | undefined;
  reports: Pick<StartedReports, 'mail' | 'schedule'>;
  reportsWaitMs: number | undefined;
};

export type Notices = ReturnType<typeof createNotices>;

export function createNotices(parts: Parts) {
  const { kept, profile, calendar, fold, recording, log, mono, leaseMs, reports, reportsWaitMs } = parts;
  const { vault, ledger, now } = kept;
  const { utcOffset } = calendar;
  const place = (): Place => ({ board: fold.board, utcOffset, profile });
  const notifier = createNotifier({
    intake: recording.intake,
    recipients: () => vault.storedRecipients(),
    send,
    messageOf({ key: id, topic, notice, repeat, recipient: { language } }, at) {
      if ('report' in topic) return reports.mail({ id, report: topic.report, repeat, language, at });
      return messageOf({ id, alert: topic.alert, notice, repeat, language, at }, place());
    },
    reports: reports.schedule,
    reportsWaitMs,
    around: () => ({
      board: fold.board,
      countyOf: (queue) => fold.naming.queue(queue).county,
      minuteOf: (ms) => (Math.floor(ms / MINUTE) + utcOffset(ms)) % DAY_MINUTES,
    }),
    eventsOfAlert: (alert) => ledger.bySubject(`alert/${alert}`),
    now,
    steady: mono,
    node: randomId('n'),
    leaseMs,
    errors: log,
  });
  notifier.take(rememberedEntries({ ledger, board: fold.board, calendar, position: fold.position, now: now() }));
  const stopWatching = vault.watch(() => void notifier.recipientsChanged());
  return {
    notifier,
    place,
    start: notifier.start,
    stop: (): Promise<void> => {
      stopWatching();
      return notifier.stop();
    },
  };
}
