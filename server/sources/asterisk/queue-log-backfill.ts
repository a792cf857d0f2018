// Reads queue_log into the facts that the link missed: at every connection up to its end, then behind the events of AMI.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import type { PbxClock } from '../clock.ts';
import type { SourceParts } from '../source.ts';
import type { LinkOptions } from './link-options.ts';
import { createQueueLogFile } from './queue-log-file.ts';
import type { SavedLogMemory } from './log-memory.ts';
import { isFinish, timeOf } from './queue-line.ts';
import { createQueueLogState } from './queue-log-state.ts';
import type { Translator } from './translate.ts';

/** Lines are taken this long after they were written: by then AMI has reported the same facts. */
const BEHIND_MS = 3_000;
/** Lines that wait before they are taken: few enough that events of the link go on in between. */
const BATCH = 250;
/** Reading up to the end may take this long before it is reported. */
const LONG_MS = 2_000;

type Parts = {
  options: LinkOptions;
  parts: SourceParts;
  translator: Translator;
  clock: Pick<PbxClock, 'logOffset'>;
  put: (events: readonly RawEvent[]) => void;
  isOver: () => boolean;
};

export type Backfill = ReturnType<typeof createBackfill>;

/** The connection ended while lines were read: the next one goes on. */
class GivenUp extends Error {}

