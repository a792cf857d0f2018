// A desk that calls for help by a feature code: a custom event of the dialplan.
import { expect, it } from 'vitest';
import { createTranslator } from '../../../server/sources/freeswitch/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { plainProfile } from '../../support/replay-asterisk.ts';

const AT = Date.UTC(2026, 10, 30, 8);
const recall = {
  latestDeskState: () => undefined,
  desksIn: () => [],
  openCalls: () => [],
  readCall: () => undefined,
} as never;

function translator() {
  const one = createTranslator({ system: 'fs', names: createNames(plainProfile), recall });
  one.agents.know(
    [{ name: '1201@default', contact: 'user/1201@default', status: 'Available', state: 'Waiting' }] as never,
    undefined,
  );
  return one;
}
const ask = (more: Record<string, string>) =>
  translator().translate({ 'Event-Name': 'CUSTOM', 'Event-Subclass': 'samad::help', ...more }, AT, AT);

it('a request for help is that of the agent whose extension dialled it, or whom the dialplan names', () => {
  for (const more of [
    { 'Caller-Caller-ID-Number': '1201' },
    { 'Samad-Desk': '1201' },
    { 'Samad-Desk': '1201@default' },
  ])
    expect(ask(more)).toEqual([
      {
        ...{ type: 'help.asked', at: AT, desk: '1201', name: '1201' },
        id: expect.any(String),
        help: expect.any(String),
      },
    ]);
});

it('an extension that no agent has requests no help: it may be a citizen’s', () => {
  expect(ask({ 'Caller-Caller-ID-Number': '09111234567' })).toEqual([]);
  expect(ask({})).toEqual([]);
});
