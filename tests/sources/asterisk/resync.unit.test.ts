// What is taken up from Asterisk's lists after a gap, story by story.
import { expect, it } from 'vitest';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { BEGIN, C, createAsteriskScenario } from './asterisk-scenario.ts';

const at1201 = { MemberName: 'm-1201', Interface: 'PJSIP/1201', DestUniqueid: 'pbx111-1795424400.2' };
const member = (name: string, more: Packet = {}): Packet => ({
  Event: 'QueueMember',
  Queue: 'samad',
  Name: `m-${name}`,
  Location: `PJSIP/${name}`,
  InCall: '0',
  Status: '1',
  Paused: '0',
  ...more,
});
const bridged = (uniqueid: string, channel: string, more: Packet = {}): Packet => ({
  Event: 'CoreShowChannel',
  Channel: channel,
  Uniqueid: uniqueid,
  BridgeId: 'bridge-1',
  ...more,
});
const inQueue = bridged(C.Uniqueid, 'PJSIP/trunk-00000001', { Application: 'Queue', ApplicationData: 'samad,tT,,,60' });

function talking() {
  const scene = createAsteriskScenario();
  const before = scene.connect();
  before.receive(0, { Event: 'QueueCallerJoin', ...C });
  before.receive(5, { Event: 'AgentConnect', ...C, ...at1201, HoldTime: '5' });
  return { scene, before };
}

it('a caller whom an attended transfer took to another member of a queue is in no second visit', () => {
  const { scene, before } = talking();
  before.receive(60, { Event: 'AgentComplete', ...C, ...at1201, HoldTime: '5', TalkTime: '55', Reason: 'transfer' });
  // The caller's channel stays in Queue(), as was seen; the queue has nobody in a call.
  const queueStatus = [
    member('1201'),
    member('1302', { Queue: 'samad-babol', Status: '2' }),
    member('1302', { Status: '2' }),
  ];
  scene
    .connect()
    .reconcile(70, { queueStatus, channels: [inQueue, bridged('pbx111-1795424455.9', 'PJSIP/1302-00000009')] });
  expect(scene.today()).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 55 });
  expect(scene.board().now.talking).toBe(0);
});

it('a caller who talks over a Local channel that was optimised away, or is on hold meanwhile, still talks', () => {
  const { scene } = talking();
  const queueStatus = [member('1201', { InCall: '1', Status: '2' })];
  for (const channels of [[inQueue], [inQueue, bridged('pbx111-1795424400.3', 'PJSIP/phone-00000003')]]) {
    scene.connect().reconcile(30, { queueStatus, channels });
    expect(scene.board().now.talking).toBe(1);
    expect(scene.board().desks['m-1201']?.state).toBe('busy');
  }
});

it('a caller of whom only a ring was reported waits since the time in the list', () => {
  const scene = createAsteriskScenario();
  const link = scene.connect();
  link.receive(120, { Event: 'AgentCalled', ...C, ...at1201 });
  const entry = { Event: 'QueueEntry', Queue: 'samad', ...C, Wait: '115', CallerIDNum: '<unknown>' };
  link.reconcile(121, { queueStatus: [member('1201'), entry], channels: [] });
  expect(scene.board().queues['samad']).toMatchObject({ waiting: 1, oldestJoinedAt: BEGIN + 6_000 });
  expect(scene.today()?.offered).toBe(1);
});

/** A caller who waited through a cut leaves, and no word says why. */
function leavesWithoutWord(second: number) {
  const scene = createAsteriskScenario();
  scene.connect().receive(0, { Event: 'QueueCallerJoin', ...C });
  const now = scene.connect();
  now.tick(60);
  now.receive(second, { Event: 'QueueCallerAbandon', ...C, HoldTime: String(second) });
  now.receive(second, { Event: 'QueueCallerLeave', ...C });
  now.tick(second + 1);
  return { scene, now };
}

it('a caller who leaves as we connect, with a hang-up that may have been missed, left for an unknown reason', () => {
  expect(leavesWithoutWord(60.5).scene.today()).toMatchObject({ offered: 1, leftOtherwise: 1, timedOut: 0 });
  expect(leavesWithoutWord(65).scene.today()).toMatchObject({ offered: 1, leftOtherwise: 0, timedOut: 1 });
});

it.each(['ABANDON|1|1|60', 'EXITWITHTIMEOUT|1|1|60'])('queue_log has that reason: %s', (line) => {
  const { scene, now } = leavesWithoutWord(60.5);
  const later = scene.connect();
  for (const link of [now, later, later]) link.readLogLine(60.5, `NONE|${line}`);
  const way = line.startsWith('ABANDON') ? { abandoned: 1 } : { timedOut: 1 };
  expect(scene.today()).toMatchObject({ offered: 1, leftOtherwise: 0, abandoned: 0, timedOut: 0, ...way });
  expect(scene.refused()).toEqual([]);
});

