// What happens when a link is cut and when FreeSWITCH is killed: nothing counts twice, what was lost is lost, and what
// nobody saw is counted by FreeSWITCH's own counters (B10).
import { describe, expect, it } from 'vitest';
import { unbalanced } from '../../support/balance.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import type { Headers } from '../../../server/sources/freeswitch/wire.ts';
import { createFreeSwitchScenario, type FreeSwitchScenario } from '../../support/freeswitch-scenario.ts';
import { answered, facts, openCuttable as open, QUEUE, START } from '../../support/cuttable-freeswitch.ts';
import { createReplayLog } from '../../support/replay-asterisk.ts';
import { connectReplay } from '../../support/replay-freeswitch.ts';
import { randomRuns } from '../../support/random-runs.ts';

describe('after a cut', () => {
  it('a caller who is still there goes on where he is, and his talk is exact from its end', () => {
    const { scene, wait, connect, cut, queue, log } = open();
    scene.queue(QUEUE);
    connect();
    cut();
    const talking = answered(scene, wait);
    const waiting = scene.caller();
    waiting.join(QUEUE);
    wait(4);
    connect();
    expect(queue()).toMatchObject({
      waiting: 1,
      talking: 1,
      today: { offered: 2, answered: 1, waitSecondsAnswered: 3 },
    });
    wait(10);
    talking.end('caller');
    waiting.abandon();
    wait(2);
    expect(queue()?.today).toMatchObject({
      offered: 2,
      answered: 1,
      completed: 1,
      talkSeconds: 17,
      abandoned: 1,
      waitSecondsAbandoned: 14,
      lost: 0,
    });
    expect(queue()?.today.unheard).toBeUndefined();
    expect(
      log.events.filter((event) => 'approx' in event && event.approx).map(({ id }) => id.split('~')[1] ?? id),
    ).toEqual([...['adopted', 'adopted', 'adopted']]);
  });

  it('a caller with a channel but in no queue any more left otherwise; one without a channel is lost', () => {
    const { scene, wait, connect, cut, queue } = open();
    scene.queue(QUEUE);
    connect();
    const [gone, moved, talking] = [scene.caller(), scene.caller(), answered(scene, wait)];
    gone.join(QUEUE);
    moved.join(QUEUE);
    wait(3);
    cut();
    gone.abandon();
    moved.leave('TIMEOUT');
    talking.end('desk');
    wait(5);
    connect();
    expect(queue()?.today).toMatchObject({
      offered: 3,
      answered: 1,
      completed: 0,
      talkUnknown: 1,
      lost: 1,
      leftOtherwise: 1,
      waiting: 0,
    });
    expect(queue()?.today.unheard).toBeUndefined();
  });

  it('a caller who is lost by lists that counters could not be compared with is not unheard besides, nor hides one', () => {
    for (const missed of [0, 1]) {
      const { scene, wait, connect, cut, queue, ask } = open();
      scene.queue(QUEUE);
      connect();
      const caller = scene.caller();
      caller.join(QUEUE);
      wait(3);
      cut();
      caller.abandon();
      for (let n = 0; n < missed; n++) {
        const unheard = scene.caller();
        unheard.join(QUEUE);
        wait(1);
        unheard.abandon();
      }
      wait(2);
      connect('a', false);
      expect(queue()?.today).toMatchObject({ offered: 1, lost: 1 });
      wait(2);
      ask();
      expect([missed, queue()?.today.unheard ?? 0]).toEqual([missed, missed]);
    }
  });

  it('what came and went is unheard, once, whatever else happened (seeded)', () => {
    for (let seed = 1; seed <= randomRuns(40); seed++) {
      const random = seededRandom(seed);
      const { scene, wait, connect, cut, queue, log } = open();
      scene.queue(QUEUE);
      connect();
      type One = { caller: ReturnType<FreeSwitchScenario['caller']>; isKnown: boolean; talks: boolean };
      const present = new Set<One>();
      let isHeard = true;
      let unheard = 0;
      let offered = 0;
      const step = (): void => {
        wait(1);
        const list = [...present];
        const one = list[Math.floor(random() * list.length)];
        if (!one || random() < 0.4) {
          const joined: One = { caller: scene.caller(), isKnown: isHeard, talks: false };
          joined.caller.join(QUEUE);
          present.add(joined);
          if (isHeard) offered++;
        } else if (!one.talks && random() < 0.5) {
          one.caller.ring('m-1202');
          one.caller.answer();
          one.talks = true;
        } else {
          if (one.talks) one.caller.end(random() < 0.5 ? 'caller' : 'desk');
          else one.caller.abandon();
          present.delete(one);
          if (!one.isKnown) unheard++;
        }
      };
      for (let round = 0; round < 4; round++) {
        for (let n = 0; n < 10; n++) step();
        wait(2);
        cut();
        isHeard = false;
        for (let n = 0; n < 14; n++) step();
        wait(2);
        connect();
        isHeard = true;
        for (const one of present) {
          if (!one.isKnown) offered++;
          one.isKnown = true;
        }
        wait(2);
      }
      const { today } = queue()!;
      expect([seed, today.unheard ?? 0, today.offered]).toEqual([seed, unheard, offered]);
      expect(unbalanced(log.fold.board)).toEqual({ 'samad-sari': 0 });
      expect([queue()?.waiting, queue()?.talking]).toEqual([
        [...present].filter(({ talks }) => !talks).length,
        [...present].filter(({ talks }) => talks).length,
      ]);
    }
  });

  it('a queue that was reloaded meanwhile makes no calls up: too few are unheard, never too many', () => {
    const { scene, wait, connect, cut, queue } = open();
    scene.queue(QUEUE);
    connect();
    answered(scene, wait).end('desk');
    const waiting = scene.caller();
    waiting.join(QUEUE);
    wait(2);
    cut();
    scene.reload(QUEUE);
    waiting.abandon(); // known, so lost: the counter that has it says nothing new
    connect();
    expect(queue()?.today).toMatchObject({ offered: 2, answered: 1, lost: 1 });
    expect(queue()?.today.unheard).toBeUndefined();
  });

  it('of two queues of one name, what either missed is unheard', () => {
    const { scene, wait, connect, cut, queue, log } = open();
    const names = [QUEUE, 'SAMAD-Sari@default'];
    for (const name of names) scene.queue(name);
    connect();
    answered(scene, wait).end('desk');
    wait(2);
    cut();
    for (const name of names) {
      const caller = scene.caller();
      caller.join(name);
      wait(1);
      caller.abandon();
    }
    connect();
    expect(queue()?.today).toMatchObject({ offered: 1, answered: 1, unheard: 2 });
    cut();
    scene.reload(QUEUE); // what the other had before is no growth
    wait(2);
    connect();
    expect(queue()?.today).toMatchObject({ offered: 1, answered: 1, unheard: 2 });
    expect(unbalanced(log.fold.board)).toEqual({ 'samad-sari': 0 });
  });

  it('a second list on the same connection removes no caller whose joining it received, though his row is late in the table', () => {
    const { scene, wait, connect, ask, queue } = open();
    scene.queue(QUEUE);
    connect();
    const [early, late] = [answered(scene, wait), scene.caller()];
    late.join(QUEUE);
    const hidden = scene.hide();
    wait(1);
    ask();
    expect(queue()).toMatchObject({ waiting: 1, talking: 1, today: { lost: 0, talkUnknown: 0, leftOtherwise: 0 } });
    hidden();
    early.end('desk');
    late.abandon();
    wait(2);
    ask();
    expect(queue()?.today).toMatchObject({ offered: 2, completed: 1, abandoned: 1, lost: 0 });
  });

  it('a desk that no longer serves a queue is away from it, and a second list changes nothing', () => {
    const { scene, wait, connect, cut, desk, log, ask } = open();
    scene.queue(QUEUE);
    scene.agent('m-1201', [QUEUE]);
    connect();
    expect(desk('m-1201')).toMatchObject({ state: 'free', queue: 'samad-sari' });
    const heard = log.events.length;
    ask();
    expect(facts(log, heard)).toEqual([]);
    cut();
    scene.agent('m-1201', []);
    wait(5);
    connect();
    expect(log.events.at(-2)).toMatchObject({ type: 'desk.state', desk: 'm-1201', queue: 'samad-sari', state: 'away' });
    expect(desk('m-1201')).toBeUndefined(); // served nobody today
  });
});