export function createBackfill({ options, parts, translator, clock, put, isOver }: Parts) {
  const { queueLog, queueLogOld, link } = options;
  const name = `queue-log/${link}`;
  const state = createQueueLogState();
  let works = false;
  /** Our time (epoch ms) since which lines are read; undefined while none are. */
  let readingSince: number | undefined;
  let isUpToEnd = false;
  /** A follower that waits behind its lines, and what ends that wait. */
  let following: Promise<void> | undefined;
  let hurry = new AbortController();
  /** Lines that were taken, of calls that Asterisk counts as finished, and the time of the newest (epoch ms, in the time of events). */
  let finished = { lines: 0, at: -Infinity };
  let reported: string | undefined;
  /** Lines of the gap are gone, and no resync has counted yet what they took. */
  let hasGap = false;
  let compared = false;
  /** The mark that waits for that: an earlier reader finds the same gap. */
  let pendingMark: string | undefined;
  /** Up to here (epoch ms, in the time of events) what was missing stands counted as unheard: its lines come too late. */
  let countedUntil = Number(parts.mark(`${name}/counted`) ?? -Infinity);
  /** Outgoing calls by queue that Asterisk counted since the counters were compared last. */
  const before = besideMark(parts.mark(name));
  let outgoing = { ...before.outgoing };
  translator.logMemory.load(before.lines);

  const file =
    queueLog === undefined
      ? undefined
      : createQueueLogFile({
          file: queueLog,
          old: queueLogOld,
          mark: () => parts.mark(name),
          setMark: (value) => parts.setMark(name, value),
          firstFrom: parts.todayFrom() / 1000,
          lost() {
            hasGap = !compared; // behind AMI there is no gap that lines must heal
            parts.log.warn(
              { link, file: queueLog },
              'lines of queue_log are gone unread: what they took is counted, not healed',
            );
          },
        });

  const keep = async (position: string): Promise<void> => {
    if (hasGap) pendingMark = position;
    else await file?.keep(position);
  };
  const position = (): string => {
    const at = JSON.parse(file?.position() ?? '{}') as object;
    return JSON.stringify({ ...at, outgoing, lines: translator.logMemory.save() });
  };

  const readAfter = async (pause: number): Promise<void> => {
    if (!file || readingSince !== undefined || isOver()) return;
    const shift = clock.logOffset();
    if (shift === undefined) {
      // Lines in another time than the events would report every call again.
      if (works || pause === 0)
        parts.log.warn({ link }, 'how events are timed is not known: gaps are counted, not healed');
      works = false;
      return;
    }
    readingSince = parts.now();
    isUpToEnd = pause > 0;
    let lines: string[] = [];
    const takeAll = async (): Promise<void> => {
      const taken = lines;
      lines = [];
      if (isOver()) throw new GivenUp();
      if (taken.length === 0) return;
      const ends = taken.filter(isFinish);
      const latest = timeOf(ends.at(-1) ?? '');
      finished = {
        lines: finished.lines + ends.length,
        at: latest === undefined ? finished.at : latest * 1000 + shift,
      };
      for (const line of taken)
        if ((timeOf(line) ?? 0) * 1000 + shift > countedUntil) put(translator.read(line, parts.now(), shift));
      for (const [queue, calls] of Object.entries(translator.takeOutgoing()))
        outgoing[queue] = (outgoing[queue] ?? 0) + calls;
      const at = position();
      await parts.drained();
      if (pause === 0) translator.forgetRead((file.newest() ?? 0) * 1000 + shift);
      await keep(at);
    };
    try {
      try {
        await file.readNew((line) => {
          lines.push(line);
          return lines.length < BATCH ? undefined : takeAll();
        });
      } finally {
        if (pause > 0 && lines.length > 0) await sleep(pause, undefined, { signal: hurry.signal }).catch(() => {}); // aborted
        await takeAll();
      }
      // Also where nothing of today was in it: the next gap begins here.
      if (parts.mark(name) === undefined) await keep(position());
      works = true;
    } catch (cause) {
      if (isOver()) return;
      if (works || pause === 0)
        parts.log.warn({ link, file: queueLog, err: cause }, 'queue_log cannot be read: gaps are counted, not healed');
      works = false;
    } finally {
      readingSince = undefined;
      isUpToEnd = true;
    }
  };

  return {
    /** Reads up to the end of the file; what waits to be taken is taken now. */
    async read(): Promise<void> {
      hurry.abort();
      await following;
      await readAfter(0);
    },
    /** Reads what was written since, and takes it a little later. */
    follow(): Promise<void> {
      if (following) return following;
      hurry = new AbortController();
      following = readAfter(BEHIND_MS).finally(() => (following = undefined));
      return following;
    },
    /** Whether lines up to the end of the file are still being read. */
    isReading: (): boolean => readingSince !== undefined && !isUpToEnd,
    /** Whether the file could be read the last time. */
    works: (): boolean => works,
    /** Every event; times are epoch ms, of the telephone system and of ours. */
    heard: state.heard,
    /** How many lines of calls that Asterisk counts as finished were taken on this connection, and the time of the newest. */
    finished: (): Readonly<{ lines: number; at: number }> => finished,
    /** Outgoing calls by queue that Asterisk counted beside the callers since the last comparison. */
    outgoing: (): Readonly<Record<string, number>> => outgoing,

    /** Tells the screens what they should know of the file, and the log what is new of it. */
    report(): void {
      if (!file) return;
      const shift = clock.logOffset();
      if (shift === undefined) return;
      const newest = file.newest();
      const isLong = readingSince !== undefined && !isUpToEnd && parts.now() - readingSince > LONG_MS;
      const is = state.state(
        {
          isReadable: works || readingSince !== undefined,
          isForeign: file.isForeign(),
          isLong,
          newest: newest === undefined ? undefined : newest * 1000 + shift,
        },
        parts.now(),
      );
      parts.links.queueLog(link, is);
      const { code } = is ?? {};
      if (code === reported) return;
      reported = code;
      if (code === 'stale' || code === 'foreign') parts.log.warn({ link, file: queueLog, code }, warnings[code]);
      else if (code !== 'unreadable') parts.log.info({ link, file: queueLog, code }, 'queue_log is read');
    },

    /** A resync at `at` (epoch ms) compared the counters; `unheard`: they have calls that the log has not. */
    async compared(at: number, unheard: boolean): Promise<void> {
      if (unheard && works && !hasGap) state.lacks(at);
      compared = true;
      hasGap = false;
      const hadOutgoing = Object.keys(outgoing).length > 0;
      outgoing = {};
      try {
        if (pendingMark !== undefined) await keep(pendingMark);
        else if (unheard) await parts.setMark(`${name}/counted`, String((countedUntil = at)));
        pendingMark = undefined;
        if (file && works && hadOutgoing) await keep(position());
      } catch (cause) {
        parts.log.warn({ link, err: cause }, 'how far queue_log was read is not kept');
      }
    },
  };
}

const warnings = {
  stale:
    'queue_log does not grow although calls go on: it is not the file that Asterisk writes, or queue_log_to_file is off in logger.conf; calls of a gap are counted, not healed',
  foreign: 'the file has no line of a queue_log: calls of a gap are counted, not healed',
} as const;

type BesideMark = { outgoing?: Record<string, number>; lines?: SavedLogMemory };
const besideMark = (mark: string | undefined): BesideMark =>
  mark === undefined ? {} : ((JSON.parse(mark) ?? {}) as BesideMark);
