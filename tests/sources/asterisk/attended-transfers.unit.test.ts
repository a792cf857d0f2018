// An attended transfer into a queue: one visit stays one visit, whoever holds its channel.
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
const at1301 = { ...desk('1301', '9'), ...babol };

type Link = ReturnType<ReturnType<typeof createAsteriskScenario>['connect']>;

/** C talks to 1201, who calls the second queue meanwhile: X waits there. */
function consulting() {
  const scene = createAsteriskScenario();
  const link = scene.connect();
  link.receive(0, { Event: 'QueueCallerJoin', ...C });
  link.receive(1, { Event: 'DialEnd', ...C, DialStatus: 'ANSWER' });
  link.receive(1, { Event: 'QueueCallerLeave', ...C });
  link.receive(1, { Event: 'AgentConnect', ...C, ...at1201, HoldTime: '1' });
  link.receive(10, { Event: 'QueueCallerJoin', ...X, ...babol });
  return { scene, link };
}
const transfer = { Event: 'AttendedTransfer', TransfereeUniqueid: C.Uniqueid, DestType: 'App', DestApp: 'Queue' };
const complete = (second: number, link: Link): void =>
  link.receive(second, { Event: 'AgentComplete', ...C, ...at1201, HoldTime: '1', TalkTime: '19', Reason: 'transfer' });
function goOn(link: Link): void {
  link.receive(40, { Event: 'AgentCalled', ...C, ...at1301 });
  link.receive(43, { Event: 'DialEnd', ...C, DialStatus: 'ANSWER' });
  link.receive(43, { Event: 'QueueCallerLeave', ...C, ...babol });
  link.receive(43, { Event: 'AgentConnect', ...C, ...at1301, HoldTime: '33' });
  link.receive(51, { Event: 'AgentComplete', ...C, ...at1301, HoldTime: '33', TalkTime: '8', Reason: 'caller' });
  link.receive(51, { Event: 'Hangup', ...C });
}
const first = { offered: 1, answered: 1, completed: 1, waiting: 0, talkSeconds: 19 };
const second = { offered: 1, answered: 1, completed: 1, waiting: 0, talkSeconds: 8, waitSecondsAnswered: 33 };

describe('an attended transfer into a queue', () => {
  it.each(['SecondTransfererUniqueid', 'OrigTransfererUniqueid'])(
    'is one visit there, whichever leg waits: %s',
    (leg) => {
      const { scene, link } = consulting();
      link.receive(20, { ...transfer, [leg]: X.Uniqueid });
      complete(20, link);
      link.receive(20, { Event: 'SoftHangupRequest', ...X });
      link.receive(20, { Event: 'Hangup', ...X });
      link.tick(25);
      expect(scene.board().now).toMatchObject({ waiting: 1, talking: 0 });
      expect(scene.board().queues['samad-babol']).toMatchObject({ waiting: 1 });
      goOn(link);
      expect(scene.today()).toMatchObject(first);
      expect(scene.today('samad-babol')).toMatchObject(second);
      expect(scene.board().counties['unknown']?.today).toBe(1); // one citizen
      expect(scene.refused()).toEqual([]);
    },
  );

  it('is one visit where the transfer itself was not reported', () => {
    const { scene, link } = consulting();
    complete(20, link);
    link.receive(20, { Event: 'Hangup', ...X });
    link.tick(25);
    expect(scene.board().now.waiting).toBe(0);
    goOn(link);
    expect(scene.today()).toMatchObject(first);
    expect(scene.today('samad-babol')).toMatchObject(second);
  });

  it('is one visit where the link was down in between', () => {
    const { scene } = consulting();
    const later = scene.connect();
    const entry = { Event: 'QueueEntry', ...C, ...babol, Wait: '20', CallerIDNum: '<unknown>' };
    const channel = {
      Event: 'CoreShowChannel',
      ...C,
      Application: 'Queue',
      ApplicationData: 'samad-babol',
      BridgeId: '',
    };
    later.reconcile(30, { queueStatus: [entry], channels: [channel] });
    expect(scene.board().now).toMatchObject({ waiting: 1, talking: 0 });
    goOn(later);
    expect(scene.today()).toMatchObject({ offered: 1, answered: 1 });
    expect(scene.today('samad-babol')).toMatchObject({ ...second, lost: 0 });
  });

  it('adds nothing where queue_log reports the same afterwards', () => {
    const { scene, link } = consulting();
    link.receive(20, { ...transfer, SecondTransfererUniqueid: X.Uniqueid });
    complete(20, link);
    link.receive(20, { Event: 'Hangup', ...X });
    goOn(link);
    for (const reader of [link, scene.connect()]) {
      reader.readLogLine(10, 'NONE|ENTERQUEUE|||1', X.Uniqueid, 'samad-babol');
      reader.readLogLine(43, 'm-1301|CONNECT|33|pbx111-1795424400.9|3', C.Uniqueid, 'samad-babol');
      reader.readLogLine(51, 'm-1301|COMPLETECALLER|33|8|1', C.Uniqueid, 'samad-babol');
    }
    expect(scene.today('samad-babol')).toMatchObject(second);
  });

  it('leaves a caller alone who waits in another queue under the same transfer', () => {
    const { scene, link } = consulting();
    const other = { Uniqueid: 'pbx111-1795424455.8' };
    link.receive(12, { Event: 'QueueCallerJoin', ...other, ...babol });
    link.receive(20, { ...transfer, SecondTransfererUniqueid: X.Uniqueid });
    link.receive(20, { Event: 'Hangup', ...X });
    expect(scene.board().queues['samad-babol']).toMatchObject({ waiting: 2 });
  });
});
