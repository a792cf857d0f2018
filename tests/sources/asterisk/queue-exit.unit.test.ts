// How a caller left a queue, where the packets around it come late or say something else.
import { describe, expect, it } from 'vitest';
import { C, createAsteriskScenario } from './asterisk-scenario.ts';

const babol = { Queue: 'samad-babol' };
const dialplan = { Privilege: 'dialplan,all' };
const seen = { ...dialplan, Event: 'VarSet', Variable: 'SIPDOMAIN', Value: 'x', Uniqueid: 'pbx111-1795424300.1' };
const timedOut = { offered: 1, abandoned: 0, timedOut: 1 };

describe('a caller who hangs up in the second in which the time runs out', () => {
  const hangsUp = (scene: ReturnType<typeof createAsteriskScenario>, withDialplan: boolean) => {
    const link = scene.connect();
    if (withDialplan) link.receive(-60, seen);
    link.receive(0, { Event: 'QueueCallerJoin', ...C });
    link.receive(60.9, { Event: 'HangupRequest', ...C });
    link.receive(61.3, { Event: 'QueueCallerAbandon', ...C, HoldTime: '60' });
    link.receive(61.3, { Event: 'QueueCallerLeave', ...C });
    link.tick(62);
    return link;
  };

  it('has timed out where an Asterisk short of CPU reports that seconds later', () => {
    const scene = createAsteriskScenario();
    const link = hangsUp(scene, true);
    link.receive(64, { ...dialplan, Event: 'VarSet', Variable: 'QUEUESTATUS', Value: 'TIMEOUT', ...C });
    link.receive(64, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject(timedOut);
  });

  it.each([true, false])('has timed out where queue_log has that alone (class dialplan: %s)', (withDialplan) => {
    const scene = createAsteriskScenario();
    const link = hangsUp(scene, withDialplan);
    expect(scene.today()).toMatchObject({ abandoned: 1 });
    scene.connect().readLogLine(60, 'NONE|EXITWITHTIMEOUT|1|1|60');
    link.receive(64, { Event: 'Hangup', ...C });
    expect(scene.today()).toMatchObject(timedOut);
  });
});

it('a caller who leaves by key has left by key, though the dialplan repeats the QUEUESTATUS of an earlier queue', () => {
  const scene = createAsteriskScenario();
  const link = scene.connect();
  link.receive(0, { Event: 'QueueCallerJoin', ...C });
  link.receive(5, { Event: 'QueueCallerAbandon', ...C, HoldTime: '5' });
  link.receive(5, { Event: 'QueueCallerLeave', ...C });
  link.receive(5, { ...dialplan, Event: 'VarSet', Variable: 'QUEUESTATUS', Value: 'TIMEOUT', ...C });
  link.receive(5, { Event: 'QueueCallerJoin', ...C, ...babol });
  link.receive(9, { Event: 'QueueCallerLeave', ...C, ...babol });
  link.receive(9, { Event: 'UserEvent', UserEvent: 'SamadQueueExit', Status: 'TIMEOUT', ...C, ...babol });
  link.tick(10);
  expect(scene.today('samad-babol')).toMatchObject({ leftByKey: 1, timedOut: 0 });
  expect(scene.today()).toMatchObject({ timedOut: 1 });
});

it('a caller who was redirected before the first QUEUESTATUS shows that there are any has abandoned once that comes', () => {
  const scene = createAsteriskScenario();
  const link = scene.connect();
  const other = { Uniqueid: 'pbx111-1795424400.8' };
  link.receive(0, { Event: 'QueueCallerJoin', ...C });
  link.receive(0, { Event: 'QueueCallerJoin', ...other });
  link.receive(2, { Event: 'QueueCallerAbandon', ...C, HoldTime: '2' });
  link.receive(2, { Event: 'QueueCallerLeave', ...C });
  link.tick(3);
  expect(scene.today()).toMatchObject({ abandoned: 0, timedOut: 1 });
  link.receive(5, { Event: 'QueueCallerAbandon', ...other, HoldTime: '5' });
  link.receive(5, { Event: 'QueueCallerLeave', ...other });
  link.receive(5, { ...dialplan, Event: 'VarSet', Variable: 'QUEUESTATUS', Value: 'TIMEOUT', ...other });
  expect(scene.today()).toMatchObject({ offered: 2, abandoned: 1, timedOut: 1, waitSecondsAbandoned: 2 });
});
