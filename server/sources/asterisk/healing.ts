// Reads queue_log into the facts that were not heard: at every connection up to its end, then behind what AMI tells.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import type { PbxClock } from '../clock.ts';
import type { SourceParts } from '../source.ts';
import type { LinkOptions } from './link-options.ts';
import { createQueueLogFile } from './queue-log-file.ts';
import { timeOf } from './queue-line.ts';
import type { Translator } from './translate.ts';

/** Lines are taken this long after they were written: by then AMI has told the same facts. */
const BEHIND_MS = 3_000;
/** Lines that wait before they are taken. */
const BATCH = 10_000;

type Parts = {
  options: LinkOptions;
  parts: SourceParts;
  translator: Translator;
  clock: Pick<PbxClock, 'logShift'>;
  put: (events: readonly RawEvent[]) => void;
  isOver: () => boolean;
};

export type Healing = ReturnType<typeof createHealing>;

export function createHealing({ options, parts, translator, clock, put, isOver }: Parts) {
  const { queueLog, link } = options;
  const name = `queue-log/${link}`;
  let works = false;
  let reading = false;
  /** Lines of the gap are gone, and no resync has counted yet what they took. */
  let hole = false;
  let compared = false;
  /** The mark that waits for that: whoever comes before finds the same hole. */
  let withheld: string | undefined;
  /** Up to here (epoch ms, in the time of events) what was missing stands counted as unheard: its lines come too late. */
  let countedUntil = Number(parts.mark(`${name}/counted`) ?? -Infinity);

  const file =
    queueLog === undefined
      ? undefined
      : createQueueLogFile({
          file: queueLog,
          mark: () => parts.mark(name),
          setMark: (value) => parts.setMark(name, value),
          firstFrom: parts.todayFrom() / 1000,
          lost() {
            hole = !compared; // behind AMI there is no gap that lines must heal
            parts.log.warn(
              { link, file: queueLog },
              'lines of queue_log are gone unread: what they took is counted, not healed',
            );
          },
        });

  const keep = async (position: string): Promise<void> => {
    if (hole) withheld = position;
    else await file?.keep(position);
  };

  const readAfter = async (pause: number): Promise<void> => {
    if (!file || reading || isOver()) return;
    const shift = clock.logShift();
    if (shift === undefined) {
      // Lines in another time than the events would tell every call once more.
      if (works || pause === 0)
        parts.log.warn({ link }, 'how events are timed is not known: gaps are counted, not healed');
      works = false;
      return;
    }
    reading = true;
    let lines: string[] = [];
    const takeAll = async (): Promise<void> => {
      const taken = lines;
      lines = [];
      if (isOver() || taken.length === 0) return;
      for (const line of taken)
        if ((timeOf(line) ?? 0) * 1000 + shift > countedUntil) put(translator.read(line, parts.now(), shift));
      await parts.drained();
      await keep(file.position());
    };
    try {
      await file
        .readNew((line) => {
          lines.push(line);
          return lines.length < BATCH ? undefined : takeAll();
        })
        .finally(async () => {
          if (pause > 0 && lines.length > 0) await sleep(pause);
          await takeAll();
        });
      works = true;
    } catch (cause) {
      if (works || pause === 0)
        parts.log.warn({ link, file: queueLog, err: cause }, 'queue_log cannot be read: gaps are counted, not healed');
      works = false;
    } finally {
      reading = false;
    }
  };

  return {
    /** Reads up to the end of the file. */
    read: (): Promise<void> => readAfter(0),
    /** Reads what was written since, and takes it a little later. */
    follow: (): Promise<void> => readAfter(BEHIND_MS),
    /** Whether the file could be read the last time, and all of the gap was in it: then no gap stays. */
    works: (): boolean => works && !hole,

    /** A resync at `at` (epoch ms) compared the counters; `unheard`: it said calls that they have and the log has not. */
    async compared(at: number, unheard: boolean): Promise<void> {
      compared = true;
      hole = false;
      try {
        if (withheld !== undefined) await keep(withheld);
        else if (unheard) await parts.setMark(`${name}/counted`, String((countedUntil = at)));
        withheld = undefined;
      } catch (cause) {
        parts.log.warn({ link, err: cause }, 'how far queue_log was read is not kept');
      }
    },
  };
}
