// How facts get into the log: through the door, in the order of their arrival, with the service-level target in force.
import type { Logger } from 'pino';
import type { Calendar } from '../shared/calendar.ts';
import type { RawEvent, StoredEvent } from '../shared/event.ts';
import type { Profile } from '../shared/profile.ts';
import type { Fold } from './board/fold-type.ts';
import { createDoor, type Door } from './door/door.ts';
import { createIgnoring, type Ignoring } from './door/ignored.ts';
import { CLOCK } from './door/own-sources.ts';
import { targetOn, withTarget, type Target } from './door/targets.ts';
import { createIntake, type Intake } from './log/intake.ts';
import { createRecorder, type Recorder } from './log/recorder.ts';
import { createRejections, type Rejections } from './metrics/rejections.ts';
import { profileHash } from './profiles/load.ts';
import type { Pace } from './reading/pace.ts';
import type { Storage } from './start-log.ts';

type Parts = {
  kept: Storage;
  profile: Profile;
  calendar: Calendar;
  fold: Pick<Fold, 'naming' | 'knowsVisit'>;
  log: Logger;
  pace: Pace;
};

export type Recording = {
  door: Door;
  /** Leaves out queues that people ignore. */
  ignoring: Ignoring;
  /** For what people decide here. */
  intake: Intake;
  recorder: Recorder;
  /** The service-level target in force on the day of a moment. */
  targetAt: (ms: number) => number;
  rejections: Rejections;
  /** Takes facts of one of our own sources or of a telephone system; those that the door refuses are logged and counted. */
  put: (raw: readonly RawEvent[], source: string) => void;
};

export async function startRecording({ kept, profile, calendar, fold, log, pace }: Parts): Promise<Recording> {
  const { marks, now } = kept;
  let targets = JSON.parse((await marks.get('targets')) ?? '[]') as readonly Target[];
  const targetAt = (ms: number): number => targetOn(targets, calendar.dayOf(ms)) ?? profile.target;
  const door = createDoor({ profile, calendar, now, targetAt, naming: fold.naming });
  const ignoring = createIgnoring({ isIgnored: (id) => fold.naming.queue(id).ignored, knowsVisit: fold.knowsVisit });
  const rejections = createRejections();
  const recorder = createRecorder({
    log: kept.log,
    now,
    probe: kept.probe,
    store: kept.store,
    urgent: pace.urgent,
    onTrouble: (trouble) =>
      trouble ? log.error(trouble, 'events are not being recorded') : log.info('events are being recorded again'),
  });

  const put = (raw: readonly RawEvent[], source: string): void => {
    const accepted: StoredEvent[] = [];
    for (const one of raw) {
      const kept = ignoring.keep(one);
      if (!kept) continue;
      const result = door.fromSource(kept, source);
      if (result.ok) accepted.push(result.event);
      else {
        rejections.count(result.code);
        log.warn({ source, code: result.code, reason: result.message, type: one.type }, 'an event was rejected');
      }
    }
    if (accepted.length > 0) recorder.put(accepted);
  };

  /** A new target of the profile holds from the next day on, so that no day has two. */
  const takeTarget = async (): Promise<void> => {
    const today = calendar.dayOf(now());
    const changed = withTarget(targets, profile.target, today, calendar.dayAfter(today));
    if (changed === targets) return;
    targets = changed;
    const { target, from } = changed.at(-1) ?? { target: profile.target, from: today };
    await marks
      .set('targets', JSON.stringify(targets))
      .catch((cause: unknown) => log.error({ err: cause }, 'the target was not saved'));
    const hash = profileHash(profile);
    put([{ type: 'profile.changed', id: `profile/${hash}/${from}`, at: now(), hash, target, from }], CLOCK);
  };

  await takeTarget();
  return { door, ignoring, intake: createIntake({ door, log: recorder, now }), recorder, targetAt, rejections, put };
}
