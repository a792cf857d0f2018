// Anybody can send requests that fail: the log is not theirs to fill.
import { beforeEach, expect, it } from 'vitest';
import { createErrorLog } from '../../server/http/error-log.ts';
import { Problem } from '../../server/http/problem.ts';
import { HOUR } from '../../shared/time.ts';

type Line = { level: string; message: string } & Record<string, unknown>;
let now = 0;
let lines: Line[] = [];
let report: ReturnType<typeof createErrorLog>;
const asked = { method: 'POST', path: '/api/auth/login' };

beforeEach(() => {
  now = 1_000_000;
  lines = [];
  const note = (level: string) => (facts: object, message: string) => void lines.push({ level, message, ...facts });
  report = createErrorLog({ error: note('error'), info: note('info') }, () => now);
});

it.each(['too-busy', 'log-unwritable', 'not-ready'] as const)('300 times %s are one line without a stack', (code) => {
  for (let n = 0; n < 300; n++) {
    const problem = new Problem(code, 'come again later');
    report(problem, problem, { ...asked, path: `/api/${n}` });
  }
  expect(lines).toEqual([
    { level: 'info', message: expect.any(String), ...asked, path: '/api/0', code, reason: 'come again later' },
  ]);
  now += 61_000;
  report(new Problem(code, 'come again later'), undefined, asked);
  expect(lines.at(-1)).toMatchObject({ level: 'info', code, unlogged: 299 });
});

it('an error of ours is logged with its stack, each kind once a minute', () => {
  const broken = (message: string): void => {
    const cause = new TypeError(message);
    report(new Problem('internal', 'the error is in the log of the server', { cause }), cause, asked);
  };
  for (let n = 0; n < 5; n++) for (const message of ['one', 'two']) broken(message);
  expect(lines.map(({ level, err }) => [level, (err as Error).message])).toEqual([
    ['error', 'one'],
    ['error', 'two'],
  ]);
  now -= HOUR;
  broken('one');
  expect(lines.at(-1)).toMatchObject({ unlogged: 4 });
});

it('remembers no more than a hundred kinds', () => {
  for (let n = 0; n < 1_000; n++) report(new Problem('internal', 'x'), new Error(`kind ${n}`), asked);
  expect(lines).toHaveLength(1_000);
});

it('who was not let in is one line a minute for each address, and ten thousand addresses fill no log', () => {
  const refused = (address: string): void =>
    report(new Problem('login-refused', 'x'), undefined, { ...asked, route: 'POST /api/auth/login', address });
  for (let n = 0; n < 30; n++) for (const address of ['10.0.0.1', '10.0.0.2']) refused(address);
  expect(lines).toEqual(
    ['10.0.0.1', '10.0.0.2'].map((address) => ({
      level: 'info',
      message: expect.any(String),
      route: 'POST /api/auth/login',
      by: undefined,
      address,
      code: 'login-refused',
    })),
  );
  for (let n = 0; n < 10_000; n++) refused(`2001:db8:${n}::/64`);
  expect(lines).toHaveLength(101);
  expect(lines.at(-1)).not.toHaveProperty('address');
  now += 61_000;
  refused('2001:db8:1::/64');
  // 98 of them have a line of their own, and one stands for the others.
  expect(lines.slice(101)).toMatchObject([
    { code: 'login-refused', unlogged: 10_000 - 98 - 1 },
    { address: '2001:db8:1::/64' },
  ]);
  refused('10.0.0.9');
  now += 61_000;
  refused('10.0.0.9');
  // The first two had 29 more each, which made room meanwhile.
  expect(lines.slice(103)).toMatchObject([
    { address: '10.0.0.9' },
    { code: 'login-refused', unlogged: 58 },
    { address: '10.0.0.9' },
  ]);
});

it('an error of ours gives no more lines to those who fill the log', () => {
  const refused = (n: number): void =>
    report(new Problem('login-refused', 'x'), undefined, { ...asked, address: `2001:db8:${n}::/64` });
  for (let n = 0; n < 300; n++) refused(n);
  report(new Problem('internal', 'x'), new Error('ours'), asked);
  for (let n = 300; n < 600; n++) refused(n);
  expect(lines.map(({ level }) => level).filter((level) => level === 'info')).toHaveLength(101);
});

it('what somebody sent that a route does not take is one line a minute for each of them, and repeats nothing of it', () => {
  const route = 'POST /api/contacts';
  for (let n = 0; n < 300; n++)
    for (const by of ['samad', undefined])
      report(new Problem('bad-parameters', `ref: ${n}`), undefined, {
        ...asked,
        path: `/api/contacts/${n}`,
        route,
        by,
      });
  report(new Problem('body-too-large', 'x'), undefined, { ...asked, route, by: 'samad' });
  expect(lines).toEqual([
    { level: 'info', message: expect.any(String), route, by: 'samad', code: 'bad-parameters' },
    { level: 'info', message: expect.any(String), route, by: undefined, code: 'bad-parameters' },
    { level: 'info', message: expect.any(String), route, by: 'samad', code: 'body-too-large' },
  ]);
  now += 61_000;
  report(new Problem('bad-parameters', 'x'), undefined, { ...asked, route, by: 'samad' });
  expect(lines.at(-1)).toMatchObject({ by: 'samad', unlogged: 299 });
});
