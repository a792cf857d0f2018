// Requests to every route by the grammar of the contract, and bent; and bytes that are no HTTP. The whole server answers: never by a
// failure of its own, and never with the number.
import { readdirSync, readFileSync } from 'node:fs';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { beforeAll, expect, it } from 'vitest';
import { createPasswords } from '../../server/access/passwords.ts';
import { can } from '../../server/access/permissions.ts';
import { contract, type EndpointKey } from '../../shared/api/contract.ts';
import type { Endpoint } from '../../shared/api/endpoint.ts';
import { roles } from '../../shared/role.ts';
import { buildOnce } from '../support/build-once.ts';
import { numbers } from '../support/pii-canary.ts';
import { startTestServer, type TestServer } from '../support/test-server.ts';
import { bentBytes, bentText, bentValue, oddText, type Chance } from './chance.ts';
import { valueOf, type Known } from './from-schema.ts';
import { holdsWhole, numberIn } from './number-passed.ts';
import { fuzz, WITHIN } from './run.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';

beforeAll(buildOnce);

const keys = Object.keys(contract) as EndpointKey[];
/** Each of these costs ten times the others or more, so they are asked more seldom. */
const slow =
  /auth\/login|auth\/confirm|auth\/password|auth\/setup|POST \/api\/accounts|PATCH \/api\/accounts|\/test$|claim|openapi|\/api\/province|api\/board|POST \/api\/verification/;
/** Requests that wait for an answer at a time: most of what one takes is the wait for the disk. */
const IN_FLIGHT = 24;
/** Of a person's sign-in, and what a bearer has none of. */
const PEOPLE = 12;

const now = Date.now();
const known: Known = {
  at: [now, now - MINUTE, new Date(now).toISOString()],
  host: ['127.0.0.1'],
  port: [1],
  seconds: [1],
  day: ['1405-09-09', '1405-09-10'],
  date: ['1405-09-09'],
  from: ['1405-09-01', now, '08:00'],
  to: ['1405-09-20', now + HOUR, '10:00'],
  month: ['1405-08', '1405-07'],
  county: ['sari', 'babol', 'amol', 'unknown'],
  queue: ['samad-sari', 'samad-babol'],
  desk: ['m-1201'],
  official: ['governor-sari'],
  channel: ['phone', 'visit', 'post', 'message'],
  topic: ['bank-loan', 'unknown'],
  lang: ['fa', 'en'],
  name: ['maryam', 'pbx111', 'sari'],
  id: ['m-1201', 'samad-sari', 'x-1'],
  text: [
    'تاریخ,نحوهٔ ارتباط\n1405/09/02,حضوری\n',
    'ماه,کل\n1405/07,120\n',
    'kind,id,fa,en\nqueue,samad-sari,ساری,Sari\n',
  ],
};

/** Nothing of what is tried here may reach another machine. */
function harmless(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      /^(host|server|url|smtp)$/.test(key) && typeof inner === 'string' ? '127.0.0.1' : harmless(inner),
    ]),
  );
}

type Asked = { method: string; path: string; headers: Record<string, string>; body: Buffer | undefined };

const segment = (chance: Chance, name: string): string => {
  const given = chance.yes(0.6) ? String(chance.pick(known[name] ?? known['id'] ?? [''])) : oddText(chance);
  return chance.yes(0.9) ? encodeURIComponent(given.replace(/[\ud800-\udfff]/g, '')) : given;
};
const queryOf = ({ query }: Endpoint, chance: Chance): string => {
  if (!query && chance.yes(0.9)) return '';
  const made = query
    ? (valueOf(query, chance, known) as Record<string, unknown>)
    : { [oddText(chance)]: oddText(chance) };
  const pairs = Object.entries((chance.yes(0.3) ? bentValue(made, chance) : made) ?? {}).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [
          `${part(key)}${chance.yes(0.03) ? '[]' : ''}=${part(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))}`,
        ],
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};
const part = (text: string): string => encodeURIComponent(text.replace(/[\ud800-\udfff]/g, ''));
const headerText = (text: string): string => text.replace(/[^\x20-\x7e\xa0-\xff]/g, '');

