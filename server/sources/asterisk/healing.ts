// Reads queue_log into the facts that were not heard: at every connection up to its end, then behind what AMI tells.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import type { SourceParts } from '../source.ts';
import type { LinkOptions } from './client.ts';
import { createQueueLogFile } from './queue-log-file.ts';
import type { Translator } from './translate.ts';

/** Lines are taken this long after they were written: by then AMI has told the same facts. */
const BEHIND_MS = 3_000;

type Parts = {
  options: LinkOptions;
  parts: SourceParts;
  translator: Translator;
  put: (events: readonly RawEvent[]) => void;
  isOver: () => boolean;
};

export type Healing = ReturnType<typeof createHealing>;

export function createHealing({ options, parts, translator, put, isOver }: Parts) {
  const { queueLog, link } = options;
  const name = `queue-log/${link}`;
  const file =
    queueLog === undefined
      ? undefined
      : createQueueLogFile({
          file: queueLog,
          mark: () => parts.mark(name),
          setMark: (value) => parts.setMark(name, value),
          firstFrom: parts.todayFrom() / 1000,
        });
  let works = false;
  let reading = false;

  const readAfter = async (pause: number): Promise<void> => {
    if (!file || reading || isOver()) return;
    reading = true;
    try {
      const lines: string[] = [];
      await file.readNew((line) => void lines.push(line));
      works = true;
      if (lines.length === 0) return;
      const position = file.position();
      if (pause > 0) await sleep(pause);
      if (isOver()) return;
      for (const line of lines) put(translator.read(line, parts.now()));
      await parts.drained();
      await file.keep(position);
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
    /** Whether the file could be read the last time: then no gap stays. */
    works: (): boolean => works,
  };
}
