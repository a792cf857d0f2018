// The test of a link, step by step: what is green, and which sentence stands where something is wrong.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openConnection } from '../../server/sources/asterisk/connection.ts';
import { testLink } from '../../server/telephony/test-link.ts';
import type { TelephoneLink } from '../../server/telephony/telephone-link.ts';
import type { TestStep } from '../../shared/api/telephony.ts';
import type { FakeAsterisk } from '../support/fake-asterisk.ts';
import { freePort } from '../support/free-port.ts';
import { startOneQueueAsterisk } from '../support/one-queue-asterisk.ts';
import { startOneQueueFreeSwitch } from '../support/one-queue-freeswitch.ts';

type AsteriskLink = Extract<TelephoneLink, { protocol: 'ami' }>;

const ami = (port: number, more: Partial<AsteriskLink> = {}): AsteriskLink => ({
  link: 'pbx',
  protocol: 'ami',
  host: '127.0.0.1',
  port,
  secure: false,
  user: 'wallboard',
  secret: 'demo',
  ...more,
});
const esl = (port: number, password = 'ClueCon'): TelephoneLink => ({
  link: 'fs',
  protocol: 'esl',
  host: '127.0.0.1',
  port,
  password,
});
const test = (link: TelephoneLink, seconds = 0): Promise<TestStep[]> => testLink(link, { seconds, now: Date.now });
const codes = (steps: readonly TestStep[]): string[] =>
  steps.map(({ step, state, code }) => `${step} ${state} ${code}`);
const lastOf = async (steps: Promise<TestStep[]>): Promise<TestStep | undefined> => (await steps).at(-1);
const pem = (name: string): string => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url), 'utf8');

/** A service that says this and nothing else. */
async function startService(greeting: string | undefined, more: { closes?: boolean } = {}): Promise<number> {
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (greeting !== undefined) socket.write(greeting, 'latin1');
    if (more.closes) socket.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-test-link-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
}

describe('the address', () => {
  it('that no name server knows, or where nothing listens, is told as such', async () => {
    expect(codes(await test(ami(5038, { host: 'no-such-host.invalid' })))).toEqual(['reached bad name-unknown']);
    expect(codes(await test(ami(await freePort())))).toEqual(['reached bad port-closed']);
    expect(codes(await test(esl(await freePort())))).toEqual(['reached bad port-closed']);
  });

  it('of another service shows no more of it than a short printable greeting', async () => {
    const ssh = `SSH-2.0-OpenSSH_9.2p1 Debian\r\n${'secret '.repeat(200)}`;
    for (const [link, code] of [
      [ami(await startService(ssh)), 'not-ami'],
      [esl(await startService(`${ssh}\n\n`)), 'not-esl'],
    ] as const) {
      const steps = await test(link);
      expect(steps.at(-1)).toMatchObject({ step: 'greeting', code, detail: 'SSH-2.0-OpenSSH_9.2p1 Debian' });
      expect(JSON.stringify(steps)).not.toContain('secret ');
    }
    const odd = `\u0000\u001b[31m${'x'.repeat(3_000)}\n`;
    const { detail, message } = (await lastOf(test(ami(await startService(odd)))))!;
    expect(detail).toBe(`[31m${'x'.repeat(36)}`);
    expect(message.length).toBeLessThan(200);
  });

  it('where nothing greets, or where TLS is spoken, is told as such', async () => {
    const tls = await startOneQueueAsterisk({ tls: { key: pem('key'), cert: pem('named') } });
    const found = await Promise.all([
      lastOf(test(ami(await startService(undefined)))),
      lastOf(test(ami(await startService(undefined, { closes: true })))),
      lastOf(test(ami(tls.port))),
    ]);
    expect(found.map((step) => step?.code)).toEqual(['no-greeting', 'closed-early', 'tls-here']);
  });
});

