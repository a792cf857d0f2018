// A caller who left a queue and joined again, the same or another, while no link was up: each wait is a visit of its own.
import { describe, expect, it } from 'vitest';
import { C, createAsteriskScenario } from './asterisk-scenario.ts';

const at1402 = { MemberName: 'm-1402', Interface: 'PJSIP/1402', DestUniqueid: 'pbx111-1795424414.3' };
const dialplan = { Privilege: 'dialplan,all', Event: 'VarSet', Variable: 'QUEUESTATUS' };

/** The caller joined at 0; then no link was up for 15 seconds, in which the wait ended and another began. */
function joinedBeforeAGap() {
  const scene = createAsteriskScenario();
  scene.connect().receive(0.03, { Event: 'QueueCallerJoin', ...C });
  return { scene, link: scene.connect() };
}

describe('a caller who joined the same queue again while no link was up', () => {
  const lines = (link: ReturnType<ReturnType<typeof createAsteriskScenario>['connect']>): void => {
    link.readLogLine(0, 'NONE|ENTERQUEUE||0113|1');
    link.readLogLine(15, 'NONE|EXITWITHTIMEOUT|1|1|15');
    link.readLogLine(15, 'NONE|ENTERQUEUE||0113|4');
  };

  it('has two visits where the second was emptied out, and queue_log has the reason of the first', () => {
    const { scene, link } = joinedBeforeAGap();
    link.receive(17.05, { Event: 'QueueCallerAbandon', ...C, HoldTime: '2' });
    link.receive(17.05, { Event: 'QueueCallerLeave', ...C });
    link.receive(17.05, { ...dialplan, Value: 'LEAVEEMPTY', ...C });
    expect(scene.today()).toMatchObject({ offered: 2, leftOtherwise: 2, waiting: 0 });
    lines(link);
    link.readLogLine(17, 'NONE|EXITEMPTY|3|4|2');
    expect(scene.today()).toMatchObject({ offered: 2, timedOut: 1, leftOtherwise: 1, abandoned: 0, waiting: 0 });
    expect(scene.refused()).toEqual([]);
  });

  it('has two visits where a desk answered the second', () => {
    const { scene, link } = joinedBeforeAGap();
    link.receive(25.6, { Event: 'QueueCallerLeave', ...C });
    link.receive(25.6, { Event: 'AgentConnect', ...C, ...at1402, HoldTime: '10' });
    link.receive(25.6, { Event: 'BridgeEnter', ...C });
    link.receive(31.75, { Event: 'HangupRequest', ...C });
    link.receive(31.75, { Event: 'AgentComplete', ...C, ...at1402, HoldTime: '10', TalkTime: '6', Reason: 'caller' });
    link.receive(31.75, { Event: 'Hangup', ...C });
    const once = { offered: 2, answered: 1, completed: 1, abandoned: 0, waiting: 0, waitSecondsAnswered: 10 };
    expect(scene.today()).toMatchObject({ ...once, leftOtherwise: 1 });
    lines(link);
    link.readLogLine(25, 'm-1402|CONNECT|10|pbx111-1795424414.3|1');
    link.readLogLine(31, 'm-1402|COMPLETECALLER|10|6|5');
    expect(scene.today()).toMatchObject({ ...once, leftOtherwise: 0, timedOut: 1, talkSeconds: 6 });
  });

  it('has two visits where only the end of the second was reported', () => {
    const { scene, link } = joinedBeforeAGap();
    link.receive(31.75, { Event: 'AgentComplete', ...C, ...at1402, HoldTime: '10', TalkTime: '6', Reason: 'caller' });
    link.receive(31.75, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject({ offered: 2, answered: 1, completed: 1, leftOtherwise: 1, abandoned: 0 });
  });

  it('has the line of each leaving, also where both left within two seconds', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(0.03, { Event: 'QueueCallerJoin', ...C });
    link.receive(15.05, { Event: 'QueueCallerAbandon', ...C, HoldTime: '15' });
    link.receive(15.05, { Event: 'QueueCallerLeave', ...C });
    link.receive(15.05, { ...dialplan, Value: 'TIMEOUT', ...C });
    link.receive(15.05, { Event: 'QueueCallerJoin', ...C });
    lines(scene.connect());
    scene.connect().readLogLine(17, 'NONE|EXITEMPTY|3|4|2');
    expect(scene.today()).toMatchObject({ offered: 2, timedOut: 1, leftOtherwise: 1, waiting: 0 });
  });

  it('has one visit where packets without a time came late', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(0.03, { Event: 'QueueCallerJoin', ...C }, null);
    link.receive(30, { Event: 'QueueCallerAbandon', ...C, HoldTime: '10' }, null);
    link.tick(31);
    expect(scene.today()).toMatchObject({ offered: 1, waiting: 0 });
  });
});