function bodyOf({ body }: Endpoint, key: string, chance: Chance): Buffer | undefined {
  if (!body && chance.yes(0.95)) return undefined;
  const made = body ? valueOf(body, chance, known) : { [oddText(chance)]: oddText(chance) };
  const bent = harmless(chance.yes(0.5) ? bentValue(made, chance) : made);
  const list = key.endsWith('/api/events') && chance.yes(0.7) ? [bent, made, bent] : bent;
  const bytes = Buffer.from(JSON.stringify(list) ?? '');
  return chance.yes(0.05) ? bentBytes(bytes, chance) : bytes;
}

it('requests of any shape to any route are answered, and no failure is the server’s', WITHIN, async () => {
  const server = await startTestServer('', { settings: { TRUST_PROXY: '1', INGEST_LIMIT: '999999' } });
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const bearers = roles.flatMap((role) =>
    Array.from({ length: 12 }, (_, n) => ({
      role,
      plain: server.vault.createToken({ name: `${role}-${n}`, role, now }).plain,
    })),
  );
  const bearerOf = (key: EndpointKey, chance: Chance): string => {
    const fit = chance.yes(0.8) ? bearers.filter(({ role }) => can(role, key)) : bearers;
    return `Bearer ${chance.pick(fit).plain}`;
  };
  const passwords = createPasswords({ memory: 64, passes: 1, parallelism: 1 });
  const record = await passwords.hash('correct horse battery', { key: 'fuzz', priority: true });
  const cookies = peopleOf(server, record);
  const outcomes = await fuzz(
    'HTTP requests',
    async (chance, n) => {
      let key = chance.pick(keys);
      if (slow.test(key) && chance.yes(0.97)) key = chance.pick(keys.filter((one) => !slow.test(one)));
      const [method = 'GET', pattern = ''] = key.split(' ');
      const endpoint: Endpoint = contract[key];
      const body = bodyOf(endpoint, key, chance);
      const path =
        pattern.replaceAll(/:(\w+)/g, (_all, name: string) => segment(chance, name)) + queryOf(endpoint, chance);
      const isPerson = chance.yes(0.35);
      const headers: Record<string, string> = {
        ...(isPerson ? { cookie: cookies(chance, n), origin: server.url } : {}),
        ...(!isPerson && chance.yes(0.95) && { authorization: bearerOf(key, chance) }),
        ...(body && {
          'content-type': chance.yes(0.93) ? (endpoint.bodyTypes?.[0] ?? 'application/json') : oddType(chance),
        }),
        'x-forwarded-for': `10.${chance.below(250)}.${chance.below(250)}.${chance.below(250)}`,
      };
      if (chance.yes(0.1)) {
        const name = chance.pick([
          'if-match',
          'if-none-match',
          'range',
          'idempotency-key',
          'accept-language',
          'content-encoding',
        ]);
        headers[name] = headerText(oddText(chance));
      }
      const asked = { method, path: path.replace(/[^\x21-\x7e]/g, ''), headers, body };
      const { status, text } = await answerOf(server, agent, asked);
      if (status >= 500 && !/"code":"(too-busy|not-ready|revoked-here-only)"/.test(text) && !path.startsWith('/readyz'))
        throw new Error(`${status} ${text.slice(0, 300)} of ${shown(asked)}`);
      // What belongs to nobody: the sentences of the contract itself.
      if (key !== 'GET /api/openapi.json' && holdsWhole(text))
        throw new Error(`a number came back from ${shown(asked)}: ${text.slice(0, 2_000)}`);
      return String(status);
    },
    { inFlight: IN_FLIGHT },
  );
  agent.destroy();
  expect(outcomes['200']).toBeGreaterThan(0);
  const faults = server.logged.filter(({ level }) => level >= 50);
  expect(faults.slice(0, 3)).toEqual([]);
  expect((await server.get('/api/board')).status).toBe(200);
  await server.stop();
  expect(numberIn(server.logged, ['time'])).toBeUndefined();
  for (const file of readdirSync(server.dataDir)) {
    const stored = readFileSync(join(server.dataDir, file), 'utf8');
    for (const number of numbers) expect(stored.includes(number), `${file} holds ${number}`).toBe(false);
  }
});