describe('a certificate', () => {
  it('that nobody known has signed is shown, and no secret is sent until it is trusted', async () => {
    const asterisk = await startOneQueueAsterisk({ tls: { key: pem('key'), cert: pem('named') } });
    const untrusted = await test(ami(asterisk.port, { secure: true }));
    expect(codes(untrusted)).toEqual(['reached good reached', 'certificate bad certificate']);
    expect(asterisk.logins).toEqual([]);
    const { certificate } = untrusted[1]!;
    expect(certificate).toMatchObject({ fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/) });
    const pin = certificate!.fingerprint;
    const trusted = await test(ami(asterisk.port, { secure: true, pin }));
    expect(codes(trusted).slice(0, 5)).toEqual([
      'reached good reached',
      'certificate good certificate-pinned',
      'greeting good ami',
      'version good version',
      'signed-in good signed-in',
    ]);
  });

  it('that is another one than the trusted one ends the test, and the link too', async () => {
    const pin = Array.from({ length: 32 }, () => 'AB').join(':');
    const asterisk = await startOneQueueAsterisk({ tls: { key: pem('key'), cert: pem('named') } });
    expect(codes(await test(ami(asterisk.port, { secure: true, pin })))).toEqual([
      'reached good reached',
      'certificate bad certificate-changed',
    ]);
    expect(asterisk.logins).toEqual([]);
  });

  it('is missing at a port without TLS', async () => {
    const asterisk = await startOneQueueAsterisk();
    expect(codes(await test(ami(asterisk.port, { secure: true })))).toEqual([
      'reached good reached',
      'certificate bad not-tls',
    ]);
  });
});

describe('an Asterisk', () => {
  it('that is well shows its version, its queues and its clock', async () => {
    const asterisk = await startOneQueueAsterisk({ version: '22.10.1', now: () => Date.now() - 30_000 });
    const steps = await test(ami(asterisk.port));
    expect(codes(steps)).toEqual([
      'reached good reached',
      'greeting good ami',
      'version good version',
      'signed-in good signed-in',
      'rights open rights-unproved',
      'queues good queues',
      'queue-log open queue-log-unset',
      'clock open clock-differs',
    ]);
    expect(steps[2]?.detail).toBe('Asterisk 22.10.1');
    expect(steps[5]).toMatchObject({ queues: 1, members: 2 });
    expect(Math.abs(steps[7]!.skew! - 30_000)).toBeLessThan(1_000);
    expect(steps.every(({ ok, state, message }) => ok === (state === 'good') && message !== '')).toBe(true);
    await expect.poll(() => asterisk.clients()).toBe(0);
  });

  it('of AMI 1.x is too old, and nobody signs in there', async () => {
    const asterisk = await startOneQueueAsterisk({ banner: 'Asterisk Call Manager/1.3' });
    const steps = await test(ami(asterisk.port));
    expect(codes(steps)).toEqual(['reached good reached', 'greeting good ami', 'version bad asterisk-too-old']);
    expect(asterisk.logins).toEqual([]);
  });

  it('that refuses the sign-in shows which address of this server it must let in', async () => {
    const asterisk = await startOneQueueAsterisk();
    const wrong = await lastOf(test(ami(asterisk.port, { secret: 'wrong' })));
    expect(wrong).toMatchObject({ step: 'signed-in', state: 'bad', code: 'login-refused', detail: '127.0.0.1' });
    expect(wrong?.message).not.toContain('wrong');
    const single = await startOneQueueAsterisk({ oneLogin: true });
    const handlers = { event: () => {}, activity: () => {}, dropped: () => {}, ended: () => {} };
    const held = await new Promise<{ end: (code: 'stopped') => void }>((ready) =>
      openConnection(ami(single.port), Date.now, { ...handlers, ready }),
    );
    expect(await lastOf(test(ami(single.port)))).toMatchObject({ step: 'signed-in', code: 'login-in-use' });
    held.end('stopped');
  });

  it('whose user lacks rights is told which, and a call proves those that are there', async () => {
    const poor = await startOneQueueAsterisk({ withoutReporting: true, withoutSystem: true });
    const missing = (await test(ami(poor.port))).find(({ step }) => step === 'rights');
    expect(missing).toMatchObject({ state: 'bad', missing: ['write reporting', 'read system'] });

    const callDuring = async (asterisk: FakeAsterisk): Promise<TestStep | undefined> => {
      const testing = test(ami(asterisk.port), 4);
      await expect.poll(() => asterisk.asked).toContain('coreshowchannels');
      setTimeout(() => {
        asterisk.say({ Event: 'Newchannel', Privilege: 'call,all' });
        asterisk.calls.call('samad-sari').join();
      }, 300);
      return (await testing).find(({ step }) => step === 'rights');
    };
    expect(await callDuring(await startOneQueueAsterisk())).toMatchObject({ state: 'good', code: 'rights-proved' });
    expect(await callDuring(await startOneQueueAsterisk({ withoutRead: true }))).toMatchObject({
      state: 'bad',
      missing: ['read agent', 'read call'],
    });
  });

  it('that greets and never answers the sign-in does not hold the test for ever', async () => {
    const port = await startService('Asterisk Call Manager/11.0.0\r\n');
    const steps = await test(ami(port));
    expect(steps.at(-1)).toMatchObject({ step: 'signed-in', state: 'bad', code: 'silent' });
  });
});

