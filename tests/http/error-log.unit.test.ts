// Anybody can send requests that fail: the log is not theirs to fill.
import { beforeEach, expect, it } from 'vitest';
import { createErrorLog } from '../../server/http/error-log.ts';
import { Problem } from '../../server/http/problem.ts';

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
  now -= 3_600_000;
  broken('one');
  expect(lines.at(-1)).toMatchObject({ unlogged: 4 });
});

it('remembers no more than a hundred kinds', () => {
  for (let n = 0; n < 1_000; n++) report(new Problem('internal', 'x'), new Error(`kind ${n}`), asked);
  expect(lines).toHaveLength(1_000);
});
