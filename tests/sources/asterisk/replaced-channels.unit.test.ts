// A channel that takes over the place of one that waits, by INVITE with Replaces or an attended transfer, while a link was down: its
// Uniqueid shows that it was made after the joining.
import { describe, expect, it } from 'vitest';
import { C, createAsteriskScenario } from './asterisk-scenario.ts';

/** Made three seconds after C, in whose place it waits. */
const younger = { Uniqueid: 'pbx111-1795424403.8' };
const at1301 = { MemberName: 'm-1301', Interface: 'PJSIP/1301', DestUniqueid: 'pbx111-1795424419.10' };
const once = {
  offered: 1,
  answered: 1,
  completed: 1,
  abandoned: 0,
  waiting: 0,
  waitSecondsAnswered: 19,
  talkSeconds: 3,
};

describe('a channel that took over the place of another while no link was up', () => {
  function seenRinging() {
    const scene = createAsteriskScenario();
    scene.connect().receive(0.5, { Event: 'QueueCallerJoin', ...C });
    const link = scene.connect();
    link.receive(9.5, { Event: 'AgentRingNoAnswer', ...younger, ...at1301 });
    return { scene, link };
  }

  it('is the same visit once a desk answers', () => {
    const { scene, link } = seenRinging();
    link.receive(20, { Event: 'QueueCallerLeave', ...younger });
    link.receive(20, { Event: 'AgentConnect', ...younger, ...at1301, HoldTime: '19' });
    link.receive(23, { Event: 'AgentComplete', ...younger, ...at1301, HoldTime: '19', TalkTime: '3', Reason: 'agent' });
    link.receive(23, { Event: 'Hangup', ...younger });
    expect(scene.today()).toMatchObject(once);
    expect(scene.refused()).toEqual([]);
  });

  it('is the same visit where only the end of the talk is reported, or the lines are read', () => {
    const { scene, link } = seenRinging();
    link.receive(23, { Event: 'AgentComplete', ...younger, ...at1301, HoldTime: '19', TalkTime: '3', Reason: 'agent' });
    expect(scene.today()).toMatchObject(once);

    const other = seenRinging();
    const reader = other.scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||1502|1');
    reader.readLogLine(19, 'm-1301|CONNECT|19|pbx111-1795424419.10|1', younger.Uniqueid);
    reader.readLogLine(22, 'm-1301|COMPLETEAGENT|19|3|1', younger.Uniqueid);
    expect(other.scene.today()).toMatchObject(once);
  });

  it('leaves a caller alone who joined in the same second at another position', () => {
    const { scene } = seenRinging();
    const reader = scene.connect();
    const beside = 'pbx111-1795424399.5';
    reader.readLogLine(0, 'NONE|ENTERQUEUE||1502|1');
    reader.readLogLine(0, 'NONE|ENTERQUEUE||0113|2', beside);
    reader.readLogLine(19, 'NONE|ABANDON|1|1|19', younger.Uniqueid);
    expect(scene.today()).toMatchObject({ offered: 2, abandoned: 1, waiting: 1 });
    reader.readLogLine(30, 'NONE|ABANDON|1|2|30', beside);
    expect(scene.today()).toMatchObject({ offered: 2, abandoned: 2, waiting: 0, waitSecondsAbandoned: 49 });
  });
});

