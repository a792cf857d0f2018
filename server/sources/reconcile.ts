// Asks a telephone system for its calls in progress until the answer is consistent, and has it reconciled with the log. What is
// asked, and when counters can be compared, differs by system.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../shared/event.ts';
import type { PbxClock } from './clock.ts';
import type { LinkContext, SourceParts } from './source.ts';

/** After this many answers the last one is taken, whether its counters can be compared or not. */
const TRIES = 12;

/** What a session gives the reconciler of its system. */
export type ReconcilerParts<Connection, Translator> = {
  system: string;
  link: string;
  parts: SourceParts;
  connection: Connection;
  clock: PbxClock;
  translator: Translator;
  put: (events: readonly RawEvent[]) => void;
  report: LinkContext['report'];
  /** The latest moment of which the log had a fact before this connection. */
  loggedUntil: number | undefined;
  isOver: () => boolean;
};

/** `askedAt`: our clock. `asOf`: nothing that joined after this moment is declared gone. Both epoch ms. */
export type Asked<Answers> = { answers: Answers; askedAt: number; asOf: number; isLastTry: boolean };

export type Questions<Answers> = {
  /** Before the first question of a try. */
  prepare?: () => Promise<void>;
  /** Before the first try of a run. */
  begin?: () => void;
  /** The telephone system's time (epoch ms), undefined where it does not show it. */
  ping: () => Promise<number | undefined>;
  /** `later`: not answered, and waited for that; `refused`: it will not answer. */
  snapshot: () => Promise<Answers | 'later' | 'refused'>;
  /** Events may be reported late: the answers are taken this long after they came, ms. */
  quietMs: number;
  /** Alone among all nodes. Returns whether the answers were taken; otherwise it is asked again. */
  take: (asked: Asked<Answers>) => Promise<boolean>;
  /** After each try. */
  done: (answers: Answers, isAccepted: boolean) => void;
};

type Common = Pick<
  ReconcilerParts<unknown, { latest: () => number | undefined }>,
  'system' | 'parts' | 'clock' | 'translator' | 'loggedUntil' | 'isOver'
>;

export function createReconciling<Answers>(common: Common, questions: Questions<Answers>) {
  const { system, parts, clock, translator, loggedUntil, isOver } = common;
  let running: Promise<void> | undefined;
  let isWanted = false;

  /** One try; true when the answer was taken, or nothing more can be asked. */
  const ask = async (isLastTry: boolean): Promise<boolean> => {
    await questions.prepare?.();
    if (isOver()) return false;
    const askedAt = parts.now();
    const pingTime = await questions.ping();
    const known = Math.max(loggedUntil ?? 0, translator.latest() ?? 0);
    // One past the last known moment, so that a call that joined in it is asked about too.
    const asOf = Math.floor(Math.min(known ? known + 1 : clock.now(parts.now()), pingTime ?? Infinity));
    const answers = await questions.snapshot();
    if (answers === 'later' || answers === 'refused') return answers === 'refused';
    await sleep(questions.quietMs);
    await parts.drained();
    let isAccepted = true;
    await parts.inTurn(system, async () => {
      if (!isOver()) isAccepted = await questions.take({ answers, askedAt, asOf, isLastTry });
    });
    questions.done(answers, isAccepted);
    return isAccepted;
  };

  const run = async (): Promise<void> => {
    while (isWanted && !isOver()) {
      isWanted = false;
      questions.begin?.();
      for (let tries = 1; !isOver() && !(await ask(tries >= TRIES)); tries++);
    }
  };

  return {
    /** Asks (again). A call during a run schedules one more run. */
    again(): Promise<void> {
      isWanted = true;
      running ??= run().finally(() => (running = undefined));
      return running;
    },
    isRunning: (): boolean => running !== undefined,
  };
}
