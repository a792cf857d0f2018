// A call whose channel changes while it waits, rings or is answered: one visit stays one visit, and ends when it ends.
import { describe, expect, it } from 'vitest';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { C, createAsteriskScenario } from './asterisk-scenario.ts';

const X = { Uniqueid: 'pbx111-1795424450.7' };
const desk = (name: string, channel: string): Packet => ({
  MemberName: `m-${name}`,
  Interface: `PJSIP/${name}`,
  DestUniqueid: `pbx111-1795424400.${channel}`,
});
const at1201 = desk('1201', '2');
const babol = { Queue: 'samad-babol' };
const dialplan = { Privilege: 'dialplan,all' };

type Link = ReturnType<ReturnType<typeof createAsteriskScenario>['connect']>;

describe('a telephone that picks up the ringing desk', () => {
  it('takes the call: no dial was answered, and it did not leave by key', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(0, { Event: 'QueueCallerJoin', ...C });
    link.receive(1, { Event: 'AgentCalled', ...C, ...at1201 });
    link.receive(2, { Event: 'Pickup', Privilege: 'call,all' });
    link.receive(2, { Event: 'Hangup', Uniqueid: at1201['DestUniqueid'] });
    link.receive(2, { Event: 'QueueCallerLeave', ...C });
    link.receive(2.001, { Event: 'AgentConnect', ...C, ...at1201, DestUniqueid: 'pbx111-1795424402.5', HoldTime: '2' });
    link.tick(3);
    link.receive(8, { Event: 'AgentComplete', ...C, ...at1201, HoldTime: '2', TalkTime: '6', Reason: 'caller' });
    expect(scene.today()).toMatchObject({ offered: 1, answered: 1, completed: 1, leftByKey: 0, talkSeconds: 6 });
  });

  it('takes it also where the desk runs something first, and the wall took it for an exit', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(0, { Event: 'QueueCallerJoin', ...C });
    link.receive(2, { Event: 'QueueCallerLeave', ...C });
    link.tick(3);
    expect(scene.today()).toMatchObject({ leftByKey: 1 });
    link.receive(5, { Event: 'AgentConnect', ...C, ...at1201, HoldTime: '2' });
    expect(scene.today()).toMatchObject({ offered: 1, answered: 1, leftByKey: 0 });
  });
});

