// What systemd is notified of, and when; and that nothing is sent elsewhere.
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { createServiceManager } from '../server/service-manager.ts';

function tested(environment: Record<string, string>, cause: Error | null = null) {
  const sent: string[] = [];
  const errors: Error[] = [];
  const manager = createServiceManager({
    environment,
    onError: (error) => errors.push(error),
    run: (program, args, ended) => {
      sent.push([program, ...args].join(' '));
      ended(cause);
    },
  });
  onTestFinished(manager.stopping);
  return { manager, sent, errors };
}

it('systemd is notified that the server is ready, alive, and stopping', async () => {
  const { manager, sent } = tested({ NOTIFY_SOCKET: '/run/systemd/notify', WATCHDOG_USEC: '40000' });
  expect(sent).toEqual([]);
  manager.ready();
  expect(sent).toEqual(['systemd-notify READY=1']);
  await expect.poll(() => sent.at(-1)).toBe('systemd-notify WATCHDOG=1');
  manager.stopping();
  const { length } = sent;
  await sleep(60);
  expect(sent.slice(length - 1)).toEqual(['systemd-notify STOPPING=1']);
});

it('without systemd nothing is sent', () => {
  const { manager, sent } = tested({ WATCHDOG_USEC: '40000' });
  manager.ready();
  manager.stopping();
  expect(sent).toEqual([]);
});

it('a failure is reported once, not with every sign of life', async () => {
  const { manager, sent, errors } = tested({ NOTIFY_SOCKET: '/x', WATCHDOG_USEC: '10000' }, new Error('gone'));
  manager.ready();
  await expect.poll(() => sent.length).toBeGreaterThan(3);
  expect(errors).toHaveLength(1);
});
