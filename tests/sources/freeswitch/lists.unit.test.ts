// What lists add to events: several nodes on one database, and agents who are added and deleted.
import { describe, expect, it } from 'vitest';
import { readTable } from '../../../server/sources/freeswitch/tables.ts';
import { unbalanced } from '../../support/balance.ts';
import { createReplayLog } from '../../support/replay-asterisk.ts';
import { answered, connectTo, facts, openCuttable as open, QUEUE, START } from '../../support/cuttable-freeswitch.ts';

describe('several nodes on one call-centre database', () => {
  it('each count their own callers, though the table of members lists those of all', () => {
    const { scene, wait, connect, ask, cut, queue, log } = open();
    scene.queue(QUEUE);
    connect();
    const waiting = scene.caller();
    waiting.join(QUEUE);
    const talking = answered(scene, wait);
    scene.foreign(QUEUE, 'Waiting');
    scene.foreign(QUEUE, 'Answered');
    wait(1);
    ask();
    expect(queue()).toMatchObject({ waiting: 1, talking: 1, today: { offered: 2, answered: 1 } });
    cut();
    connect();
    expect(queue()).toMatchObject({ waiting: 1, talking: 1, today: { offered: 2, answered: 1 } });
    waiting.abandon();
    talking.end('desk');
    wait(2);
    ask();
    expect(queue()).toMatchObject({
      waiting: 0,
      talking: 0,
      today: { offered: 2, answered: 1, completed: 1, abandoned: 1, lost: 0, talkUnknown: 0 },
    });
    expect(unbalanced(log.fold.board)).toEqual({ 'samad-sari': 0 });
  });

  it('have one row for queues of one name, which counts the callers of both (B3), whoever reports first', () => {
    const rowOf = (order: readonly ('pbx' | 'pbx2')[]) => {
      const log = createReplayLog();
      log.startDay(START);
      for (const [n, system] of order.entries()) {
        const call = `${system}-1`;
        const at = START + n;
        const common = { call, at, queue: 'samad-sari' };
        log.store([{ type: 'call.joined', id: `${call}/1/joined`, ...common, name: 'samad-sari' }], system);
        if (system === 'pbx2')
          log.store([{ type: 'call.left', id: `${call}/1/left`, ...common, at: at + 9, reason: 'abandoned' }], system);
      }
      return [log.fold.board.queues['samad-sari']?.today, Object.keys(log.fold.board.queues)] as const;
    };
    const [today, rows] = rowOf(['pbx', 'pbx2']);
    expect(today).toMatchObject({ offered: 2, waiting: 1, abandoned: 1 });
    expect(rows).toEqual(['samad-sari']);
    expect(rowOf(['pbx2', 'pbx'])).toEqual([today, rows]);
  });

  it('adopt a caller who hangs up between two of the answers, whose end is reported', () => {
    const { scene, wait, connect, cut, queue, log } = open();
    scene.queue(QUEUE);
    connect();
    cut();
    const caller = scene.caller();
    caller.join(QUEUE);
    wait(1);
    const listed = scene.answer(`callcenter_config queue list members ${QUEUE}`) ?? '';
    const connection = connectTo(log, {
      queues: readTable(scene.answer('callcenter_config queue list') ?? '') ?? [],
      members: readTable(listed) ?? [],
      agents: undefined,
      tiers: undefined,
      channels: [],
      channelsBefore: [caller.session],
    });
    expect(queue()).toMatchObject({ waiting: 1 });
    expect(connection).toBeDefined();
  });
});

describe('an agent who was deleted, of which no event comes', () => {
  it.each(['while nobody listened', 'while somebody did'])('%s is on duty no longer after the next look', (when) => {
    const { scene, wait, connect, cut, ask, log } = open();
    scene.queue(QUEUE);
    scene.agent('m-1201', [QUEUE]);
    scene.agent('m-1202', [QUEUE]);
    connect();
    expect(log.fold.board.now.desksOnDuty).toBe(2);
    if (when === 'while nobody listened') cut();
    scene.forget('m-1202');
    wait(5);
    if (when === 'while nobody listened') connect();
    else ask();
    expect(log.fold.board.now.desksOnDuty).toBe(1);
    const heard = log.events.length;
    ask();
    expect(facts(log, heard)).toEqual([]);
  });
});

describe('an event of the same tick of the clock as a list', () => {
  it('counts before it, also when it comes right behind it', () => {
    const { scene, connect, ask, desk, cut, wait } = open();
    scene.queue(QUEUE);
    scene.agent('m-1201', [QUEUE]);
    connect();
    expect(desk('m-1201')?.state).toBe('free');
    scene.status('m-1201', 'On Break');
    scene.status('m-1201', 'Available');
    ask();
    scene.status('m-1201', 'On Break');
    expect(desk('m-1201')?.state).toBe('paused');
    wait(1);
    cut();
    scene.status('m-1201', 'Available'); // unheard
    connect();
    expect(desk('m-1201')?.state).toBe('free');
    scene.status('m-1201', 'Logged Out');
    expect(desk('m-1201')?.state).not.toBe('free');
  });
});

describe('an agent who is added while the link is up', () => {
  it('has a state at once, and his queue with the next look', () => {
    const { scene, connect, ask, desk, log } = open();
    scene.queue(QUEUE);
    connect();
    scene.agent('m-1201', [QUEUE], 'Logged Out');
    scene.status('m-1201', 'On Break');
    expect(desk('m-1201')).toMatchObject({ state: 'paused' });
    expect(desk('m-1201')?.queue).toBeUndefined();
    scene.status('m-1201', 'Available');
    ask();
    expect(desk('m-1201')).toMatchObject({ state: 'free', queue: 'samad-sari' });
    scene.status('m-1201', 'On Break');
    expect(desk('m-1201')?.state).toBe('paused');
    expect(log.refused).toEqual([]);
  });
});