describe('a caller whose channel is taken out of the queue from outside', () => {
  it('waits no longer once it is in a bridge, and abandoned, as queue_log counts it', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(0, { Event: 'QueueCallerJoin', ...C });
    link.receive(3, { Event: 'BridgeEnter', ...C });
    expect(scene.today()).toMatchObject({ offered: 1, waiting: 0, abandoned: 1 });
    link.receive(60, { Event: 'HangupRequest', ...C });
    link.receive(60, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject({ offered: 1, waiting: 0, abandoned: 1 });
    expect(scene.refused()).toEqual([]);
  });

  it('waits no longer once its channel has hung up, whatever app_queue did not report', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(0, { Event: 'QueueCallerJoin', ...C });
    link.receive(5, { Event: 'HangupRequest', ...C });
    link.receive(5, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject({ offered: 1, waiting: 0, abandoned: 1 });
  });

  it('waits no longer where it joined before this connection, and may have left before, too', () => {
    const scene = createAsteriskScenario();
    scene.connect().receive(0, { Event: 'QueueCallerJoin', ...C });
    const later = scene.connect();
    later.receive(4, { Event: 'AgentCalled', ...C, ...at1201 });
    scene.connect().receive(5, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject({ offered: 1, waiting: 0, abandoned: 0, leftOtherwise: 1 });
    // The other link knew that it waited.
    later.receive(5, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject({ offered: 1, waiting: 0, abandoned: 1, leftOtherwise: 0 });
  });
});

describe('a desk that takes a call and hangs up before it is connected', () => {
  function dumped() {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(0, { Event: 'QueueCallerJoin', ...C });
    link.receive(1, { Event: 'AgentCalled', ...C, ...at1201 });
    link.receive(2, { Event: 'DialEnd', ...C, DialStatus: 'ANSWER' });
    expect(scene.today()).toMatchObject({ answered: 0 });
    link.receive(3, { Event: 'AgentDump', ...C, ...at1201 });
    return { scene, link };
  }

  it('rings no longer, and the caller waits on', () => {
    const { scene, link } = dumped();
    link.receive(3, { Event: 'QueueMemberStatus', ...at1201, Status: '1', Paused: '0' });
    expect(scene.board().desks['m-1201']?.state).toBe('free');
    expect(scene.board().now.waiting).toBe(1);
    expect(scene.refused()).toEqual([]);
  });

  it('does not make an exit by key an answer or a hang-up', () => {
    const { scene, link } = dumped();
    link.receive(3, { Event: 'DialEnd', ...C, DialStatus: 'NOANSWER' });
    link.receive(6, { Event: 'QueueCallerLeave', ...C });
    link.tick(7);
    expect(scene.today()).toMatchObject({ leftByKey: 1, waiting: 0 });
    link.receive(20, { Event: 'SoftHangupRequest', ...C });
    link.receive(20, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject({ offered: 1, leftByKey: 1, abandoned: 0, leftOtherwise: 0 });
  });
});

describe('a caller who is hung up, redirected or timed out from outside', () => {
  const seen = { ...dialplan, Event: 'VarSet', Variable: 'SIPDOMAIN', Value: 'x', Uniqueid: 'pbx111-1795424300.1' };
  function leaves(withDialplan: boolean, then: (link: Link) => void) {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(-60, withDialplan ? seen : { Event: 'Newstate', Uniqueid: 'pbx111-1795424300.1' });
    link.receive(0, { Event: 'QueueCallerJoin', ...C });
    link.receive(3, { Event: 'QueueCallerAbandon', ...C, HoldTime: '3' });
    link.receive(3, { Event: 'QueueCallerLeave', ...C });
    then(link);
    link.tick(5);
    return scene;
  }
  const abandoned = { offered: 1, abandoned: 1, timedOut: 0, waitSecondsAbandoned: 3, leftOtherwise: 0 };
  const timedOut = { offered: 1, abandoned: 0, timedOut: 1 };
  const status = (value: string) => (link: Link) =>
    link.receive(3.002, { ...dialplan, Event: 'VarSet', Variable: 'QUEUESTATUS', Value: value, ...C });

  it('abandoned, as in queue_log, where QUEUESTATUS would have been another reason', () => {
    expect(leaves(true, () => {}).today()).toMatchObject(abandoned);
    expect(leaves(true, (link) => link.receive(3.001, { Event: 'Hangup', ...C })).today()).toMatchObject(abandoned);
    expect(
      leaves(true, (link) => link.receive(3.01, { Event: 'QueueCallerJoin', ...C, ...babol })).today(),
    ).toMatchObject(abandoned);
    expect(leaves(true, status('TIMEOUT')).today()).toMatchObject(timedOut);
    expect(leaves(true, status('LEAVEEMPTY')).today()).toMatchObject({ leftOtherwise: 1, abandoned: 0 });
  });

  it('is taken for timed out where no dialplan events come, until queue_log has the reason', () => {
    for (const reader of ['same', 'later'] as const) {
      const scene = createAsteriskScenario();
      const link = scene.connect();
      link.receive(0, { Event: 'QueueCallerJoin', ...C });
      link.receive(3, { Event: 'QueueCallerAbandon', ...C, HoldTime: '3' });
      link.receive(3, { Event: 'QueueCallerLeave', ...C });
      link.tick(5);
      expect(scene.today()).toMatchObject(timedOut);
      (reader === 'same' ? link : scene.connect()).readLogLine(3, 'NONE|ABANDON|1|1|3');
      expect(scene.today()).toMatchObject(abandoned);
    }
  });

  it('timed out where a hang-up came as the time ran out, as after a clock that was set', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(-60, seen);
    link.receive(0, { Event: 'QueueCallerJoin', ...C });
    link.receive(7, { Event: 'HangupRequest', ...C }, 97);
    link.receive(7, { Event: 'QueueCallerAbandon', ...C, HoldTime: '97' }, 97);
    link.receive(7, { Event: 'QueueCallerLeave', ...C }, 97);
    link.receive(7, { ...dialplan, Event: 'VarSet', Variable: 'QUEUESTATUS', Value: 'TIMEOUT', ...C }, 97);
    link.receive(7, { Event: 'Hangup', ...C }, 97);
    expect(scene.today()).toMatchObject(timedOut);
  });

  it('has the reason of the link that received it, whichever reports first', () => {
    const join = { Event: 'QueueCallerJoin', ...C };
    const abandon = { Event: 'QueueCallerAbandon', ...C, HoldTime: '3' };
    const leave = { Event: 'QueueCallerLeave', ...C };
    const viewer = (scene: ReturnType<typeof createAsteriskScenario>) => {
      const link = scene.connect();
      return () => {
        for (const packet of [join, abandon, leave]) link.receive(packet === join ? 0 : 3, packet);
        link.tick(5);
      };
    };
    const full = (scene: ReturnType<typeof createAsteriskScenario>) => {
      const link = scene.connect();
      return () => {
        link.receive(-60, seen);
        for (const packet of [join, abandon, leave]) link.receive(packet === join ? 0 : 3, packet);
        link.tick(5);
      };
    };
    for (const order of [
      [viewer, full],
      [full, viewer],
    ]) {
      const scene = createAsteriskScenario();
      for (const begin of order) begin(scene)();
      expect(scene.today()).toMatchObject(abandoned);
    }
    for (const order of [
      [viewer, full],
      [full, viewer],
    ]) {
      const scene = createAsteriskScenario();
      for (const begin of order.map((one) => one(scene))) begin();
      expect(scene.today()).toMatchObject(abandoned);
    }
  });
});

describe('a clock that is set back while a caller waits', () => {
  it('makes no second visit, and no answer before its joining', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(0, { Event: 'QueueCallerJoin', ...C });
    link.receive(5, { Event: 'AgentCalled', ...C, ...at1201 }, -85);
    link.receive(6, { Event: 'AgentRingNoAnswer', ...C, ...at1201 }, -84);
    link.receive(8, { Event: 'DialEnd', ...C, DialStatus: 'ANSWER' }, -82);
    link.receive(8, { Event: 'QueueCallerLeave', ...C }, -82);
    link.receive(8, { Event: 'AgentConnect', ...C, ...at1201, HoldTime: '-82' }, -82);
    expect(scene.today()).toMatchObject({ offered: 1, answered: 1, missed: 1, waitUnknown: 1 });
    const since = scene.board().desks['m-1201']?.call?.answeredAt ?? 0;
    expect(since).toBeGreaterThanOrEqual(scene.events().find(({ type }) => type === 'call.joined')?.at ?? Infinity);
    link.receive(
      20,
      { Event: 'AgentComplete', ...C, ...at1201, HoldTime: '-82', TalkTime: '12', Reason: 'agent' },
      -70,
    );
    expect(scene.today()).toMatchObject({ offered: 1, completed: 1, talkSeconds: 12 });
  });
});

it('the wait of a caller who was taken out of the queue is the one in queue_log, where the joining was missed', () => {
  const scene = createAsteriskScenario();
  scene.connect().readLogLine(0, 'NONE|ENTERQUEUE|||1');
  const link = scene.connect();
  link.receive(4.2, { Event: 'BridgeEnter', ...C });
  expect(scene.today()).toMatchObject({ abandoned: 0, waiting: 1 }); // nobody knows that channel on this connection yet
  link.receive(9, { Event: 'HangupRequest', ...C });
  link.receive(9, { Event: 'Hangup', ...C });
  expect(scene.today()).toMatchObject({ leftOtherwise: 1, waitSecondsAbandoned: 0 });
  link.readLogLine(4, 'NONE|ABANDON|1|1|4', 'pbx111-1795424404.9');
  expect(scene.today()).toMatchObject({ offered: 1, abandoned: 1, waitSecondsAbandoned: 4 });

  const other = createAsteriskScenario();
  const one = other.connect();
  one.readLogLine(0, 'NONE|ENTERQUEUE|||1');
  one.receive(4.2, { Event: 'BridgeEnter', ...C });
  expect(other.today()).toMatchObject({ abandoned: 1 });
  one.readLogLine(4, 'NONE|ABANDON|1|1|4', 'pbx111-1795424404.9');
  expect(other.today()).toMatchObject({ offered: 1, abandoned: 1, waitSecondsAbandoned: 4 });
});

it('a line under the id of a stand-in ends the caller who was taken out, not one who joined at the same time and waits', () => {
  const scene = createAsteriskScenario();
  const link = scene.connect();
  link.receive(0.1, { Event: 'QueueCallerJoin', ...X });
  link.receive(0.4, { Event: 'QueueCallerJoin', ...C });
  link.receive(4.2, { Event: 'BridgeEnter', ...C });
  for (const { Uniqueid } of [X, C]) link.readLogLine(0, 'NONE|ENTERQUEUE|||1', Uniqueid);
  link.readLogLine(4, 'NONE|ABANDON|1|1|4', 'pbx111-1795424404.9');
  expect(scene.today()).toMatchObject({ offered: 2, abandoned: 1, waiting: 1, waitSecondsAbandoned: 4 });
});
