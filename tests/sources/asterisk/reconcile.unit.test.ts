// When the counters of Asterisk are compared with the log.
import { expect, it } from 'vitest';
import type { PbxClock } from '../../../server/sources/clock.ts';
import type { Connection } from '../../../server/sources/asterisk/connection.ts';
import type { Backfill } from '../../../server/sources/asterisk/queue-log-backfill.ts';
import { createReconciler } from '../../../server/sources/asterisk/reconcile.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { createNames } from '../../../server/sources/names.ts';
import type { SourceParts } from '../../../server/sources/source.ts';
import { createReplayLog, plainProfile } from '../../support/replay-asterisk.ts';
import { BEGIN } from './asterisk-scenario.ts';

/** A link without events that reads queue_log; each question takes a third of a second. */
function linkWithoutEvents() {
  const log = createReplayLog();
  log.startDay(BEGIN);
  const names = createNames(plainProfile);
  const translator = createTranslator({ system: 'pbx111', names, recall: log.recall });
  let now = BEGIN;
  let abandoned = 0;
  const unread: { second: number; uniqueid: string; rest: string }[] = [];
  let finished = { lines: 0, at: -Infinity };
  /** What happens on the telephone system when it is asked so. */
  let happens: (name: string) => void = () => {};
  const compared: boolean[] = [];
  const put: (events: Parameters<typeof log.store>[0]) => void = (events) => log.store(events, 'pbx111');
  const counters = (): Packet => ({
    Event: 'QueueParams',
    Queue: 'samad',
    Completed: '0',
    Abandoned: String(abandoned),
  });
  const backfill: Pick<Backfill, 'works' | 'isReading' | 'finished' | 'read' | 'outgoing' | 'compared'> = {
    works: () => true,
    isReading: () => false,
    finished: () => finished,
    async read() {
      for (const { second, uniqueid, rest } of unread.splice(0)) {
        const time = BEGIN / 1000 + second;
        put(translator.read(`${time}|${uniqueid}|samad|${rest}`, now));
        if (rest.includes('ABANDON')) finished = { lines: finished.lines + 1, at: time * 1000 };
      }
    },
    outgoing: () => ({}),
    compared: async (_at, unheard) => void compared.push(unheard),
  };
  const parts: Partial<SourceParts> = {
    now: () => now,
    names,
    recall: log.recall,
    drained: async () => {},
    inTurn: (_system, run) => run(),
    todayFrom: () => BEGIN,
  };
  const reconciler = createReconciler({
    system: 'pbx111',
    link: 'a',
    parts: parts as SourceParts,
    connection: {
      async ask(name: string) {
        now += 111;
        const list = name === 'QueueStatus' ? [counters()] : [];
        happens(name);
        return { ok: true, message: '', response: {}, list };
      },
    } as unknown as Connection,
    clock: { now: (at: number) => at, pingTime: () => now } as unknown as PbxClock,
    translator,
    put,
    report: () => {},
    loggedUntil: undefined,
    isOver: () => false,
    backfill: backfill as Backfill,
    hasEvents: () => false,
  });
  const write = (uniqueid: string, rest: string): void =>
    void unread.push({ second: Math.floor((now - BEGIN) / 1000), uniqueid, rest });
  return {
    log,
    compared,
    again: reconciler.again,
    isUncompared: reconciler.isUncompared,
    onAsked: (run: (name: string) => void): void => void (happens = run),
    /** A desk is paused. */
    pause: (): void => write('NONE', 'm-1201|PAUSE|'),
    /** A caller who joined and hung up now, by Asterisk's counter and its file; not `isWritten` where the file is another. */
    abandon(uniqueid: string, isWritten = true): void {
      abandoned++;
      if (!isWritten) return;
      write(uniqueid, 'NONE|ENTERQUEUE||0113|1');
      write(uniqueid, 'NONE|ABANDON|1|1|0');
    },
    wait: (seconds: number): void => void (now += seconds * 1000),
  };
}

it('a link without events compares counters once the lines of that time are read: a caller of them is not unheard', async () => {
  const { log, compared, again, isUncompared, abandon, onAsked, wait } = linkWithoutEvents();
  await again();
  wait(20);
  const uncompared: boolean[] = [];
  onAsked((name) => {
    if (name !== 'QueueStatus') return;
    uncompared.push(isUncompared());
    if (uncompared.length === 1) abandon('pbx111-1795424420.2');
  });
  await again();
  expect([...uncompared, isUncompared()]).toEqual([false, true, false]);
  expect(log.fold.board.queues['samad']?.today).toMatchObject({ offered: 1, abandoned: 1 });
  expect(log.fold.board.queues['samad']?.today.unheard).toBeUndefined();
  expect(compared).toEqual([false, false]);
  expect(log.refused).toEqual([]);
});

it('a link without events on which something happens in every second compares counters, too', async () => {
  const { log, compared, again, abandon, pause, onAsked, wait } = linkWithoutEvents();
  await again();
  wait(20);
  abandon('pbx111-1795424420.2');
  abandon('pbx111-1795424420.3', false);
  onAsked(pause);
  await again();
  expect(compared).toEqual([false, true]);
  expect(log.fold.board.queues['samad']?.today).toMatchObject({ abandoned: 1, unheard: 1 });
});