const oddType = (chance: Chance): string =>
  chance.pick([
    'text/plain',
    'application/json; charset=utf-16',
    'multipart/form-data',
    'application/x-ndjson',
    'x',
    '*/*',
  ]);
const shown = ({ method, path, headers, body }: Asked): string =>
  `${method} ${path} ${JSON.stringify(headers)} ${String(body).slice(0, 1_500)}`;

/** Sessions of people, made anew now and then: what is tried ends some. */
function peopleOf({ vault }: TestServer, password: string): (chance: Chance, n: number) => string {
  const names = Array.from({ length: PEOPLE }, (_, n) => ({ name: `person-${n}`, role: roles[n % 4] }));
  let sessions: string[] = [];
  const renew = (): void => {
    sessions = names.map(({ name }, n) => {
      const role = (['admin', 'supervisor', 'clerk', 'deputy'] as const)[n % 4] ?? 'clerk';
      if (vault.findAccount(name) === undefined)
        vault.createAccount({ name, role, password, by: 'fuzz', now: Date.now() });
      const seen = vault.findAccount(name)?.password ?? password;
      return vault.signIn({ name, seen, now: Date.now(), days: 1 })?.session ?? '';
    });
  };
  return (chance, n) => {
    if (sessions.length === 0 || n % 300 === 0) renew();
    return chance.yes(0.95)
      ? `wallboard111=${chance.pick(sessions)}`
      : headerText(bentText('wallboard111=x; a=b', chance));
  };
}

function answerOf({ port }: TestServer, agent: Agent, { method, path, headers, body }: Asked) {
  return new Promise<{ status: number; text: string }>((done, fail) => {
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (response: IncomingMessage) => {
      buffer(response).then(
        (bytes) => done({ status: response.statusCode ?? 0, text: bytes.toString('utf8') }),
        () => done({ status: 0, text: 'broken off' }),
      );
    });
    sent.on('error', (error: NodeJS.ErrnoException) =>
      // A body that is refused before it was read ends the connection.
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? done({ status: 0, text: 'broken off' }) : fail(error),
    );
    sent.end(body);
  });
}

it('bytes that are no HTTP end their connection, and nobody else’s', WITHIN, async () => {
  const server = await startTestServer('');
  const whole = [
    `GET /api/board HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nAuthorization: Bearer ${server.token}\r\nConnection: close\r\n\r\n`,
    `POST /api/auth/leave HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
    `POST /api/events HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n5\r\n{"a":\r\n2\r\n1}\r\n0\r\n\r\n`,
    `GET /timetable?lang=fa HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    `GET /assets/../../package.json HTTP/1.0\r\n\r\n`,
    `OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
  ];
  await fuzz(
    'bytes instead of HTTP',
    async (chance) => {
      const bytes = bentBytes(Buffer.from(chance.pick(whole)), chance);
      const text = await new Promise<string>((done) => {
        let got = '';
        const socket = connect(server.port, '127.0.0.1', () => socket.end(bytes));
        socket.on('data', (more) => (got += more.toString('latin1')));
        socket.on('error', () => done(got));
        socket.on('close', () => done(got));
      });
      const [, status = 'none'] = /^HTTP\/1\.1 (\d{3})/.exec(text) ?? [];
      if (status.startsWith('5')) throw new Error(`${text.slice(0, 300)} of ${bytes.toString('latin1')}`);
      return status;
    },
    { inFlight: IN_FLIGHT },
  );
  expect((await server.get('/api/board')).status).toBe(200);
  expect(server.logged.filter(({ level }) => level >= 50)).toEqual([]);
});