it('a member who was removed while no link was up is away in that queue, and only there', () => {
  const scene = createAsteriskScenario();
  const inBoth = ['samad', 'samad-babol'].flatMap((queue) => [
    { Event: 'QueueParams', Queue: queue },
    member('1201', { Queue: queue }),
    member('1202', { Queue: queue }),
  ]);
  scene.connect().reconcile(1, { queueStatus: inBoth, channels: [] });
  expect(scene.board().now.desksOnDuty).toBe(2);
  // A list that does not know how somebody is has him all the same.
  scene.connect().reconcile(30, {
    queueStatus: inBoth.map((one) => (one.Name === 'm-1201' ? { ...one, Status: '0' } : one)),
    channels: [],
  });
  expect(scene.board().now.desksOnDuty).toBe(2);
  const left = inBoth.filter(
    ({ Event: event, Queue: queue, Name: name }) => event !== 'QueueMember' || name !== 'm-1202' || queue !== 'samad',
  );
  scene.connect().reconcile(60, { queueStatus: left, channels: [] });
  expect(scene.board().now.desksOnDuty).toBe(2);
  scene.connect().reconcile(120, { queueStatus: left.filter(({ Name: name }) => name !== 'm-1202'), channels: [] });
  expect(scene.board().now.desksOnDuty).toBe(1);
  expect(scene.board().desks['m-1202']).toBeUndefined();
  scene.connect().reconcile(180, { queueStatus: inBoth, channels: [] });
  expect(scene.board().now.desksOnDuty).toBe(2);
});

it('a topic that is chosen again after a cut is reported', () => {
  const scene = createAsteriskScenario();
  const before = scene.connect();
  before.receive(0, { Event: 'UserEvent', UserEvent: 'SamadTopic', ...C, Topic: 'employment' });
  before.receive(1, { Event: 'QueueCallerJoin', ...C });
  const after = scene.connect();
  after.receive(30, { Event: 'UserEvent', UserEvent: 'SamadTopic', ...C, Topic: 'bank-loan' });
  after.receive(31, { Event: 'AgentConnect', ...C, ...at1201, HoldTime: '30' });
  expect(scene.board().desks['m-1201']?.call?.topic).toBe('bank-loan');
});

it('a talk of months, on a channel that hung, ends without an implausible length', () => {
  const { scene, before } = talking();
  before.receive(60, { Event: 'AgentComplete', ...C, ...at1201, HoldTime: '5', TalkTime: '2000000', Reason: 'caller' });
  expect(scene.refused()).toEqual([]);
  expect(scene.today()).toMatchObject({ answered: 1, completed: 0, talkUnknown: 1, talkSeconds: 0 });
  expect(scene.board().now.talking).toBe(0);
});

it('without class call, a desk with an announcement first takes the caller who left for it, and no other', () => {
  const scene = createAsteriskScenario();
  const link = scene.connect();
  const agent = { Privilege: 'agent,all' };
  link.receive(0, { ...agent, Event: 'QueueCallerJoin', ...C });
  link.receive(5, { ...agent, Event: 'QueueCallerLeave', ...C });
  link.tick(6);
  link.receive(8, { ...agent, Event: 'AgentConnect', ...C, ...at1201, HoldTime: '5' });
  expect(scene.today()).toMatchObject({ offered: 1, answered: 1, leftByKey: 0 });
  link.receive(20, {
    ...agent,
    Event: 'AgentComplete',
    ...C,
    ...at1201,
    HoldTime: '5',
    TalkTime: '12',
    Reason: 'agent',
  });
  link.receive(21, { ...agent, Event: 'QueueCallerJoin', ...C });
  link.receive(25, { ...agent, Event: 'QueueCallerLeave', ...C });
  link.tick(26);
  expect(scene.today()).toMatchObject({ offered: 2, answered: 1, completed: 1, leftByKey: 1 });
});

it('a caller whose own Local channel was optimised away is talked to until the desk’s channel ends, and is nobody new', () => {
  const { scene, before } = talking();
  before.receive(6, { Event: 'Hangup', ...C });
  for (let second = 7; second < 60; second++) before.tick(second);
  expect(scene.board().now.talking).toBe(1);
  const trunk = { Uniqueid: 'pbx111-1795424390.7' };
  before.receive(60, { Event: 'AgentComplete', ...trunk, ...at1201, HoldTime: '5', TalkTime: '55', Reason: 'caller' });
  expect(scene.today()).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 55 });
  expect(scene.board().now.talking).toBe(0);
});

it('a caller whom another link reported after the list was asked for gives the place to nobody in that list', () => {
  const scene = createAsteriskScenario();
  const other = { Uniqueid: 'pbx111-1795424412.9' };
  const before = scene.connect();
  before.receive(0, { Event: 'QueueCallerJoin', ...C, Queue: 'first' });
  before.receive(5, { Event: 'AgentConnect', ...C, ...at1201, Queue: 'first', HoldTime: '5' });
  const slow = scene.connect();
  before.receive(12.2, { Event: 'QueueCallerJoin', ...other });
  // The caller who talked waits in this queue now.
  slow.reconcile(10.7, {
    queueStatus: [{ Event: 'QueueEntry', Queue: 'samad', ...C, Wait: '0' }],
    channels: [{ Event: 'CoreShowChannel', ...C }],
  });
  expect(scene.today()).toMatchObject({ offered: 2, waiting: 2 });
  before.receive(20.2, { Event: 'AgentConnect', ...other, ...at1201, HoldTime: '8' });
  expect(scene.today()).toMatchObject({ offered: 2, answered: 1, waiting: 1 });
});

it('a talk that a list shows is that of the queue before, where the caller has gone on since it was asked for', () => {
  const scene = createAsteriskScenario();
  scene.connect().receive(0, { Event: 'QueueCallerJoin', ...C });
  const link = scene.connect();
  link.receive(20.66, { Event: 'QueueCallerJoin', ...C, Queue: 'next' });
  const queueStatus = [member('1201', { InCall: '1', Status: '2' })];
  link.reconcile(20.5, { queueStatus, channels: [inQueue, bridged('pbx111-1795424415.2', 'PJSIP/1201-00000002')] });
  expect(scene.today()).toMatchObject({ offered: 1, answered: 1, leftOtherwise: 0 });
});