describe('after FreeSWITCH was killed and started on the same database', () => {
  it('those who waited are lost, talks have an unknown end, and nobody is counted twice', () => {
    const { scene, wait, connect, cut, queue, log, desk } = open();
    scene.queue(QUEUE);
    for (const name of ['m-1201', 'm-1202']) scene.agent(name, [QUEUE]);
    connect();
    answered(scene, wait).end('desk');
    for (const name of ['m-1201', 'm-1202']) answered(scene, wait, name);
    for (let n = 0; n < 4; n++) scene.caller().join(QUEUE);
    wait(5);
    expect(queue()).toMatchObject({ waiting: 4, talking: 2 });
    cut();
    scene.restart();
    wait(5);
    connect();
    expect(queue()).toMatchObject({ waiting: 0, talking: 0 });
    expect(queue()?.today).toMatchObject({ offered: 7, answered: 3, completed: 1, talkUnknown: 2, lost: 4 });
    expect(queue()?.today.unheard).toBeUndefined();
    expect([desk('m-1201')?.state, desk('m-1202')?.state]).toEqual(['away', 'away']);
    // A new life: its numbers begin again, and its events are new all the same.
    scene.status('m-1201', 'Available');
    const heard = log.events.length;
    const call = answered(scene, wait);
    call.end('caller');
    wait(2);
    expect(facts(log, heard).length).toBeGreaterThan(4);
    expect(queue()?.today).toMatchObject({ offered: 8, answered: 4, completed: 2, lost: 4 });
    expect(unbalanced(log.fold.board)).toEqual({ 'samad-sari': 0 });
  });
});

it('a caller whom one link saw ringing before another reported the joining is in one visit', () => {
  const log = createReplayLog();
  log.startDay(START);
  let now = START;
  const links = [connectReplay(log, { link: 'late' }), connectReplay(log, { link: 'other' })] as const;
  const held: Headers[] = [];
  const scene = createFreeSwitchScenario({ now: () => now, say: (event) => void held.push(event) });
  scene.queue(QUEUE);
  const caller = scene.caller();
  caller.join(QUEUE);
  const joining = held.splice(0);
  now += 6_000;
  caller.ring('m-1201');
  for (const event of held) links[0].receive(event, now);
  for (const event of joining) links[1].receive(event, now);
  expect(log.fold.board.queues['samad-sari']).toMatchObject({
    waiting: 1,
    oldestJoinedAt: START,
    today: { offered: 1 },
  });
});