describe('a channel that took over the place of another', () => {
  const complete = { ...younger, ...at1301, HoldTime: '19', TalkTime: '3', Reason: 'agent' };

  it('is one visit where its CONNECT line is read before the packet that came meanwhile', () => {
    const scene = createAsteriskScenario();
    scene.connect().receive(0.5, { Event: 'QueueCallerJoin', ...C });
    const link = scene.connect();
    link.readLogLine(0, 'NONE|ENTERQUEUE||1502|1');
    link.readLogLine(19, 'm-1301|CONNECT|19|pbx111-1795424419.10|1', younger.Uniqueid);
    link.receive(19.5, { Event: 'QueueCallerLeave', ...younger });
    link.receive(19.5, { Event: 'AgentConnect', ...younger, ...at1301, HoldTime: '19' });
    link.receive(22.5, { Event: 'AgentComplete', ...complete });
    expect(scene.today()).toMatchObject(once);
  });

  it('is one visit where its ABANDON line is read before the packet that came meanwhile', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.readLogLine(0, 'NONE|ENTERQUEUE||1502|1');
    link.readLogLine(5, 'NONE|ABANDON|1|1|5', younger.Uniqueid);
    link.receive(5.9, { Event: 'HangupRequest', ...younger });
    link.receive(5.9, { Event: 'QueueCallerAbandon', ...younger, HoldTime: '5' });
    link.receive(5.9, { Event: 'QueueCallerLeave', ...younger });
    link.receive(5.9, { Event: 'Hangup', ...younger });
    link.tick(10);
    expect(scene.today()).toMatchObject({
      offered: 1,
      abandoned: 1,
      leftByKey: 0,
      waiting: 0,
      waitSecondsAbandoned: 5,
    });
  });

  it('is one visit where the line of the joining is read after its end was reported', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(3, { Event: 'VarSet', Privilege: 'dialplan,all', Variable: 'OTHER', Value: '1' });
    link.receive(5.9, { Event: 'HangupRequest', ...younger });
    link.receive(5.9, { Event: 'QueueCallerAbandon', ...younger, HoldTime: '5' });
    link.receive(5.9, { Event: 'Hangup', ...younger });
    const reader = scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||1502|1');
    reader.readLogLine(5, 'NONE|ABANDON|1|1|5', younger.Uniqueid);
    expect(scene.today()).toMatchObject({ offered: 1, abandoned: 1, waiting: 0, waitSecondsAbandoned: 5 });
  });

  it('has its own talk where only the end of that was reported, and no transfer', () => {
    const scene = createAsteriskScenario();
    scene.connect().receive(0.5, { Event: 'QueueCallerJoin', ...C });
    const link = scene.connect();
    link.receive(22.5, { Event: 'AgentComplete', ...complete });
    const reader = scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||1502|1');
    reader.readLogLine(19, 'm-1301|CONNECT|19|pbx111-1795424419.10|1', younger.Uniqueid);
    reader.readLogLine(22, 'm-1301|COMPLETEAGENT|19|3|1', younger.Uniqueid);
    expect(scene.today()).toMatchObject(once);
  });

  it.each(['listed again', 'answered'])('is one visit where it is %s after the joining was read', (next) => {
    const scene = createAsteriskScenario();
    scene.connect().reconcile(10, listed(10));
    scene.connect().readLogLine(0, 'NONE|ENTERQUEUE||1502|1');
    const lists = scene.connect();
    if (next === 'listed again') lists.reconcile(12, listed(12));
    // What the list knows no more is lost, until the answer shows which joining it was.
    else lists.reconcile(12, { queueStatus: [], channels: [{ Event: 'CoreShowChannel', ...younger }] });
    if (next === 'listed again') expect(scene.today()).toMatchObject({ offered: 1, waiting: 1 });
    const link = scene.connect();
    link.receive(19.5, { Event: 'AgentConnect', ...younger, ...at1301, HoldTime: '19' });
    link.receive(22.5, { Event: 'AgentComplete', ...complete });
    expect(scene.today()).toMatchObject(once);
  });
  const listed = (wait: number) => ({
    queueStatus: [{ Event: 'QueueEntry', Queue: 'samad', ...younger, Wait: String(wait) }],
    channels: [{ Event: 'CoreShowChannel', ...younger }],
  });

  it('is one visit where the caller was talking as the wait began, and the desk’s leg waited', () => {
    const scene = createAsteriskScenario();
    const leg = 'pbx111-1795424403.3';
    const reader = scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'first');
    reader.readLogLine(1, 'm-1201|CONNECT|1|pbx111-1795424401.2|1', C.Uniqueid, 'first');
    reader.readLogLine(4, 'NONE|ENTERQUEUE||1201|1', leg);
    reader.readLogLine(7, 'm-1201|ATTENDEDTRANSFER|APP|Queue|1|6|1', C.Uniqueid, 'first');
    const link = scene.connect();
    link.receive(12.5, { Event: 'AgentRingNoAnswer', ...C, ...at1301 });
    link.receive(23.5, { Event: 'AgentConnect', ...C, ...at1301, HoldTime: '19' });
    link.receive(26.5, { Event: 'AgentComplete', ...C, ...at1301, HoldTime: '19', TalkTime: '3', Reason: 'caller' });
    expect(scene.today()).toMatchObject(once);
  });
});

