// Calling back: custom events of the dialplan of a FreeSWITCH.
import { expect, it } from 'vitest';
import { createTranslator } from '../../../server/sources/freeswitch/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import { plainProfile } from '../../support/replay-asterisk.ts';

const AT = Date.UTC(2026, 10, 30, 8);
const CALLER = '0b1f6f5e-7e7a-4b8e-9a52-6f1f4c0a1111';
const CLERK = '0b1f6f5e-7e7a-4b8e-9a52-6f1f4c0a2222';
const NUMBER = '09111234567';

const said = (subclass: string, more: Record<string, string>) =>
  createTranslator({ system: 'fs', names: createNames(plainProfile), recall: { visits: () => [] } as never }).translate(
    { 'Event-Name': 'CUSTOM', 'Event-Subclass': subclass, 'Caller-Caller-ID-Number': NUMBER, ...more },
    AT,
    AT,
  );

it('a number that was kept is one of the call that the event names, or on whose channel it was raised', () => {
  const [kept] = said('samad::kept', { 'Unique-ID': CALLER, 'Samad-Handle': '412345' });
  expect(kept).toMatchObject({ type: 'call.kept', at: AT, handle: '412345' });
  expect(said('samad::kept', { 'Samad-Call': CALLER, 'Samad-Handle': '412345' })).toEqual([kept]);
  expect(JSON.stringify(kept)).not.toContain(NUMBER.slice(1));
});

it('a result of calling back names the call whose number was kept', () => {
  const [kept] = said('samad::kept', { 'Unique-ID': CALLER, 'Samad-Handle': '412345' });
  const call = kept && 'call' in kept ? kept.call : undefined;
  const result = { 'Unique-ID': CLERK, 'Samad-Call': CALLER, 'Samad-Outcome': 'unreached' };
  expect(said('samad::calledback', result)).toMatchObject([{ type: 'call.calledback', call, outcome: 'unreached' }]);
});

it('a script that fires its events on no channel names the caller: who called again is one row, and whose call was answered', () => {
  const second = CALLER.replace(/1111$/, '3333');
  const callOf = ([event]: ReturnType<typeof said>) => event && 'call' in event && event.call;
  const first = said('samad::kept', { 'Samad-Call': CALLER, 'Samad-Handle': '352840' });
  const kept = said('samad::kept', { 'Samad-Call': second, 'Samad-Handle': '510265', 'Samad-Instead': CALLER });
  expect(kept).toMatchObject([{ type: 'call.kept', handle: '510265', instead: callOf(first) }]);
  const again = { 'Unique-ID': CLERK, 'Samad-Call': second, 'Samad-Outcome': 'again' };
  expect(said('samad::calledback', again)).toMatchObject([{ call: callOf(kept), outcome: 'again' }]);
  const bare = { 'Samad-Call': second, 'Samad-Outcome': 'again' };
  expect(said('samad::calledback', bare)).toEqual([]);
});

it('an answer and a try before it are two facts of one call, each of them once', () => {
  const tried = (outcome: string, clerk: string) =>
    said('samad::calledback', { 'Unique-ID': clerk, 'Samad-Call': CALLER, 'Samad-Outcome': outcome });
  const ids = [...tried('unreached', CLERK), ...tried('reached', `${CLERK}-2`), ...tried('unreached', CLERK)].map(
    ({ id }) => id,
  );
  expect(new Set(ids).size).toBe(2);
});

it('an event without a handle, a call or a known result is none: a handle that is a number leaves no trace', () => {
  expect(said('samad::kept', { 'Unique-ID': CALLER, 'Samad-Handle': NUMBER })).toEqual([]);
  expect(said('samad::kept', { 'Samad-Handle': '412345' })).toEqual([]);
  expect(said('samad::calledback', { 'Unique-ID': CLERK, 'Samad-Outcome': 'reached' })).toEqual([]);
  expect(said('samad::calledback', { 'Unique-ID': CLERK, 'Samad-Call': CALLER, 'Samad-Outcome': 'x' })).toEqual([]);
});
