// Calling back: what the dialplan reports of numbers that it keeps, and of calling them. Packets as a real Asterisk 22 sent them.
import { describe, expect, it } from 'vitest';
import { isCallbackEvent } from '../../../shared/event.ts';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { createAsteriskScenario } from './asterisk-scenario.ts';

const NUMBER = '09111234567';
const caller: Packet = { Channel: 'PJSIP/trunk-00000003', CallerIDNum: NUMBER, Uniqueid: 'pbx111-1795424400.3' };
const userEvent = (UserEvent: string, more: Packet): Packet => ({ Event: 'UserEvent', UserEvent, ...more });

function scene() {
  const scene = createAsteriskScenario();
  const link = scene.connect();
  link.reconcile(1, { queueStatus: [{ Event: 'QueueParams', Queue: 'samad' }], channels: [] });
  return {
    link,
    found: () =>
      scene
        .events()
        .filter(isCallbackEvent)
        .map(({ at: _at, source: _source, recordedAt: _recordedAt, v: _v, ...event }) => event),
    events: scene.events,
  };
}

describe('calling back on an Asterisk', () => {
  it('knows the call whose number was kept, and the earlier one of the same number', () => {
    const { link, found } = scene();
    link.receive(2, userEvent('SamadKept', { ...caller, Handle: '412345' }));
    link.receive(
      9,
      userEvent('SamadKept', {
        ...caller,
        Uniqueid: 'pbx111-1795424409.7',
        Handle: '498765',
        Instead: 'pbx111-1795424400.3',
      }),
    );
    expect(found()).toEqual([
      {
        type: 'call.kept',
        id: 'pbx111-1795424400-3/kept',
        call: 'pbx111-1795424400-3',
        handle: '412345',
      },
      {
        type: 'call.kept',
        id: 'pbx111-1795424409-7/kept',
        call: 'pbx111-1795424409-7',
        handle: '498765',
        instead: 'pbx111-1795424400-3',
      },
    ]);
  });

  it('keeps nothing of a handle that is none: a dialplan may send the number itself', () => {
    const { link, found } = scene();
    for (const Handle of [NUMBER, '33221100', '3322110', '4123', 'x', '']) {
      link.receive(2, userEvent('SamadKept', { ...caller, Handle }));
      link.receive(2, userEvent('SamadKept', { ...caller, Handle, Instead: NUMBER }));
    }
    expect(found()).toEqual([]);
  });

  it('reads what came of calling back on the channel of the clerk, once for both links', () => {
    const { link, found } = scene();
    const clerk: Packet = { Channel: 'PJSIP/2001-00000009', Uniqueid: 'pbx111-1795424500.9' };
    const report = (Outcome: string) =>
      link.receive(100, userEvent('SamadCalledBack', { ...clerk, Call: 'pbx111-1795424400.3', Outcome }));
    for (const outcome of ['unreached', 'unreached', 'REACHED', 'danced', '']) report(outcome);
    expect(found()).toMatchObject([
      { type: 'call.calledback', call: 'pbx111-1795424400-3', outcome: 'unreached' },
      { type: 'call.calledback', call: 'pbx111-1795424400-3', outcome: 'reached' },
    ]);
  });

  it('neither counts a call for it nor lets a number out', () => {
    const { link, events, found } = scene();
    link.receive(2, userEvent('SamadKept', { ...caller, Handle: '412345' }));
    link.receive(
      3,
      userEvent('SamadCalledBack', { ...caller, CallerIDNum: '2001', Call: NUMBER, Outcome: 'reached', Exten: NUMBER }),
    );
    expect(found()).toHaveLength(2);
    expect(JSON.stringify(events())).not.toContain(NUMBER.slice(1));
    expect(events().filter(({ type }) => type === 'call.joined')).toEqual([]);
  });
});
