// Reading never stops the wall: with 333,000 calls in a day no request of any role holds the event loop longer than 50 ms.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCalendar } from '../../shared/calendar.ts';
import { contract } from '../../shared/api/contract.ts';
import { roles, type Role } from '../../shared/role.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { can, type RouteKey } from '../../server/access/permissions.ts';
import { openVault } from '../../server/vault/vault.ts';
import { fillBusyDay } from '../support/busy-day.ts';
import { long, rounds } from '../support/long.ts';

const MOST_MS = 50;
const TRIES = 4;
const root = new URL('../../', import.meta.url).pathname;
const calendar = createCalendar();
const now = Date.now();
const today = calendar.dayOf(now);
const month = today.slice(0, 7);
const days = Array.from({ length: 90 }, (_, n) => calendar.dayOf(now - n * DAY));

const isoAt = (at: number): string => new Date(at).toISOString();

type Request = { path: string; method?: string; body?: unknown };
const get = (...paths: string[]): Request[] => paths.map((path) => ({ path }));

/** What each GET route is asked for; the contract's other routes are asked below. */
const asked: Record<Extract<RouteKey, `GET ${string}`>, Request[]> = {
  'GET /healthz': get('/healthz'),
  'GET /readyz': get('/readyz'),
  'GET /metrics': get('/metrics'),
  'GET /api/openapi.json': get('/api/openapi.json'),
  'GET /api/origin': get('/api/origin?page=http://127.0.0.1'),
  'GET /api/auth/me': get('/api/auth/me'),
  'GET /api/auth/oidc': get('/api/auth/oidc'),
  'GET /api/auth/oidc/callback': get('/api/auth/oidc/callback'),
  'GET /api/auth/oidc/leave': get('/api/auth/oidc/leave'),
  'GET /api/directory': get('/api/directory'),
  'GET /api/auth/setup': get('/api/auth/setup'),
  'GET /api/auth/ways': get('/api/auth/ways'),
  'GET /api/auth/factors': get('/api/auth/factors'),
  'GET /api/auth/sessions': get('/api/auth/sessions'),
  'GET /api/first-steps': get('/api/first-steps'),
  'GET /api/accounts': get('/api/accounts'),
  'GET /api/people': get('/api/people'),
  'GET /api/callbacks': get('/api/callbacks'),
  'GET /api/campaigns': get('/api/campaigns'),
  'GET /api/campaigns/:id': get('/api/campaigns/c-none'),
  'GET /api/desk-times': get(`/api/desk-times?day=${today}`),
  'GET /api/desk-times.csv': get(`/api/desk-times.csv?from=${today}&to=${today}`),
  'GET /api/accounts/:name/sessions': get('/api/accounts/nobody/sessions'),
  'GET /api/tokens': get('/api/tokens'),
  'GET /api/audit': get('/api/audit', '/api/audit?limit=200'),
  'GET /timetable': get('/timetable'),
  'GET /calendar/:file': get('/calendar/f111_none.ics'),
  'GET /api/timetable': get(`/api/timetable?from=${today}&to=${today}`),
  'GET /api/feeds': get('/api/feeds'),
  'GET /api/emblem': get('/api/emblem'),
  'GET /api/reports/sittings/:id': get('/api/reports/sittings/s-0', '/api/reports/sittings/s-0.xlsx'),
  'GET /api/reports/days/:day': get(`/api/reports/days/${today}`, `/api/reports/days/${today}.xlsx`),
  'GET /api/recipients': get('/api/recipients'),
  'GET /api/names': get('/api/names'),
  'GET /api/names.csv': get('/api/names.csv'),
  'GET /api/province': get('/api/province'),
  'GET /api/notices': get('/api/notices'),
  'GET /api/telephony': get('/api/telephony'),
  'GET /api/displays/offers/:code': get('/api/displays/offers/ABCDEF'),
  'GET /api/displays': get('/api/displays'),
  'GET /api/board': get('/api/board'),
  'GET /api/replay': get(
    `/api/replay?from=${isoAt(now - HOUR)}&to=${isoAt(now)}`,
    `/api/board?at=${isoAt(now)}`,
    `/api/board?known=now&at=${isoAt(now - HOUR)}`,
  ),
  'GET /api/calls': get(
    '/api/calls',
    `/api/calls?day=${today}`,
    `/api/calls?day=${today}&outcome=waiting`,
    `/api/calls?day=${today}&outcome=lost`,
    `/api/calls?day=${today}&hour=3&county=amol`,
    '/api/calls?sitting=s-0',
  ),
  'GET /api/calls.csv': get(`/api/calls.csv?day=${today}`),
  'GET /api/words': get('/api/words'),
  'GET /api/contacts': get(
    `/api/contacts?month=${month}`,
    `/api/contacts?month=${month}&county=amol`,
    `/api/contacts?day=${today}&step=closed`,
    '/api/contacts?county=amol&kind=complaint&state=open&sort=oldest',
    '/api/contacts?deadline=overdue&sort=oldest',
    '/api/contacts?ref=22222222',
  ),
  'GET /api/contacts/total': get('/api/contacts/total?county=amol&kind=complaint'),
  'GET /api/contacts.csv': get(`/api/contacts.csv?day=${today}`),
  'GET /api/contacts/changes': get('/api/contacts/changes', '/api/contacts/changes?limit=200'),
  'GET /api/contacts/mine': get('/api/contacts/mine'),
  'GET /api/contacts/untagged': get('/api/contacts/untagged'),
  'GET /api/deadlines': get('/api/deadlines'),
  'GET /api/cases/deadlines': get(`/api/cases/deadlines?month=${month}`),
  'GET /api/verification': get(`/api/verification?month=${month}`),
  'GET /api/promises': get('/api/promises'),
  'GET /api/promises/:month': get(`/api/promises/${month}`),
  'GET /api/promises/:month/proof': get(`/api/promises/${month}/proof?code=22222222`),
  'GET /api/months/:month': get(
    `/api/months/${month}`,
    `/api/months/${month}.csv`,
    `/api/months/${month}.xlsx`,
    `/api/months/${month}.txt?lang=fa`,
  ),
  'GET /api/thresholds': get('/api/thresholds'),
  'GET /api/thresholds/preview': get(
    '/api/thresholds/preview?rule=waiting&watch=10&act=20',
    '/api/thresholds/preview?rule=longest-wait&watch=100&act=200',
    '/api/thresholds/preview?rule=service-level&watch=80&act=60',
    '/api/thresholds/preview?rule=abandon-rate&watch=10&act=20&subject=q-1',
  ),
  'GET /api/alerts': get('/api/alerts', `/api/alerts?month=${month}`, '/api/alerts?sitting=s-0'),
  'GET /api/messages': get('/api/messages'),
  'GET /api/sittings': get(
    `/api/sittings?from=${today}&to=${today}`,
    `/api/sittings?from=${days.at(-1) ?? ''}&to=${today}`,
  ),
  'GET /api/sittings/:id': get('/api/sittings/s-0', '/api/sittings/s-400'),
  'GET /api/sittings/:id/what-if': get('/api/sittings/s-0/what-if?desks=1'),
};