describe('queue_log', () => {
  const STARTED_S = 3_600;
  const line = (age: number, verb = 'ENTERQUEUE'): string =>
    `${Math.floor(Date.now() / 1000) - age}|1.1|samad-sari|NONE|${verb}|||1\n`;
  type More = { seconds?: number; during?: (asterisk: FakeAsterisk) => Promise<void> };
  const stepOf = async (queueLog: string, { seconds = 0, during }: More = {}) => {
    const asterisk = await startOneQueueAsterisk({ uptime: STARTED_S });
    const testing = test(ami(asterisk.port, { queueLog }), seconds);
    await during?.(asterisk);
    const steps = await testing;
    const found = steps.find(({ step }) => step === 'queue-log');
    return found && `${found.state} ${found.code}`;
  };
  const withText = (text: string): string => {
    const file = join(folder(), 'queue_log');
    writeFileSync(file, text);
    return file;
  };

  it('that is not there, is no file or no queue_log is told as such', async () => {
    expect(await stepOf('/no/such/queue_log')).toBe('bad queue-log-missing');
    expect(await stepOf(folder())).toBe('bad queue-log-no-file');
    expect(await stepOf('/dev/zero')).toBe('bad queue-log-no-file');
    expect(await stepOf(withText('a\nb\nc\n'))).toBe('bad queue-log-foreign');
  });

  it('whose newest line is older than the start of Asterisk does not grow', async () => {
    expect(await stepOf(withText(line(STARTED_S + 600)))).toBe('bad queue-log-stale');
    expect(await stepOf(withText(line(STARTED_S - 1, 'QUEUESTART') + line(5)))).toBe('good queue-log-current');
  });

  it('that grows during the test is the right one', async () => {
    const file = withText(line(STARTED_S + 600));
    // The file is looked at before the queues are asked for, and again at the end.
    const during = async ({ asked }: FakeAsterisk): Promise<void> => {
      await expect.poll(() => asked).toContain('queuestatus');
      appendFileSync(file, line(0));
    };
    expect(await stepOf(file, { seconds: 2, during })).toBe('good queue-log-grows');
  });

  it('of before the rotation that is still written is told as such', async () => {
    const file = withText('');
    writeFileSync(`${file}.1`, line(10));
    const rotated = Date.now() / 1000 - 600;
    utimesSync(file, rotated, rotated);
    expect(await stepOf(file)).toBe('bad queue-log-rotated');
  });

  it('that is empty without a former one proves nothing', async () => {
    const asterisk = await startOneQueueAsterisk();
    const steps = await test(ami(asterisk.port, { queueLog: withText('') }));
    expect(steps.find(({ step }) => step === 'queue-log')).toMatchObject({ state: 'open', code: 'queue-log-empty' });
  });
});

describe('a FreeSWITCH', () => {
  it('that is well shows its queues and agents', async () => {
    const { freeswitch } = await startOneQueueFreeSwitch();
    const steps = await test(esl(freeswitch.port));
    expect(codes(steps)).toEqual([
      'reached good reached',
      'greeting good esl',
      expect.stringMatching(/^(version|signed-in)/),
      ...codes(steps).slice(3),
    ]);
    expect(steps.find(({ step }) => step === 'queues')).toMatchObject({ state: 'good', queues: 1, members: 2 });
    expect(codes(steps)).toContain('signed-in good signed-in');
  });

  it('that refuses the password or the address, or has no mod_callcenter, is told as such', async () => {
    const { freeswitch } = await startOneQueueFreeSwitch();
    expect(await lastOf(test(esl(freeswitch.port, 'wrong')))).toMatchObject({ code: 'password-refused', ok: false });
    const rude = await startOneQueueFreeSwitch({ rude: true });
    expect(await lastOf(test(esl(rude.freeswitch.port)))).toMatchObject({
      code: 'address-refused',
      detail: '127.0.0.1',
    });
    const bare = await startOneQueueFreeSwitch({ answer: () => undefined });
    const steps = await test(esl(bare.freeswitch.port));
    expect(steps.find(({ step }) => step === 'queues')).toMatchObject({ state: 'bad', code: 'no-call-centre' });
  });

  it('whose API hangs ends the test in time', async () => {
    const { freeswitch } = await startOneQueueFreeSwitch({ hangs: true });
    expect(await lastOf(test(esl(freeswitch.port)))).toMatchObject({ state: 'bad', code: 'silent' });
  });
});
