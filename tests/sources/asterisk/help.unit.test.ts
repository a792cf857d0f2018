// A desk that calls for help by a feature code: UserEvent(SamadHelp) of the dialplan.
import { expect, it } from 'vitest';
import type { Packet } from '../../../server/sources/asterisk/wire.ts';
import { createAsteriskScenario } from './asterisk-scenario.ts';

const member = (name: string, face: string): Packet => ({
  ...{ Event: 'QueueMember', Queue: 'samad', Name: name, Location: face, Status: '1', Paused: '0', InCall: '0' },
});
const help = (more: Packet): Packet => ({
  Event: 'UserEvent',
  UserEvent: 'SamadHelp',
  Uniqueid: '1795424400.9',
  ...more,
});

function scene() {
  const scene = createAsteriskScenario();
  const link = scene.connect();
  link.reconcile(1, {
    queueStatus: [
      { Event: 'QueueParams', Queue: 'samad' },
      member('m-1201', 'PJSIP/1201'),
      member('m-1301', 'Local/1301@agents/n'),
    ],
    channels: [],
  });
  return { link, desks: () => Object.values(scene.board().helps).map(({ desk }) => desk) };
}

it('a request for help is that of the desk whose telephone dialled the code, by its channel', () => {
  const { link, desks } = scene();
  link.receive(2, help({ Channel: 'PJSIP/1201-0000001f' }));
  link.receive(3, help({ Channel: 'PJSIP/1301-00000020' })); // its member is a Local channel
  expect(desks()).toEqual(['m-1201', 'm-1301']);
});

it('a request for help is that of the desk that the dialplan names, by extension, interface or member', () => {
  for (const Desk of ['1201', 'PJSIP/1201', 'm-1201']) {
    const { link, desks } = scene();
    link.receive(2, help({ Channel: 'Local/s@x-00000001;2', Desk }));
    expect(desks(), Desk).toEqual(['m-1201']);
  }
});

it('a code that is dialled again within the minute is the same request, and later another one', () => {
  const { link, desks } = scene();
  for (const second of [2, 3, 9, 130]) link.receive(second, help({ Channel: 'PJSIP/1201-0000001f' }));
  expect(desks()).toEqual(['m-1201', 'm-1201']);
});

it('a telephone that is no member of a queue requests no help: it may be a citizen’s', () => {
  const { link, desks } = scene();
  link.receive(2, help({ Channel: 'PJSIP/trunk-00000001' }));
  link.receive(3, help({ Channel: 'PJSIP/09111234567-00000001' }));
  link.receive(4, help({ Desk: '09111234567' }));
  link.receive(5, help({}));
  expect(desks()).toEqual([]);
});
