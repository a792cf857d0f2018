// A made-up FreeSWITCH and a link that can be cut and made again; the API answers from the scene itself.
import { readChannels, readTable } from '../../server/sources/freeswitch/tables.ts';
import type { Headers } from '../../server/sources/freeswitch/wire.ts';
import { createReplayLog } from './replay-asterisk.ts';
import { connectReplay, type Log } from './replay-freeswitch.ts';
import { createFreeSwitchScenario, type FreeSwitchScenario } from './freeswitch-scenario.ts';
import { MINUTE } from '../../shared/time.ts';

export const QUEUE = 'samad-sari@default';
export const START = Date.UTC(2026, 10, 23, 9);

export const today = (log: Log) =>
  Object.fromEntries(Object.entries(log.fold.board.queues).map(([id, queue]) => [id, queue.today]));
export const facts = (log: Log, from = 0) => log.events.slice(from).filter(({ type }) => /^(call|desk)\./.test(type));

/** A scene with a link that can be away; the API answers from the scene itself. */
export function openCuttable() {
  let now = START;
  const log = createReplayLog();
  log.startDay(START);
  let connection: ReturnType<typeof connectReplay> | undefined;
  const scene = createFreeSwitchScenario({ now: () => now, say: (event: Headers) => connection?.receive(event, now) });
  /** Not `counted`: calls finish all the while. */
  const ask = (counted = true): void => {
    const table = (question: string) => readTable(scene.answer(`callcenter_config ${question}`) ?? '');
    const queues = table('queue list') ?? [];
    connection?.resync(
      {
        queues,
        members: queues.flatMap(({ name }) => table(`queue list members ${name}`) ?? []),
        agents: table('agent list'),
        tiers: table('tier list'),
        channels: readChannels(scene.answer('show channels as json') ?? ''),
      },
      now,
      counted,
    );
  };
  return {
    log,
    scene,
    wait(seconds: number): void {
      now += seconds * 1000;
      connection?.tick(now);
    },
    connect(link = 'a', counted = true): void {
      connection = connectReplay(log, { link });
      ask(counted);
    },
    ask,
    cut: (): void => {
      connection?.tick(now + MINUTE);
      connection = undefined;
    },
    queue: () => log.fold.board.queues['samad-sari'],
    desk: (name: string) => log.fold.board.desks[name],
  };
}

/** A connection that received this at once. */
export function connectTo(log: Log, answers: Parameters<ReturnType<typeof connectReplay>['resync']>[0]) {
  const connection = connectReplay(log, { link: 'b' });
  connection.resync(answers, START + 5_000);
  return connection;
}

export const answered = (scene: FreeSwitchScenario, wait: (seconds: number) => void, desk = 'm-1201') => {
  const caller = scene.caller();
  caller.join(QUEUE);
  wait(2);
  caller.ring(desk);
  wait(1);
  caller.answer();
  wait(3);
  return caller;
};
