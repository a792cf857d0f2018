// The notifier with its surroundings: the log, the vault, the board, and the settings of the environment.
import { randomId } from './random-id.ts';
import type { Logger } from 'pino';
import type { Calendar } from '../shared/calendar.ts';
import type { Profile } from '../shared/profile.ts';
import { DAY_MINUTES } from '../shared/notices.ts';
import { MINUTE } from '../shared/time.ts';
import type { Fold } from './board/fold-type.ts';
import { createNotifier } from './notices/notifier.ts';
import { rememberedEntries } from './notices/remembered.ts';
import { send } from './notices/send.ts';
import { messageOf, type Place } from './notices/text.ts';
import type { Storage } from './start-log.ts';
import type { Recording } from './start-recording.ts';

type Parts = {
  kept: Storage;
  profile: Profile;
  calendar: Calendar;
  fold: Fold;
  recording: Recording;
  log: Logger;
  mono: () => number;
  leaseMs: number | undefined;
};

export type Notices = ReturnType<typeof createNotices>;

export function createNotices({ kept, profile, calendar, fold, recording, log, mono, leaseMs }: Parts) {
  const { vault, ledger, now } = kept;
  const { utcOffset } = calendar;
  const place = (): Place => ({ board: fold.board, utcOffset });
  const notifier = createNotifier({
    intake: recording.intake,
    recipients: () => vault.storedRecipients(),
    send,
    messageOf: ({ key, alert, notice, repeat, recipient }, at) =>
      messageOf({ id: key, alert, notice, repeat, language: recipient.language, at }, place()),
    around: () => ({
      board: fold.board,
      countyOf: (queue) => profile.queues[queue]?.county,
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
