// The telephone channel against an AMI server: what is asked of it, and what each end of a call means.
import { describe, expect, it } from 'vitest';
import { alertKey, sendPhone, type PhoneSettings } from '../../server/notices/phone.ts';
import type { AlertMessage } from '../../server/notices/outcome.ts';
import {
  failure,
  hangup,
  pressed,
  ringing,
  startOriginatingAsterisk,
  success,
  type Step,
} from '../support/originating-asterisk.ts';

const message: AlertMessage = {
  id: 'notice/waiting/province/1405-09-09-1/r-a/1',
  at: Date.now(),
  kind: 'raised',
  title: 'بحرانی',
  text: 'منتظران استان',
  repeat: false,
  data: { rule: 'waiting', value: 12.4 },
  language: 'fa',
};
const settings = (port: number, more: Partial<PhoneSettings> = {}): PhoneSettings => ({
  host: '127.0.0.1',
  port,
  secure: false,
  user: 'alarm',
  secret: 'secret',
  dial: 'PJSIP/1201',
  context: 'wallboard-alarm',
  account: 'deputy',
  ...more,
});
const limits = { ringMs: 300, limitMs: 1_500 };
const call = async (steps: readonly Step[], more: Partial<PhoneSettings> = {}) => {
  const asterisk = await startOriginatingAsterisk({ steps });
  return { outcome: await sendPhone(settings(asterisk.port, more), message, true, limits), asterisk };
};

describe('a telephone call', () => {
  it('is asked for with ids of its own, a limited ring, digits for a caller, and no text', async () => {
    const steps = [ringing, success, pressed];
    const { asterisk } = await call(steps);
    await sendPhone(settings(asterisk.port), message, true, limits);
    const [one, two] = asterisk.originated;
    expect(one).toMatchObject({
      Channel: 'PJSIP/1201',
      Context: 'wallboard-alarm',
      Exten: 's',
      Timeout: '300',
      Async: 'true',
      CallerID: '"Wallboard" <111>',
      Variable: expect.stringMatching(/^__ALERT=1-1-12-[0-9a-f]{8}$/),
    });
    expect(one?.['ChannelId']).not.toBe(two?.['ChannelId']);
  });

  it('that is answered and acknowledged by a key names the account', async () => {
    const { outcome } = await call([ringing, success, 20, pressed, hangup(16)]);
    expect(outcome).toEqual({ ok: true, detail: 'seen', isSeen: true, seenBy: 'deputy' });
  });

  it('that is answered without the key is delivered and not acknowledged', async () => {
    const { outcome } = await call([ringing, success, 20, hangup(16)]);
    expect(outcome).toEqual({ ok: true, detail: 'answered' });
    const other = (ids: { channelId: string; actionId: string; key: string }) => pressed({ ...ids, key: '1-1-9-x' });
    expect((await call([success, other as Step, hangup(16)])).outcome).toEqual({ ok: true, detail: 'answered' });
  });

  it('without an account is acknowledged by nobody', async () => {
    const { outcome } = await call([success, pressed], { account: undefined });
    expect(outcome).toEqual({ ok: true, detail: 'seen', isSeen: true });
  });

  it('whose answer comes after the hangup, or whose talk goes on, is delivered', async () => {
    expect((await call([hangup(16), success])).outcome).toEqual({ ok: true, detail: 'answered' });
    expect((await call([success])).outcome).toEqual({ ok: true, detail: 'answered' });
  });

  it('that was answered is delivered also where the connection then breaks, so that it does not ring again', async () => {
    expect((await call([ringing, success, 20, 'cut'])).outcome).toEqual({ ok: true, detail: 'answered' });
    expect((await call([ringing, 20, 'cut'])).outcome).toMatchObject({
      ok: false,
      reason: 'connection',
      perhaps: true,
    });
  });

  it.each([
    ['busy', [ringing, failure, hangup(17)], { reason: 'busy' }],
    ['busy, in the other order', [hangup(17), failure], { reason: 'busy' }],
    ['a wrong number', [failure, hangup(1)], { reason: 'wrong-number', final: true }],
    ['refused', [ringing, hangup(21), failure], { reason: 'refused' }],
    ['not answered', [ringing, 50, hangup(19), failure], { reason: 'no-answer' }],
    ['to a dead telephone', [hangup(19), failure], { reason: 'unreachable' }],
  ] as const)('that is %s says so', async (_what, steps, expected) => {
    const { outcome } = await call(steps as readonly Step[]);
    expect(outcome).toMatchObject({ ok: false, ...expected });
    expect((outcome as { final?: boolean }).final).toBe('final' in expected ? true : undefined);
  });

  it('of which no end is reported says that the user may not read of calls', async () => {
    const asterisk = await startOriginatingAsterisk({ steps: [] });
    const brief = { ringMs: -4_800, limitMs: 1_500 };
    const outcome = await sendPhone(settings(asterisk.port), message, true, brief);
    expect(outcome).toMatchObject({ ok: false, reason: 'no-call-events', final: true });
  });

  it('that the user may not ask for is refused for good', async () => {
    const response = { Response: 'Error', Message: 'Permission denied' };
    const asterisk = await startOriginatingAsterisk({ response, steps: [] });
    expect(await sendPhone(settings(asterisk.port), message, true, limits)).toEqual({
      ok: false,
      reason: 'refused',
      detail: 'Permission denied',
      final: true,
    });
  });

  it('needs the right login, and the permission for the own network', async () => {
    const asterisk = await startOriginatingAsterisk({ steps: [] });
    const wrong = settings(asterisk.port, { secret: 'x' });
    expect(await sendPhone(wrong, message, true, limits)).toMatchObject({ reason: 'sign-in', final: true });
    expect(await sendPhone(wrong, message, false, limits)).toMatchObject({ reason: 'own-network', final: true });
    expect(asterisk.originated).toEqual([]);
  });

  it('says the end of an alert and a test as such', () => {
    expect(alertKey({ kind: 'cleared', data: { rule: 'source-down', value: 0 } }, 'ab')).toBe('2-6-0-ab');
    const surge = { rule: 'topic-surge', value: 0.02, calls: 12 };
    expect(alertKey({ kind: 'raised', data: surge }, 'ab')).toBe('1-10-12-ab');
    expect(alertKey({ kind: 'test', data: {} }, 'ab')).toBe('3-0-0-ab');
  });
});
