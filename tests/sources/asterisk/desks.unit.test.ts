// A desk is an extension, whatever its member is called.
import { describe, expect, it } from 'vitest';
import { createAgents } from '../../../server/sources/asterisk/agents.ts';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { keyedBy } from '../../../server/keyed.ts';
import { createNames } from '../../../server/sources/names.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { plainProfile } from '../../support/replay-asterisk.ts';
import { C, createAsteriskScenario } from './asterisk-scenario.ts';

const member = (name: string, face: string, more: Packet = {}): Packet => ({
  Event: 'QueueMember',
  Queue: 'samad',
  Name: name,
  Location: face,
  InCall: '0',
  Status: '1',
  Paused: '0',
  ...more,
});
const params = (queue = 'samad'): Packet => ({ Event: 'QueueParams', Queue: queue });
const status = (name: string, face: string, value: string, queue = 'samad'): Packet => ({
  Event: 'QueueMemberStatus',
  Queue: queue,
  MemberName: name,
  Interface: face,
  Status: value,
  Paused: '0',
});

describe('two members of one name at two telephones', () => {
  function twins() {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.reconcile(1, {
      queueStatus: [params(), member('Ali', 'PJSIP/1001'), member('Ali', 'PJSIP/1002')],
      channels: [],
    });
    return { scene, link };
  }
  const to1001 = { MemberName: 'Ali', Interface: 'PJSIP/1001', DestUniqueid: 'pbx111-1795424400.2' };

  it('are two desks, each with its own state and calls', () => {
    const { scene, link } = twins();
    expect(scene.board().now.desksOnDuty).toBe(2);
    expect(Object.entries(scene.board().desks).map(([id, { name }]) => [id, name])).toEqual([
      ['ali-1001', 'Ali · 1001'],
      ['ali-1002', 'Ali · 1002'],
    ]);
    link.receive(2, { Event: 'QueueCallerJoin', ...C });
    link.receive(4, { Event: 'AgentConnect', ...C, ...to1001, HoldTime: '2' });
    link.receive(5, status('Ali', 'PJSIP/1002', '5'));
    expect(scene.board().desks).toMatchObject({ 'ali-1001': { state: 'busy' }, 'ali-1002': { state: 'unreachable' } });
    link.receive(9, { Event: 'AgentComplete', ...C, ...to1001, HoldTime: '2', TalkTime: '5', Reason: 'agent' });
    link.receive(9, status('Ali', 'PJSIP/1001', '1'));
    expect(scene.board().desks['ali-1001']).toMatchObject({ state: 'free', today: { answered: 1, talkSeconds: 5 } });
  });

  it('are two desks as soon as the second is added, and the shared one has no member', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(1, status('Ali', 'PJSIP/1001', '1'));
    expect(Object.keys(scene.board().desks)).toEqual(['ali']);
    link.receive(2, { ...status('Ali', 'PJSIP/1002', '1'), Event: 'QueueMemberAdded' });
    link.receive(3, status('Ali', 'PJSIP/1001', '2'));
    expect(scene.board().desks['ali']?.state ?? 'away').toBe('away');
    expect(scene.board().desks).toMatchObject({ 'ali-1001': { state: 'busy' }, 'ali-1002': { state: 'free' } });
    expect(scene.board().now.desksOnDuty).toBe(2);
  });

  it('are counted once where queue_log names neither', () => {
    const { scene, link } = twins();
    link.receive(2, { Event: 'QueueCallerJoin', ...C });
    link.receive(4, { Event: 'AgentRingNoAnswer', ...C, ...to1001 });
    link.receive(8, { Event: 'AgentConnect', ...C, ...to1001, HoldTime: '6' });
    link.receive(12, { Event: 'AgentComplete', ...C, ...to1001, HoldTime: '6', TalkTime: '4', Reason: 'agent' });
    link.readLogLine(2, 'NONE|ENTERQUEUE|||1');
    link.readLogLine(4, 'Ali|RINGNOANSWER|2000');
    link.readLogLine(8, 'Ali|CONNECT|6|x|2');
    link.readLogLine(12, 'Ali|COMPLETEAGENT|6|4|1');
    expect(scene.today()).toMatchObject({ offered: 1, answered: 1, completed: 1, missed: 1, talkSeconds: 4 });
    expect(scene.board().desks['ali']?.today.answered ?? 0).toBe(0);
  });

  it('stay what they were where one moved to another telephone, or is reached in two ways', () => {
    const scene = createAsteriskScenario();
    const link = scene.connect();
    link.receive(1, { ...status('Ali', 'PJSIP/1001', '1'), Event: 'QueueMemberAdded' });
    link.receive(2, { ...status('Ali', 'PJSIP/1001', '1'), Event: 'QueueMemberRemoved' });
    link.receive(3, { ...status('Ali', 'PJSIP/1002', '1'), Event: 'QueueMemberAdded' });
    link.receive(4, { ...status('Sara', 'PJSIP/1003', '1'), Event: 'QueueMemberAdded' });
    link.receive(5, { ...status('Sara', 'Local/1003@agents/n', '1', 'samad-babol'), Event: 'QueueMemberAdded' });
    expect(Object.keys(scene.board().desks).sort()).toEqual(['ali', 'sara']);
  });

  it('are known after a restart, and at the desks of the profile', () => {
    const heard = createAgents(createNames(plainProfile));
    heard.applySnapshot([member('Ali', 'PJSIP/1001'), member('Ali', 'PJSIP/1002')]);
    const later = createAgents(createNames(plainProfile), heard.members(), heard.twins());
    expect(later.deskAt('Ali', 'PJSIP/1002').id).toBe('ali-1002');
    expect(later.desk('PJSIP/1001').id).toBe('ali-1001');
    const named = createAgents(
      createNames(
        profileSchema.parse({
          ...plainProfile,
          desks: { first: { name: 'Ali A.', match: ['1001'] }, second: { name: 'Ali B.', match: ['1002'] } },
        }),
      ),
    );
    named.applySnapshot([member('Ali', 'PJSIP/1001'), member('Ali', 'PJSIP/1002')]);
    expect([named.deskAt('Ali', 'PJSIP/1001').id, named.deskAt('Ali', 'PJSIP/1002').id]).toEqual(['first', 'second']);
  });

  it('show no number that a citizen could have', () => {
    const agents = createAgents(createNames(plainProfile, keyedBy(Buffer.alloc(32, 7).toString('base64'))));
    agents.applySnapshot([member('Ali', 'Local/09111234567@out/n'), member('Ali', 'Local/09117654321@out/n')]);
    const desks = ['Local/09111234567@out/n', 'Local/09117654321@out/n'].map((face) => agents.deskAt('Ali', face));
    expect(new Set(desks.map(({ id }) => id)).size).toBe(2);
    expect(JSON.stringify(desks)).not.toMatch(/\d{8}/);
  });
});