describe('a caller who waits in another queue after a gap', () => {
  it('has left the first one otherwise, and did not abandon it when the call ends', () => {
    const { scene, link } = joinedBeforeAGap();
    const babol = { ...C, Queue: 'samad-babol' };
    link.receive(17, { Event: 'AgentCalled', ...babol, ...at1402 });
    expect(scene.today()).toMatchObject({ offered: 1, leftOtherwise: 1, waiting: 0 });
    link.receive(20, { Event: 'QueueCallerLeave', ...babol });
    link.receive(20, { Event: 'AgentConnect', ...babol, ...at1402, HoldTime: '8' });
    link.receive(26, { Event: 'AgentComplete', ...babol, ...at1402, HoldTime: '8', TalkTime: '6', Reason: 'agent' });
    link.receive(26, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject({ offered: 1, leftOtherwise: 1, abandoned: 0 });
    expect(scene.today('samad-babol')).toMatchObject({ offered: 1, answered: 1, completed: 1 });
  });

  it('also where the list showed that, and his channel then ended', () => {
    const { scene, link } = joinedBeforeAGap();
    const entry = { Event: 'QueueEntry', ...C, Queue: 'samad-babol', Wait: '3' };
    link.reconcile(20, { queueStatus: [entry], channels: [{ Event: 'CoreShowChannel', ...C }] });
    link.receive(22, { Event: 'HangupRequest', ...C });
    link.receive(22, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject({ offered: 1, leftOtherwise: 1, abandoned: 0, waiting: 0 });
    expect(scene.today('samad-babol')).toMatchObject({ offered: 1, abandoned: 1, waiting: 0 });
  });
});

describe('a caller whose channel is gone after a gap, beside one who joined in the same second', () => {
  const other = { Uniqueid: 'pbx111-1795424399.8' };
  const list = (uniqueid: string) => ({
    queueStatus: [{ Event: 'QueueEntry', Queue: 'samad', Uniqueid: uniqueid, Wait: '20' }],
    channels: [{ Event: 'CoreShowChannel', Uniqueid: uniqueid }],
  });

  // A caller whom a desk transferred into the place that it had waited in would give the very same lists: see docs/asterisk.md.
  it('is not the other, who waits: each is counted', () => {
    const { scene, link } = joinedBeforeAGap();
    link.reconcile(20.1, list(other.Uniqueid));
    expect(scene.today()).toMatchObject({ offered: 2, lost: 1, waiting: 1 });
    link.readLogLine(0, 'NONE|ENTERQUEUE||0113|1');
    link.readLogLine(0, 'NONE|ENTERQUEUE||0114|2', other.Uniqueid);
    link.readLogLine(12, 'NONE|ABANDON|1|1|12');
    expect(scene.today()).toMatchObject({ offered: 2, lost: 0, abandoned: 1, waiting: 1 });
  });

  it('goes on under the other’s channel where that was made after the joining', () => {
    const { scene, link } = joinedBeforeAGap();
    link.reconcile(20.1, list('pbx111-1795424409.8'));
    expect(scene.today()).toMatchObject({ offered: 1, lost: 0, waiting: 1 });
  });

  it('is not the other who joined later than the second in which app_queue counts from, though he had talked before', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    const other = { Uniqueid: 'pbx111-1795424390.9' };
    const at1201 = { MemberName: 'm-1201', Interface: 'PJSIP/1201', DestUniqueid: 'pbx111-1795424405.2' };
    link.receive(-9, { Event: 'QueueCallerJoin', ...other, Queue: 'first' });
    link.receive(-5, { Event: 'QueueCallerLeave', ...other, Queue: 'first' });
    link.receive(-5, { Event: 'AgentConnect', ...other, Queue: 'first', HoldTime: '4', ...at1201 });
    link.receive(18.04, { Event: 'QueueCallerJoin', ...C });
    const next = scene.connect();
    const entry = { Event: 'QueueEntry', Queue: 'samad', ...other, Wait: '3' };
    next.reconcile(23.2, { queueStatus: [entry], channels: [{ Event: 'CoreShowChannel', ...other }] });
    expect(scene.today()).toMatchObject({ offered: 2, waiting: 1, lost: 1 });
  });

  it('is not the other whose leaving is the first that is reported of him', () => {
    const { scene, link } = joinedBeforeAGap();
    link.receive(5, { Event: 'Hangup', ...C });
    link.receive(6.2, { Event: 'QueueCallerAbandon', ...other, HoldTime: '6' });
    link.receive(6.2, { ...dialplan, Value: 'TIMEOUT', ...other });
    expect(scene.today()).toMatchObject({ offered: 2, leftOtherwise: 1, timedOut: 1, waiting: 0 });
  });
});

describe('a caller whom the queue gives up after seconds, and who joins it again at once', () => {
  const thrice = { offered: 3, timedOut: 3, waiting: 0, abandoned: 0, leftOtherwise: 0 };
  const queueLog: [number, string][] = [
    [0, 'NONE|ENTERQUEUE||0113|1'],
    [1, 'NONE|EXITWITHTIMEOUT|1|1|1'],
    [1, 'NONE|ENTERQUEUE||0113|1'],
    [2, 'NONE|EXITWITHTIMEOUT|1|1|1'],
    [2, 'NONE|ENTERQUEUE||0113|1'],
    [3, 'NONE|EXITWITHTIMEOUT|1|1|1'],
  ];

  it.each([1, 2, 3, 4, 5])(
    'has each visit once where a link saw %i lines’ time, and the lines are read in pieces',
    (seen) => {
      const scene = createAsteriskScenario();
      const link = scene.connect();
      const packets: [number, string][] = [
        [0.93, 'QueueCallerJoin'],
        [1.93, 'QueueCallerAbandon'],
        [1.94, 'QueueCallerJoin'],
        [2.94, 'QueueCallerAbandon'],
        [2.95, 'QueueCallerJoin'],
      ];
      for (const [second, event] of packets.slice(0, seen)) {
        link.receive(second, { Event: event, ...C, HoldTime: '1' });
        if (event === 'QueueCallerAbandon')
          link.receive(second, {
            Event: 'VarSet',
            Privilege: 'dialplan,all',
            ...C,
            Variable: 'QUEUESTATUS',
            Value: 'TIMEOUT',
          });
      }
      for (let from = 0; from < queueLog.length; from += 2) {
        const reader = scene.connect();
        for (const [second, rest] of queueLog.slice(from, from + 2)) reader.readLogLine(second, rest);
      }
      expect(scene.today()).toMatchObject(thrice);
    },
  );

  it('has each visit once where the first was left as the second began, and another link reports that', () => {
    const scene = createAsteriskScenario();
    const reader = scene.connect();
    for (const [second, rest] of queueLog.slice(0, 2)) reader.readLogLine(second, rest);
    const link = scene.connect();
    link.receive(1.95, { Event: 'QueueCallerJoin', ...C });
    expect(scene.today()).toMatchObject({ offered: 2, timedOut: 1, waiting: 1 });
  });
});

describe('packets of a queue that came while lines were read', () => {
  it('are of no further visit where the lines already show the caller in the next queue', () => {
    const scene = createAsteriskScenario();
    const desk = { MemberName: 'm-1201', Interface: 'PJSIP/1201', DestUniqueid: 'pbx111-1795424401.2' };
    const link = scene.connect();
    link.readLogLine(0, 'NONE|ENTERQUEUE||0113|1');
    link.readLogLine(4, 'm-1201|CONNECT|4|pbx111-1795424401.2|1');
    link.readLogLine(5, 'NONE|ENTERQUEUE||0113|1', C.Uniqueid, 'next');
    link.readLogLine(5, 'm-1201|BLINDTRANSFER|2|elsewhere|4|1|1');
    link.receive(4.5, { Event: 'QueueCallerLeave', ...C });
    link.receive(4.5, { Event: 'AgentConnect', ...C, ...desk, HoldTime: '4' });
    link.receive(4.6, { Event: 'BridgeEnter', ...C });
    link.receive(5.5, { Event: 'QueueCallerJoin', ...C, Queue: 'next' });
    link.receive(5.5, { Event: 'AgentComplete', ...C, ...desk, HoldTime: '4', TalkTime: '1', Reason: 'transfer' });
    link.tick(20);
    expect(scene.today()).toMatchObject({ offered: 1, answered: 1, completed: 1, leftOtherwise: 0 });
    expect(scene.today('next')).toMatchObject({ offered: 1, waiting: 1, abandoned: 0 });
  });
});

describe('a joining whose event is stamped more than three seconds after its line', () => {
  const ends = (link: Link): void => {
    link.receive(22.4, { Event: 'QueueCallerLeave', ...C });
    link.receive(22.4, { Event: 'AgentConnect', ...C, ...at1402, HoldTime: '22' });
  };
  it.each(['before', 'after'])('is one visit where the line is read %s the end of the wait', (when) => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(3.6, { Event: 'QueueCallerJoin', ...C });
    if (when === 'after') ends(link);
    const reader = scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||0113|1');
    if (when === 'before') ends(link);
    reader.readLogLine(22, 'm-1402|CONNECT|22|pbx111-1795424414.3|1');
    expect(scene.today()).toMatchObject({ offered: 1, answered: 1, waiting: 0, waitSecondsAnswered: 22 });
    expect(scene.refused()).toEqual([]);
  });

  it('is the second of two where lines show that the caller had left before', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(3.6, { Event: 'QueueCallerJoin', ...C });
    const reader = scene.connect();
    reader.readLogLine(0, 'NONE|ENTERQUEUE||0113|1');
    reader.readLogLine(3, 'NONE|EXITWITHTIMEOUT|1|1|3');
    reader.readLogLine(3, 'NONE|ENTERQUEUE||0113|1');
    expect(scene.today()).toMatchObject({ offered: 2, timedOut: 1, waiting: 1 });
    link.receive(9.6, { Event: 'QueueCallerLeave', ...C });
    link.receive(9.6, { Event: 'AgentConnect', ...C, ...at1402, HoldTime: '6' });
    reader.readLogLine(9, 'm-1402|CONNECT|6|pbx111-1795424414.3|1');
    expect(scene.today()).toMatchObject({ offered: 2, timedOut: 1, answered: 1, waiting: 0, waitSecondsAnswered: 6 });
    expect(scene.refused()).toEqual([]);
  });
});

type Link = ReturnType<ReturnType<typeof createAsteriskScenario>['connect']>;