describe('a caller who was transferred blindly from one queue to the next', () => {
  it('leaves alone who joined that in the same second, also after a restart of the server', () => {
    const scene = createAsteriskScenario();
    const other = 'pbx111-1795424409.7';
    const reader = scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'first');
    reader.readLogLine(2, 'm-1201|CONNECT|2|pbx111-1795424401.2|1', C.Uniqueid, 'first');
    reader.readLogLine(10, 'NONE|ENTERQUEUE||0114|2', other);
    reader.readLogLine(10, 'NONE|ENTERQUEUE||0113|2');
    reader.readLogLine(11, 'm-1201|BLINDTRANSFER|3|elsewhere|2|9|1', C.Uniqueid, 'first');
    const next = scene.connect(reader.memory());
    next.readLogLine(25, 'NONE|EXITWITHTIMEOUT|2|2|15');
    expect(scene.today()).toMatchObject({ offered: 2, timedOut: 1, waiting: 1 });
    const last = scene.connect();
    last.readLogLine(42, 'm-1201|CONNECT|32|pbx111-1795424440.9|1', other);
    expect(scene.today()).toMatchObject({ offered: 2, timedOut: 1, answered: 1, waiting: 0 });
  });
});

describe('a caller who was redirected out of a talk into a queue, of which the end is reported later', () => {
  const other = 'pbx111-1795424409.7';
  function redirected() {
    const scene = createAsteriskScenario();
    const reader = scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'first');
    reader.readLogLine(2, 'm-1201|CONNECT|2|pbx111-1795424401.2|1', C.Uniqueid, 'first');
    reader.readLogLine(10, 'NONE|ENTERQUEUE||0113|1');
    reader.readLogLine(10, 'NONE|ENTERQUEUE||0114|2', other);
    const link = scene.connect();
    const at1201 = { MemberName: 'm-1201', Interface: 'PJSIP/1201', DestUniqueid: 'pbx111-1795424401.2' };
    const talked = { HoldTime: '2', TalkTime: '10', Reason: 'agent' };
    link.receive(12.8, { Event: 'AgentComplete', ...C, ...at1201, Queue: 'first', ...talked });
    return { scene, link };
  }

  it('leaves alone who joined in the same second, when a desk answers', () => {
    const { scene, link } = redirected();
    link.receive(16.8, { Event: 'AgentConnect', ...C, ...at1301, HoldTime: '6' });
    expect(scene.today()).toMatchObject({ offered: 2, answered: 1, waiting: 1 });
  });

  it('leaves alone who joined in the same second and has left the lists', () => {
    const { scene } = redirected();
    const queueStatus = [{ Event: 'QueueEntry', Queue: 'samad', ...C, Wait: '6' }];
    scene.connect().reconcile(16, { queueStatus, channels: [{ Event: 'CoreShowChannel', ...C }] });
    scene.connect().readLogLine(15, 'NONE|ABANDON|2|2|5', other);
    expect(scene.today()).toMatchObject({ offered: 2, abandoned: 1, waiting: 1 });
  });
});

describe('the end of a talk that is reported under a leg of the desk that transfers it', () => {
  const at1201 = { MemberName: 'm-1201', Interface: 'PJSIP/1201', DestUniqueid: 'pbx111-1795424401.2' };
  const leg = { Uniqueid: 'pbx111-1795424404.3' };
  const talked = { offered: 1, answered: 1, completed: 1, waiting: 0, waitSecondsAnswered: 1, talkSeconds: 5 };

  it('is the caller’s, whose answer no link received', () => {
    const scene = createAsteriskScenario();
    scene.connect().receive(0.5, { Event: 'QueueCallerJoin', ...C });
    const link = scene.connect();
    link.receive(7, { Event: 'AgentComplete', ...leg, ...at1201, HoldTime: '1', TalkTime: '5', Reason: 'transfer' });
    expect(scene.today()).toMatchObject(talked);
    const reader = scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||0113|1');
    reader.readLogLine(1, 'm-1201|CONNECT|1|pbx111-1795424401.2|1');
    reader.readLogLine(6, 'm-1201|ATTENDEDTRANSFER|APP|Queue|1|5|1', leg.Uniqueid);
    expect(scene.today()).toMatchObject(talked);
    expect(scene.refused()).toEqual([]);
  });
});