/** Requests that change nothing and still read much. */
const posted: Partial<Record<RouteKey, Request[]>> = {
  'POST /api/verification': [{ path: '/api/verification', method: 'POST', body: { month, size: 50 } }],
  'POST /api/contacts/import': [
    {
      path: '/api/contacts/import',
      method: 'POST',
      body: {
        text: `تاریخ,نحوه ارتباط,شهرستان\n${Array(4_990).fill(`${today},پیام,ساری`).join('\n')}`,
        save: false,
      },
    },
  ],
  'POST /api/sittings/import': [
    {
      path: '/api/sittings/import',
      method: 'POST',
      body: {
        text: `تاریخ,ساعت,نام\n${Array.from({ length: 480 }, (_, n) => `${today},${8 + (n % 10)}:00-${9 + (n % 10)}:00,مدیر ${n}`).join('\n')}`,
        save: false,
      },
    },
  ],
};

describe.skipIf(!long)('a server with 333,000 calls in a day', () => {
  let dataDir: string;
  let child: ChildProcess;
  let url: string | undefined;
  const tokens = new Map<Role, string>();

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'wallboard-holds-'));
    await fillBusyDay({ dataDir, calls: rounds('CALLS', 0, 333_000), now, sittings: 4_000, contacts: 10_000 });
    const vault = openVault(dataDir);
    for (const role of roles) tokens.set(role, vault.createToken({ name: role, role, now }).plain);
    vault.close();
    child = fork('server/main.ts', {
      cwd: root,
      execArgv: ['--import', './tests/support/loop-watch.ts'],
      env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, TELEPHONY: '', LOG_LEVEL: 'info' },
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    });
    let output = '';
    child.stdout?.on('data', (text) => (output += String(text)));
    for (let port: string | undefined; url === undefined; await sleep(50)) {
      if (child.exitCode !== null) throw new Error(`expected a server, got ${output}`);
      port = /"port":(\d+)/.exec(output)?.[1];
      if (port !== undefined) url = `http://127.0.0.1:${port}`;
    }
  }, 5 * MINUTE);
  afterAll(async () => {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    rmSync(dataDir, { recursive: true, force: true });
  });

  const longestHold = async (): Promise<number> => {
    const answer = once(child, 'message') as Promise<[number]>;
    child.send('take');
    return (await answer)[0];
  };
  /** Answers that read nothing: those of routes for accounts, as tokens ask here. */
  const refused = new Set(['/api/auth/factors', '/api/auth/sessions']);
  const unexpected: string[] = [];
  /** Once; a collection of garbage may fall into it. */
  const holdOf = async ({ path, method = 'GET', body }: Request, token: string | undefined): Promise<number> => {
    await longestHold();
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    await answer.arrayBuffer();
    if (![200, 201, 404, ...(refused.has(path) ? [403] : [])].includes(answer.status))
      unexpected.push(`${answer.status} ${method} ${path}`);
    // What was begun for an answer may go on behind it.
    await sleep(30);
    return longestHold();
  };

  it('is asked by every GET route of the contract', () => {
    expect(Object.keys(asked).sort()).toEqual(
      Object.keys(contract)
        .filter((key) => key.startsWith('GET '))
        .sort(),
    );
  });

  it('holds the event loop for no request of any role longer than 50 ms', { timeout: 340_000 }, async () => {
    const found: { ms: number; what: string }[] = [];
    for (const [key, requests] of Object.entries({ ...asked, ...posted }) as [RouteKey, Request[]][]) {
      const those = [undefined, ...roles].filter((role) => can(role, key));
      for (const [n, role] of those.entries())
        // Roles differ in what they are shown; what is read for it is asked in all its forms once.
        for (const request of n === 0 ? requests : requests.slice(0, 1)) {
          if (!request.path.includes(process.env['ONLY'] ?? '')) continue;
          const token = role === undefined ? undefined : tokens.get(role);
          const began = performance.now();
          let ms = await holdOf(request, token);
          for (let tries = 1; tries < TRIES && ms > MOST_MS; tries++) ms = Math.min(ms, await holdOf(request, token));
          const seconds = ((performance.now() - began) / 1_000).toFixed(1);
          found.push({ ms, what: `${request.method ?? 'GET'} ${request.path} as ${role ?? 'nobody'} (${seconds} s)` });
          if (process.env['PROGRESS']) process.stderr.write(`${ms.toFixed(1)} ms ${found.at(-1)?.what ?? ''}\n`);
        }
    }
    found.sort((a, b) => b.ms - a.ms);
    process.stdout.write(found.map(({ ms, what }) => `${ms.toFixed(1).padStart(8)} ms  ${what}\n`).join(''));
    expect([...new Set(unexpected)]).toEqual([]);
    expect(found.filter(({ ms }) => ms > MOST_MS)).toEqual([]);
  });
});
