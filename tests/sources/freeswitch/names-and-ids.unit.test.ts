// The names that a FreeSWITCH gives to queues and desks, and the ids of calls.
import { describe, expect, it } from 'vitest';
import { extensionOf } from '../../../server/sources/freeswitch/contact.ts';
import { callIdOf } from '../../../server/sources/freeswitch/freeswitch-calls.ts';
import { keyedBy } from '../../../server/keyed.ts';
import { hidesNumber } from '../../../shared/number.ts';
import { createReplayLog } from '../../support/replay-asterisk.ts';
import { idOf } from '../../../server/sources/names.ts';
import { connectReplay } from '../../support/replay-freeswitch.ts';
import { createFreeSwitchScenario } from '../../support/freeswitch-scenario.ts';
import { open, QUEUE, START } from '../../support/linked-freeswitch.ts';

describe('names', () => {
  const UUID = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const answers = (queues: string[], agents: { name: string; contact: string; queue: string }[] = []) => ({
    queues: queues.map((name) => ({ name, calls_answered: '0', calls_abandoned: '0' })),
    members: [],
    agents: agents.map(({ name, contact }) => ({ name, contact, status: 'Available', state: 'Waiting' })),
    tiers: agents.map(({ name, queue }) => ({ agent: name, queue, state: 'Ready' })),
    channels: [],
  });
  const shown = (log: ReturnType<typeof open>['log']) =>
    Object.values(log.fold.board.queues)
      .map(({ name }) => name)
      .sort();

  it('of queues are there before their first call, also Persian ones', () => {
    const { connection, log } = open();
    connection.resync(answers(['صف‌ساری@default', 'samad-sari@default']), START);
    expect(shown(log)).toEqual(['samad-sari', 'صف‌ساری']);
    expect(log.refused).toEqual([]);
  });

  it('lose the domain that all queues share, and keep it where tenants differ', () => {
    const [one, many] = [open(), open()];
    one.connection.resync(answers(['5001@pbx.example.ir', '5002@pbx.example.ir', 'samad@default']), START);
    expect(shown(one.log)).toEqual(['5001', '5002', 'samad']);
    many.connection.resync(answers(['5001@pbx.example.ir', '5001@tenant.example.ir']), START);
    expect(shown(many.log)).toEqual(['5001@pbx.example.ir', '5001@tenant.example.ir']);
    // The id stays that of the whole name, whatever is shown.
    expect(Object.keys(one.log.fold.board.queues)).toContain(idOf('5001@pbx.example.ir'));
  });

  it('are the same with the first call as before it', () => {
    const { connection, log, scene } = open();
    connection.resync(answers(['5001@pbx.example.ir']), START);
    scene.caller().join('5001@pbx.example.ir');
    expect(shown(log)).toEqual(['5001']);
  });

  it('of agents that are UUIDs are the extension of their contact; no number becomes one (B8)', () => {
    const { connection, log } = open();
    const fusion =
      '{call_timeout=15,domain_uuid=a-b,sip_h_caller_destination=${caller_destination}}user/1001@pbx.example.ir';
    connection.resync(
      answers(
        [QUEUE],
        [
          { name: UUID, contact: fusion, queue: QUEUE },
          { name: UUID.replace('0f', '1f'), contact: 'sofia/gateway/shatel/09113322110', queue: QUEUE },
          { name: 'reza@pbx.example.ir', contact: 'user/1003@pbx.example.ir', queue: QUEUE },
        ],
      ),
      START,
    );
    const names = Object.values(log.fold.board.desks).map(({ name }) => name);
    expect(names).toContain('1001');
    expect(names).toContain('reza');
    expect(JSON.stringify(log.events)).not.toContain('09113322110');
    expect(log.refused).toEqual([]);
  });

  it.each([
    ['{call_timeout=15,sip_h_caller_destination=${caller_destination}}user/1001@pbx.example.ir', '1001'],
    ["{a=b,execute_on_pre_bridge='record_session /r/${strftime(%Y)}/${uuid}.wav'}user/1001@pbx.example.ir", '1001'],
    ["{a='x}y'}[leg_timeout=8]user/1001@default", '1001'],
    ['<a=b>{c=d}sofia/internal/sip:1001@10.0.0.5:5060;transport=udp', '1001'],
    ['user/1001@pbx.example.ir,user/1002@pbx.example.ir', '1001'],
    ['sofia/internal/1001%10.0.0.1', '1001'],
    ['${sofia_contact(internal/1001@pbx.example.ir)}', '1001'],
    ['[a=b]${verto_contact(1001)},user/1002', '1001'],
    ['user/1001:_:user/1002', '1001'],
    ['{unclosed', ''],
  ])('the extension of the contact %s is %s', (contact, extension) => {
    expect(extensionOf(contact)).toBe(extension);
  });
});

describe('identities', () => {
  it('of a call are its channel’s UUID; a number in its place is not kept (B8)', () => {
    expect(callIdOf('pbx', 'AEDCCE01-4c9a-4f07-9924-b32d67c0ed69')).toBe('pbx-aedcce01-4c9a-4f07-9924-b32d67c0ed69');
    const own = { keyed: keyedBy('a key of this test'), isKnown: () => false };
    const padded = '00000000-0000-4000-8000-009113322110';
    for (const foreign of ['09113322110', '989113322110-1', '0911-332-2110', padded, '', 'x'.repeat(300)]) {
      const id = callIdOf('pbx', foreign, own);
      expect(id).toMatch(/^pbx-x[0-9a-z]{2,16}$/);
      expect(hidesNumber(id)).toBe(false);
    }
    const other = { ...own, keyed: keyedBy('another key') };
    expect(callIdOf('pbx', '09113322110', other)).not.toBe(callIdOf('pbx', '09113322110', own));
    // A call that the log has from an older version stays that call.
    const known = callIdOf('pbx', '09113322110', { ...own, isKnown: () => true });
    expect(known).toMatch(/^pbx-x[0-9a-z]{2,14}$/);
    expect(callIdOf('pbx', '09113322110', { ...own, isKnown: (id) => id === known })).toBe(known);
    expect(callIdOf('s'.repeat(60), 'aedcce01-4c9a-4f07-9924-b32d67c0ed69').length).toBeLessThanOrEqual(64);
  });

  it('of events hold no time of ours and no link: another link has the same', () => {
    const tell = (link: string) => {
      let now = START;
      const log = createReplayLog();
      log.startDay(START);
      const connection = connectReplay(log, { link });
      const scene = createFreeSwitchScenario({
        now: () => now,
        say: (event) => connection.receive(event, now + link.length),
      });
      const caller = scene.caller();
      caller.join(QUEUE);
      caller.ring('m-1201');
      caller.fail('NO_ANSWER');
      caller.ring('m-1201');
      caller.answer();
      caller.hold(true);
      now += 5000;
      caller.end('desk');
      scene.status('m-1201', 'On Break');
      return log.events;
    };
    const [a, b] = [tell('a'), tell('another')];
    expect(a.length).toBeGreaterThan(8);
    expect(b).toEqual(a);
    expect(a.filter(({ type, id }) => type !== 'day.started' && hidesNumber(id.replace(/[0-9a-f-]{36}/g, '')))).toEqual(
      [],
    );
  });
});
