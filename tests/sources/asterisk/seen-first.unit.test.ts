// A caller whom one link saw in the queue before another one reported the joining: one visit, which began with the joining.
import { describe, expect, it } from 'vitest';
import { BEGIN, C, createAsteriskScenario } from './asterisk-scenario.ts';

const at1201 = { MemberName: 'm-1201', Interface: 'PJSIP/1201', DestUniqueid: 'pbx111-1795424400.2' };
const at1202 = { ...at1201, MemberName: 'm-1202', Interface: 'PJSIP/1202', DestUniqueid: 'pbx111-1795424425.10' };
const one = { offered: 1, waiting: 1, lost: 0 };

/** The link that came up while the desk was ringing. */
function seenRinging() {
  const scene = createAsteriskScenario();
  const late = scene.connect();
  late.receive(6, { Event: 'AgentCalled', ...C, ...at1201 });
  expect(scene.today()).toMatchObject(one);
  return { scene, late };
}

describe('a caller whom one link saw before another reported the joining', () => {
  it('is in one visit where the other reads the joining in queue_log', () => {
    const { scene, late } = seenRinging();
    const other = scene.connect();
    other.readLogLine(2, 'NONE|ENTERQUEUE|||1');
    other.readLogLine(4, 'm-1202|RINGNOANSWER|1000');
    expect(scene.today()).toMatchObject({ ...one, missed: 1 });
    expect(scene.board().queues['samad']?.oldestJoinedAt).toBe(BEGIN + 2_000);
    late.receive(9, { Event: 'DialEnd', ...C, DialStatus: 'ANSWER' });
    late.receive(9, { Event: 'QueueCallerLeave', ...C });
    late.receive(9, { Event: 'AgentConnect', ...C, ...at1201, HoldTime: '7' });
    other.readLogLine(9, 'm-1201|CONNECT|7|pbx111-1795424400.2|1');
    other.tick(12);
    expect(scene.today()).toMatchObject({ offered: 1, answered: 1, abandoned: 0, waitSecondsAnswered: 7 });
  });

  it('is in one visit where the other held the joining back until the gap was healed', () => {
    const { scene } = seenRinging();
    scene.connect().receive(2.5, { Event: 'QueueCallerJoin', ...C });
    expect(scene.today()).toMatchObject(one);
    expect(scene.board().queues['samad']?.oldestJoinedAt).toBe(BEGIN + 2_500);
  });

  it('is in two visits where the joining came after the ring', () => {
    const { scene } = seenRinging();
    const other = scene.connect();
    other.receive(20, { Event: 'QueueCallerJoin', ...C });
    expect(scene.today()).toMatchObject({ offered: 2 });
  });

  it('whose answer told since when the wait was, has had another one that began long before', () => {
    const scene = createAsteriskScenario();
    scene.connect().readLogLine(40, 'm-1201|CONNECT|2|pbx111-1795424400.2|1');
    const other = scene.connect();
    other.readLogLine(2, 'NONE|ENTERQUEUE|||1');
    other.readLogLine(9, 'NONE|EXITWITHTIMEOUT|1|1|7');
    expect(scene.today()).toMatchObject({ offered: 2, answered: 1, timedOut: 1, waiting: 0 });
  });
});

it('a caller whose answer nobody saw is not taken for the place of another who rings after the gap', () => {
  const scene = createAsteriskScenario();
  scene.connect().receive(0, { Event: 'QueueCallerJoin', ...C });
  const after = scene.connect();
  after.receive(30, { Event: 'Hangup', ...C });
  after.receive(31, { Event: 'AgentCalled', Uniqueid: 'pbx111-1795424425.9', ...at1202 });
  const reader = scene.connect();
  reader.readLogLine(5, 'm-1201|CONNECT|5|pbx111-1795424400.2|1');
  reader.readLogLine(25, 'NONE|ENTERQUEUE|||1', 'pbx111-1795424425.9');
  reader.readLogLine(30, 'm-1201|COMPLETECALLER|5|25|1');
  expect(scene.today()).toMatchObject({
    offered: 2,
    answered: 1,
    completed: 1,
    talkSeconds: 25,
    waiting: 1,
    abandoned: 0,
  });
});

describe('an Asterisk short of CPU, which stamps a joining seconds after its line in queue_log,', () => {
  it('has one caller, whose course the events report late, too', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.readLogLine(2, 'NONE|ENTERQUEUE|||1');
    link.receive(5.39, { Event: 'QueueCallerJoin', ...C });
    expect(scene.today()).toMatchObject(one);
    link.readLogLine(9, 'NONE|ABANDON|1|1|7');
    link.receive(11, { Event: 'QueueCallerAbandon', ...C, HoldTime: '7' });
    link.receive(11, { Event: 'QueueCallerLeave', ...C });
    link.tick(20);
    expect(scene.today()).toMatchObject({ offered: 1, abandoned: 1, waiting: 0, waitSecondsAbandoned: 7 });
  });

  it('has one caller also where his whole wait was read before the event', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.readLogLine(2, 'NONE|ENTERQUEUE|||1');
    link.readLogLine(5, 'NONE|ABANDON|1|1|3');
    link.receive(5.39, { Event: 'QueueCallerJoin', ...C });
    link.receive(5.6, { Event: 'QueueCallerAbandon', ...C, HoldTime: '3' });
    link.receive(5.6, { Event: 'QueueCallerLeave', ...C });
    link.tick(20);
    expect(scene.today()).toMatchObject({ offered: 1, abandoned: 1, waiting: 0 });
  });

  it('has one caller where another link reads the log', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    scene.connect().readLogLine(2, 'NONE|ENTERQUEUE|||1');
    link.receive(5.39, { Event: 'QueueCallerJoin', ...C });
    expect(scene.today()).toMatchObject(one);
  });

  it('has two visits where the caller was heard to leave in between', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.readLogLine(2, 'NONE|ENTERQUEUE|||1');
    link.receive(2.1, { Event: 'QueueCallerJoin', ...C });
    link.readLogLine(4, 'NONE|EXITWITHKEY|1|1|1|2');
    link.receive(4.1, { Event: 'QueueCallerLeave', ...C });
    link.readLogLine(5, 'NONE|ENTERQUEUE|||1');
    link.receive(5.39, { Event: 'QueueCallerJoin', ...C });
    expect(scene.today()).toMatchObject({ offered: 2, waiting: 1 });
  });
});
