// What the server looks at twice a second: its files, the day, its clock, the telephone links, sittings and alerts. Alerts also
// follow each change of the board, so that nobody waits half a second for one.
import type { Calendar } from '../shared/calendar.ts';
import type { OpenCasesBySubject } from '../shared/open-cases.ts';
import type { RawEvent } from '../shared/event.ts';
import type { SurgeNow } from '../shared/surges.ts';
import type { Links } from '../shared/links.ts';
import { levelsByRule, type Profile } from '../shared/profile.ts';
import { MINUTE } from '../shared/time.ts';
import { createWatcher } from './alerts/watcher.ts';
import type { Fold } from './board/fold-type.ts';
import { createDayTurn } from './day-turn.ts';
import { CLOCK } from './door/own-sources.ts';
import type { Push } from './push/push.ts';
import type { Announcer } from './sittings/announcer.ts';
import { statesOf } from './sources/links.ts';
import type { Storage } from './start-log.ts';
import type { Recording } from './start-recording.ts';
import type { SteadyClock } from './steady-clock.ts';
import type { WarningBook } from './warnings.ts';

const EVERY_MS = 500;
/** Changes of the board that come together are looked at once. */
const ALERTS_AFTER_MS = 25;
/** A clock so far behind the last event of the log is wrong, or was when that was written. */
const BEHIND_MS = 5 * MINUTE;

type Parts = {
  kept: Storage;
  profile: Profile;
  calendar: Calendar;
  recording: Recording;
  fold: Fold;
  checkpoint: (when: 'due') => Promise<void>;
  push: Push;
  announcer: Announcer;
  warnings: WarningBook;
  links: () => Links;
  cases: () => OpenCasesBySubject | undefined;
  surges: () => readonly SurgeNow[] | undefined;
  steady: SteadyClock | undefined;
  mono: () => number;
  hasTelephony: () => boolean;
};

export type Ticks = { boardChanged: () => void; stop: () => void };

/** Starts at once. */
export function startTicks(parts: Parts): Ticks {
  const { kept, profile, calendar, fold, push, warnings, links, steady } = parts;
  const { ledger, now, log: events } = kept;
  const { recorder, put } = parts.recording;
  const watcher = createWatcher({ levels: levelsByRule(profile), lastFactAt: fold.lastAt, nextAlert: fold.nextAlert });
  const days = createDayTurn({
    calendar,
    fold,
    ledger,
    now,
    mono: parts.mono,
    hasTelephony: () => steady !== undefined && parts.hasTelephony(),
    telephones: steady?.telephones ?? (() => []),
  });
  const lastRecorded = ledger.after(events.last() - 1, 1)[0]?.event.recordedAt ?? 0;
  let shownStates = '';

  const record = (due: readonly RawEvent[]): void => {
    if (due.length > 0) put(due, CLOCK);
  };
  const watchFiles = (): void => {
    const gone = kept.gone();
    if (gone.log) recorder.reached(gone.log);
    warnings.set('vault', gone.vault && { cause: gone.vault.message });
  };
  /** The day of the board turns by an event (B1); one that could not be written is tried again by the recorder. */
  const beginDay = (): void => record(days.due());
  const watchClock = (): void => {
    const held = steady?.held();
    const behindTheLog = lastRecorded - now();
    const doubt = days.doubt() ?? (steady && behindTheLog > BEHIND_MS ? { behindTheLog } : undefined);
    warnings.set('clock', held ? { held } : doubt);
    warnings.set('recount', fold.isBehind() ? { upTo: fold.position } : undefined);
  };
  /** Screens dim and brighten with the link, not with the next beat. */
  const beatWithLinks = (current: Links): void => {
    const states = statesOf(current);
    if (states !== shownStates) push.beat();
    shownStates = states;
  };

  const look = () => ({ board: fold.board, links: links(), now: now(), cases: parts.cases(), surges: parts.surges() });
  const tick = (): void => {
    watchFiles();
    beginDay();
    watchClock();
    const seen = look();
    beatWithLinks(seen.links);
    record([...parts.announcer.due(seen.board, seen.links, seen.now), ...watcher.due(seen)]);
    void parts.checkpoint('due');
  };

  tick();
  const timer = setInterval(tick, EVERY_MS);
  let soon: NodeJS.Timeout | undefined;
  return {
    boardChanged(): void {
      soon ??= setTimeout(() => {
        soon = undefined;
        record(watcher.due(look()));
      }, ALERTS_AFTER_MS);
    },
    stop(): void {
      clearInterval(timer);
      clearTimeout(soon);
    },
  };
}
