// A talk that began while no link was up, and that only the list of channels shows: whose it is, and what is reported of it later.
import { describe, expect, it } from 'vitest';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { BEGIN, C, createAsteriskScenario } from './asterisk-scenario.ts';

const member = (name: string, more: Packet = {}): Packet => ({
  Event: 'QueueMember',
  Queue: 'samad',
  Name: `m-${name}`,
  Location: `PJSIP/${name}`,
  StateInterface: `PJSIP/${name}`,
  Status: '2',
  Paused: '0',
  InCall: '1',
  ...more,
});
const channel = (uniqueid: string, name: string, bridge: string, more: Packet = {}): Packet => ({
  Event: 'CoreShowChannel',
  Uniqueid: uniqueid,
  Channel: name,
  BridgeId: bridge,
  ...more,
});
const inQueue = { Application: 'Queue', ApplicationData: 'samad,tT,,,60' };
/** C talks to 1201. */
const talking = {
  queueStatus: [member('1201')],
  channels: [
    channel(C.Uniqueid, 'PJSIP/trunk-00000001', 'b1', inQueue),
    channel('pbx111-1795424402.3', 'PJSIP/1201-00000002', 'b1'),
  ],
};
const at1201 = { MemberName: 'm-1201', Interface: 'PJSIP/1201', DestUniqueid: 'pbx111-1795424402.3' };
const once = { offered: 1, answered: 1, waiting: 0, lost: 0, talkUnknown: 0 };

describe('a talk of which a node without queue_log sees the middle alone', () => {
  it('is the visit whose lines another node reads, with their wait', () => {
    const scene = createAsteriskScenario();
    scene.connect().receive(-20, { Event: 'FullyBooted' });
    const ami = scene.connect();
    ami.reconcile(5, talking);
    expect(scene.today()).toMatchObject({ ...once, completed: 0 });
    const reader = scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||0113|1');
    reader.readLogLine(2, 'm-1201|CONNECT|2|pbx111-1795424402.3|1');
    expect(scene.today()).toMatchObject({ ...once, waitSecondsAnswered: 2, waitUnknown: 0 });
    expect(scene.board().desks['m-1201']?.call?.answeredAt).toBe(BEGIN + 2_000);
    ami.receive(9.4, { Event: 'AgentComplete', ...C, ...at1201, HoldTime: '2', TalkTime: '7', Reason: 'caller' });
    reader.readLogLine(9, 'm-1201|COMPLETECALLER|2|7|1');
    expect(scene.today()).toMatchObject({ ...once, completed: 1, talkSeconds: 7, waitSecondsAnswered: 2 });
    expect(scene.refused()).toEqual([]);
  });

  it('is the visit whose joining and answer another node received and held back', () => {
    const scene = createAsteriskScenario();
    scene.connect().reconcile(5, talking);
    const other = scene.connect();
    other.receive(0.2, { Event: 'QueueCallerJoin', ...C });
    other.receive(2.4, { Event: 'QueueCallerLeave', ...C });
    other.receive(2.4, { Event: 'AgentConnect', ...C, ...at1201, HoldTime: '2' });
    expect(scene.today()).toMatchObject({ ...once, waitSecondsAnswered: 2 });
  });
});

describe('a caller who had left the queue and joined again when his talk is seen', () => {
  /** C joined at 0, timed out at 15, joined again, and 1201 answered at 25: all of that while no link was up. */
  function seen() {
    const scene = createAsteriskScenario();
    scene.connect().receive(0.03, { Event: 'QueueCallerJoin', ...C });
    const ami = scene.connect();
    ami.reconcile(27, talking);
    expect(scene.today()).toMatchObject(once);
    return { scene, ami };
  }
  const lines = (scene: ReturnType<typeof createAsteriskScenario>): void => {
    const reader = scene.connect();
    reader.readLogLine(15, 'NONE|EXITWITHTIMEOUT|1|1|15');
    reader.readLogLine(15, 'NONE|ENTERQUEUE||0113|4');
    reader.readLogLine(25, 'm-1201|CONNECT|10|pbx111-1795424402.3|1');
    reader.readLogLine(31, 'm-1201|COMPLETECALLER|10|6|5');
  };
  const twice = { offered: 2, answered: 1, completed: 1, waiting: 0, talkSeconds: 6, waitSecondsAnswered: 10 };

  it('has two visits once the end of the talk names its joining, with or without the caller’s channel', () => {
    for (const caller of [C, {}]) {
      const { scene, ami } = seen();
      const ended = { Event: 'AgentComplete', ...at1201, HoldTime: '10', TalkTime: '6', Reason: 'caller', ...caller };
      ami.receive(31.75, ended);
      ami.receive(31.75, { Event: 'Hangup', ...C });
      expect(scene.today()).toMatchObject({ ...twice, leftOtherwise: 1, abandoned: 0 });
      lines(scene);
      expect(scene.today()).toMatchObject({ ...twice, timedOut: 1, leftOtherwise: 0, abandoned: 0 });
    }
  });

  it('has the same where queue_log is read first', () => {
    const { scene, ami } = seen();
    lines(scene);
    expect(scene.today()).toMatchObject({ ...twice, timedOut: 1 });
    ami.receive(31.75, { Event: 'AgentComplete', ...C, ...at1201, HoldTime: '10', TalkTime: '6', Reason: 'caller' });
    expect(scene.today()).toMatchObject({ ...twice, timedOut: 1, leftOtherwise: 0 });
    expect(scene.refused()).toEqual([]);
  });
});

