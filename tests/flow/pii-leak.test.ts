// B8: a citizen's number in every writing is put into every field of every door of a running server, and then looked for in all
// that the server keeps, answers, pushes, shows and logs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { makeBackup } from '../../server/log/backup.ts';
import type { Role } from '../../shared/role.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { launchBrowser } from '../support/browser.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { numberSpellings } from '../support/number-spellings.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { startOneQueueAsterisk, reconciled } from '../support/one-queue-asterisk.ts';
import { openReconnectingScreen } from '../support/reconnecting-screen.ts';
import { examples } from '../support/example-events.ts';
import type { FakeAsterisk } from '../support/fake-asterisk.ts';

const NUMBERS = ['9121234567', '1133221100', '2188776655'];
/** Every seventh, so that all scripts, groupings and separators take part and all is done in seconds. */
const some = numberSpellings().filter((_, n) => n % 7 === 0);

let server: TestServer;
const logged: string[] = [];
const tokens = new Map<Role, string>();
const ask = async (as: Role, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(as)}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });

/** Whether the digits of a number stand somewhere, whatever stands between them and in whatever script. */
function holds(text: string): boolean {
  const digits = text
    .normalize('NFKC')
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[०-९]/g, (digit) => String(digit.charCodeAt(0) - 0x0966))
    .replace(/[߀-߉]/g, (digit) => String(digit.charCodeAt(0) - 0x07c0))
    .replace(/[❶-❾]/g, (digit) => String(digit.charCodeAt(0) - 0x2775))
    .replaceAll('⓿', '0')
    .replace(/[^\p{L}\d]/gu, '');
  return NUMBERS.some((number) => digits.includes(number));
}

/** Places of texts inside a value. */
function* texts(value: unknown, path: string[] = []): Iterable<string[]> {
  if (typeof value === 'string') yield path;
  if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) yield* texts(inner, [...path, key]);
}
function withAt(value: unknown, [step, ...rest]: string[], put: (old: string) => string): unknown {
  if (step === undefined) return put(String(value));
  const old = value as Record<string, unknown>;
  return { ...old, [step]: withAt(old[step], rest, put) };
}

async function open(telephony: string): Promise<void> {
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });

  server = await startTestServer(telephony, { world: { log, now: noonClock } });

  for (const role of ['ingest', 'clerk', 'deputy', 'supervisor', 'admin', 'display'] as const)
    tokens.set(role, server.vault.createToken({ name: `canary-${role}`, role, now: noonClock() }).plain);
}

/** Into the names that a telephone system gives its members and queues, and into what it says of a caller. */
async function callIn(asterisk: FakeAsterisk): Promise<void> {
  await reconciled(server, asterisk);
  const [queue, desk] = ['صف 0912 123 4567', 'Local/0912-123-4567@out'];
  asterisk.calls.member(desk, queue);
  asterisk.calls.memberStatus(desk, 1);
  const call = asterisk.calls.call(queue, '09121234567');
  call.join();
  call.ring(desk);
  call.answer();
  await server.until('the call is answered', ({ now }) => now.talking === 1);
  call.end();
  // Until the members are kept for the next connection.
  const marks = new DatabaseSync(join(server.dataDir, 'log.sqlite'), { readOnly: true });
  await expect
    .poll(() => String(marks.prepare(`select value from mark where name = 'asterisk/pbx111'`).get()?.['value']))
    .toContain('@out');
  marks.close();
}

/** Into every text of every event that a machine may post. */
async function postEvents(): Promise<void> {
  const at = noonClock() - 1_000;
  const postable = examples.filter(({ type }) => /^(call|desk|contact|case)\./.test(type));
  const cells: object[] = [];
  for (const { at: _at, on: _on, ...example } of postable as unknown as Record<string, string>[])
    for (const path of texts(example)) {
      // Enumerations take nothing else, `number` becomes a county, and `by` is the token's own name.
      if (['type', 'channel', 'state', 'result', 'number', 'by', 'reason'].includes(path[0] ?? '')) continue;
      for (const [n, writing] of some.entries()) {
        if ((n + cells.length) % 12 !== 0) continue;
        const put = (old: string): string => (n % 2 ? writing : `${old}-${writing}`);
        cells.push({ at, ...(withAt({ ...example, id: `e-${cells.length}x` }, path, put) as object) });
      }
    }
  expect(cells.length).toBeGreaterThan(2_000);
  for (let from = 0; from < cells.length; from += 2_000) {
    const sent = cells.slice(from, from + 2_000);
    const text = await (await ask('ingest', 'POST', '/api/events', sent)).text();
    const { rejected } = JSON.parse(text) as { rejected: { index: number }[] };
    const refused = new Set(rejected.map(({ index }) => index));
    expect(sent.filter((_, n) => !refused.has(n))).toEqual([]);
    expect(holds(text), 'in an answer').toBe(false);
  }
}