describe('one telephone under two spellings', () => {
  const [persian, arabic, joined] = ['علی رضایی', 'علي رضايي', 'علی‌رضایی'];

  it('is one desk, and the spelling that was known before keeps its name and id', () => {
    for (const first of [persian, arabic]) {
      const scene = createAsteriskScenario();
      const link = scene.connect();
      link.receive(1, status(first, 'PJSIP/1001', '1'));
      const [id] = Object.keys(scene.board().desks);
      for (const other of [persian, arabic, joined])
        link.receive(2, status(other, 'PJSIP/1001', '2', `samad-${other === joined ? 'amol' : 'babol'}`));
      expect(Object.keys(scene.board().desks)).toEqual([id]);
      expect(scene.board().now.desksOnDuty).toBe(1);
      link.receive(3, { Event: 'QueueCallerJoin', ...C });
      link.readLogLine(3, 'NONE|ENTERQUEUE|||1');
      link.readLogLine(5, `${arabic}|CONNECT|2|x|2`);
      expect(scene.board().desks[id ?? '']?.today.answered).toBe(1);
    }
  });

  it('is the same desk for every node that reads the same list', () => {
    const list = [member(persian, 'PJSIP/1001'), member(arabic, 'PJSIP/1001', { Queue: 'samad-babol' })];
    const ids = [list, [...list].reverse()].map((one) => {
      const agents = createAgents(createNames(plainProfile));
      agents.applySnapshot(one);
      return agents.deskOf(one[0] ?? {}).id;
    });
    expect(new Set(ids).size).toBe(1);
  });

  it('keeps the id of a desk that has one spelling', () => {
    const agents = createAgents(createNames(plainProfile));
    for (const name of [persian, arabic, 'm-1201', 'Sara  Ahmadi'])
      expect(agents.deskAt(name, 'PJSIP/1').id).toBe(createNames(plainProfile).desk(name, 'PJSIP/1').id);
  });
});

it('a status or an end in a word that objects have by birth is one that nobody knows', () => {
  const scene = createAsteriskScenario();
  const link = scene.connect();
  const to1001 = { MemberName: 'Ali', Interface: 'PJSIP/1001', DestUniqueid: 'pbx111-1795424400.2' };
  link.receive(1, { Event: 'QueueCallerJoin', ...C });
  link.receive(2, status('Ali', 'PJSIP/1001', '2'));
  for (const word of ['constructor', 'toString', '__proto__']) link.receive(3, status('Ali', 'PJSIP/1001', word));
  link.receive(4, { Event: 'AgentConnect', ...C, ...to1001, HoldTime: '3' });
  link.receive(9, { Event: 'AgentComplete', ...C, ...to1001, HoldTime: '3', TalkTime: '5', Reason: 'constructor' });
  expect(scene.refused()).toEqual([]);
  expect(scene.today()).toMatchObject({ offered: 1, answered: 1, completed: 1, talkSeconds: 5 });
});