it('a desk that the list shows beside one caller does not talk with the one that it transferred', () => {
  const scene = createAsteriskScenario();
  const before = scene.connect();
  before.receive(0, { Event: 'QueueCallerJoin', ...C });
  before.receive(2, { Event: 'AgentConnect', ...C, ...at1201, HoldTime: '2' });
  const next = { Uniqueid: 'pbx111-1795424410.9' };
  before.receive(10, { Event: 'QueueCallerJoin', ...next });
  // C was transferred to another telephone, in Queue() still; 1201 has taken the next caller.
  scene.connect().reconcile(30, {
    queueStatus: [member('1201')],
    channels: [
      channel(C.Uniqueid, 'PJSIP/trunk-00000001', 'b1', inQueue),
      channel('pbx111-1795424412.5', 'PJSIP/phone-00000005', 'b1'),
      channel(next.Uniqueid, 'PJSIP/trunk-00000004', 'b2', inQueue),
      channel('pbx111-1795424420.6', 'PJSIP/1201-00000006', 'b2'),
    ],
  });
  expect(scene.board().now.talking).toBe(1);
  expect(scene.today()).toMatchObject({ offered: 2, answered: 2, talkUnknown: 1, waiting: 0 });
});

describe('a caller who waited before a gap and is in no queue after it', () => {
  it('has left otherwise, until a line says how', () => {
    const scene = createAsteriskScenario();
    scene.connect().receive(0, { Event: 'QueueCallerJoin', ...C });
    const later = scene.connect();
    later.reconcile(20, { queueStatus: [], channels: [channel(C.Uniqueid, 'PJSIP/trunk-00000001', '')] });
    expect(scene.today()).toMatchObject({ offered: 1, leftOtherwise: 1, waiting: 0 });
    later.receive(30, { Event: 'HangupRequest', ...C });
    later.receive(30, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject({ offered: 1, leftOtherwise: 1, abandoned: 0 });
    scene.connect().readLogLine(12, 'NONE|EXITWITHKEY|9|1|1|12');
    expect(scene.today()).toMatchObject({ offered: 1, leftByKey: 1, leftOtherwise: 0 });
  });
});

it('an end without ids is that of the talk that began then, of several that a desk has not ended yet', () => {
  const scene = createAsteriskScenario();
  const desk = { MemberName: 'm-1201', Interface: 'PJSIP/1201' };
  const other = { Uniqueid: 'pbx111-1795424401.7' };
  const before = scene.connect();
  before.receive(0.5, { Event: 'QueueCallerJoin', ...C });
  before.receive(1.5, { Event: 'QueueCallerJoin', ...other });
  before.receive(10.5, { Event: 'AgentConnect', ...C, ...desk, DestUniqueid: 'pbx111-1795424409.2', HoldTime: '10' });
  // The first caller was redirected out of the talk, and the desk takes the next.
  const link = scene.connect();
  link.receive(15.5, { Event: 'AgentConnect', ...other, ...desk, DestUniqueid: 'pbx111-1795424414.3', HoldTime: '14' });
  link.receive(20.5, { Event: 'AgentComplete', ...desk, HoldTime: '10', TalkTime: '10', Reason: 'caller' });
  expect(scene.today()).toMatchObject({ answered: 2, completed: 1, talkSeconds: 10 });
  link.receive(29.5, { Event: 'AgentComplete', ...desk, HoldTime: '14', TalkTime: '14', Reason: 'caller' });
  expect(scene.today()).toMatchObject({ answered: 2, completed: 2, talkSeconds: 24 });
  const reader = scene.connect();
  reader.readLogLine(20, 'm-1201|COMPLETECALLER|10|10|1');
  reader.readLogLine(29, 'm-1201|COMPLETECALLER|14|14|1', other.Uniqueid);
  expect(scene.today()).toMatchObject({ offered: 2, answered: 2, completed: 2, talkSeconds: 24 });
});