/** Into every field of every route that writes. */
async function askRoutes(): Promise<void> {
  const from = noonClock() + DAY;
  const sitting = { official: { name: 'علی' }, level: 'province', from, to: from + 2 * HOUR };
  const tries = (text: string): [Role, string, string, unknown][] => [
    ...(['ref', 'agency', 'topic', 'kind', 'county'] as const).map((field): [Role, string, string, unknown] => [
      'clerk',
      'POST',
      '/api/contacts',
      { channel: 'post', [field]: text },
    ]),
    [
      'clerk',
      'POST',
      '/api/contacts/import',
      { text: `تاریخ\tمجرا\tکد رهگیری\n1405/01/02\tپیام\t"${text}"`, save: true },
    ],
    ['supervisor', 'POST', '/api/sittings', { ...sitting, official: { name: text } }],
    ['supervisor', 'POST', '/api/sittings', { ...sitting, official: { name: 'علی', title: `میز ${text}` } }],
    ['supervisor', 'POST', '/api/sittings', { ...sitting, agency: text }],
    ['supervisor', 'POST', '/api/sittings', { ...sitting, desk: text }],
    [
      'supervisor',
      'POST',
      '/api/sittings/import',
      { text: `تاریخ\tساعت\tمدیر\n1405/12/02\t8-9\t"علی ${text}"`, save: true },
    ],
    ['admin', 'POST', '/api/tokens', { name: text, role: 'deputy' }],
    ['admin', 'POST', '/api/accounts', { name: text, role: 'deputy', password: 'correct horse battery' }],
    ['admin', 'POST', '/api/months/import', { text: `ماه\t${text}\tکل\n1399-05\t1\t2`, save: true }],
    ['supervisor', 'PUT', '/api/thresholds', { rule: 'waiting', subject: text, watch: 3, act: 4 }],
    ['clerk', 'POST', '/api/cases', { subject: `contact/${text}`, step: 'referred', agency: text }],
  ];
  let asked = 0;
  for (const text of some.filter((_, n) => n % 12 === 0))
    for (const [role, method, path, body] of tries(text)) {
      const response = await ask(role, method, path, body);
      const answer = await response.text();
      asked++;
      if (!response.ok) continue;
      const { saved } = JSON.parse(answer) as { saved?: number | unknown[] };
      expect(Array.isArray(saved) ? saved.length : saved, `${method} ${path} ${JSON.stringify(body)}`).toBe(0);
    }
  expect(asked).toBeGreaterThan(400);
}

/** Files, answers, socket, pages, log. */
async function lookEverywhere(): Promise<void> {
  // Something must be there to be looked through.
  const at = noonClock() - MINUTE;
  const call = { at, call: 'crm-1', queue: 'samad' };
  const events = [
    { ...call, id: 'j', type: 'call.joined', number: '0912 123 4567', name: 'صف ساری' },
    { ...call, id: 'a', type: 'call.answered', desk: 'm-1201', name: 'میز ۱۲۰۱' },
    { id: 'c', at, type: 'contact.registered', contact: 'c-9', channel: 'post', ref: 'SM-1405-000123' },
  ];
  const posted = (await (await ask('ingest', 'POST', '/api/events', events)).json()) as { accepted: number };
  expect(posted.accepted).toBe(3);

  const month = '1405-09';
  const paths = [
    ...[
      'board',
      'calls',
      'contacts/changes',
      'contacts/mine',
      'contacts/untagged',
      'audit',
      'thresholds',
      'words',
      'tokens',
    ],
    ...[
      'accounts',
      'displays',
      'openapi.json',
      `contacts?month=${month}`,
      `verification?month=${month}`,
      `months/${month}`,
    ],
    ...[`months/${month}.csv`, `months/${month}.txt`, 'sittings?from=1405-09-01&to=1405-10-30'],
  ].map((path) => `/api/${path}`);
  let read = 0;
  for (const path of [...paths, '/metrics', '/readyz'])
    for (const role of ['admin', 'supervisor', 'clerk', 'display'] as const) {
      const response = await ask(role, 'GET', path);
      const text = await response.text();
      if (response.ok) read += text.length;
      expect(holds(text), `${role} ${path}`).toBe(false);
    }
  expect(read).toBeGreaterThan(5_000);

  const screen = openReconnectingScreen(server.url, tokens.get('display') ?? '');
  await expect.poll(() => screen.board()?.queues['samad']).toBeDefined();
  expect(holds(JSON.stringify(screen.board()))).toBe(false);
  screen.close();

  const browser = await launchBrowser();
  try {
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${server.url}/#token=${tokens.get('display')}`);
    await page.locator('[data-metric="now.waiting"]').first().waitFor();
    expect(await page.content()).toContain('Local/…@out');
    expect(holds(await page.content())).toBe(false);
    await page.goto(`${server.url}/?page=queues`);
    await page.getByText('صف ساری').first().waitFor();
    expect(holds(await page.content())).toBe(false);
  } finally {
    await browser.close();
  }

  const backup = join(server.dataDir, 'backup');
  makeBackup(server.dataDir, backup);
  const files = readdirSync(server.dataDir);
  expect(files).toEqual(expect.arrayContaining(['log.sqlite', 'vault.sqlite', 'backup']));
  for (const file of files) expect(holds(readFileSync(join(server.dataDir, file)).toString('utf8')), file).toBe(false);
  expect(logged.length).toBeGreaterThan(0);
  expect(holds(logged.join('\n'))).toBe(false);
}

it(
  'a number in any writing, in any field of any door, is refused and stands nowhere',
  { timeout: 6 * MINUTE },
  async () => {
    const asterisk = await startOneQueueAsterisk({ now: noonClock });
    await open(asterisk.ami());
    await callIn(asterisk);
    await postEvents();
    await askRoutes();
    await lookEverywhere();
  },
);
