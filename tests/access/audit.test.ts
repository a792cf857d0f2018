// Everything that changes access is in the log exactly once, whatever fails in between, and no secret is in it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openVault } from '../../server/vault/vault.ts';
import { freePort } from '../support/free-port.ts';
import { createHttpBrowser, type HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';
import { bearer } from '../support/test-app.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { waitUntil } from '../support/test-push.ts';
import { startServerWithUsers, PASSWORD, type ServerWithUsers } from '../support/server-with-users.ts';

type Row = { position: number; at: number; type: string } & Record<string, unknown>;
const page = async (boss: HttpBrowser, query = ''): Promise<{ rows: Row[]; next?: number }> =>
  (await boss.ask('GET', `/api/audit${query}`)).json();
const told = (server: ServerWithUsers) => waitUntil(() => server.vault.pending(1).length === 0, 'the telling');
const short = (rows: readonly Row[]): string[] =>
  rows.map(({ type, account, token, display, by }) =>
    [type, account ?? token ?? display, by].filter(Boolean).join(' '),
  );

describe('the audit', () => {
  it('says what was done, newest first, with who did it and nothing of how it is kept', async () => {
    const server = await startServerWithUsers();
    const boss = await server.signedIn('boss', 'admin');
    await boss.ask('POST', '/api/accounts', { name: 'maryam', role: 'supervisor', password: PASSWORD });
    const { id } = await (await boss.ask('POST', '/api/tokens', { name: 'gate', role: 'ingest' })).json();
    await boss.ask('DELETE', '/api/accounts/maryam');
    await told(server);
    const { rows, next } = await page(boss);
    expect(short(rows.slice(0, 4))).toEqual([
      'account.revoked maryam boss',
      `token.created ${id} boss`,
      'account.created maryam boss',
      'account.entered boss',
    ]);
    expect(rows[1]).toEqual({
      position: expect.any(Number),
      at: expect.any(Number),
      type: 'token.created',
      token: id,
      name: 'gate',
      role: 'ingest',
      by: 'boss',
    });
    expect(next).toBeUndefined();
  });

  it('comes in pages that neither repeat nor leave out', async () => {
    const server = await startServerWithUsers();
    const boss = await server.signedIn('boss', 'admin');
    for (let n = 0; n < 25; n++) server.vault.noteRefused(`a-${n}`, Date.now());
    await told(server);
    // That the audit was read is an entry too.
    await page(boss, '?limit=1');
    await expect.poll(async () => (await page(boss, '?limit=1')).rows[0]).toMatchObject({ type: 'list.read' });
    const all = (await page(boss, '?limit=200')).rows;
    const paged: Row[] = [];
    for (let query = '?limit=7'; ;) {
      const { rows, next } = await page(boss, query);
      paged.push(...rows);
      if (next === undefined) break;
      query = `?limit=7&before=${next}`;
    }
    expect(paged).toEqual(all);
    expect(all.length).toBeGreaterThan(27);
    expect((await page(boss, '?limit=100000')).rows).toEqual(all);
    for (const query of ['?before=x', '?limit=0', '?limit=-1', '?before=1&before=2', '?from=1', '?__proto__=1'])
      expect(await problem(await boss.ask('GET', `/api/audit${query}`)), query).toEqual([400, 'bad-parameters']);
  });

  it('has what commands of other processes did, within a second', async () => {
    const server = await startServerWithUsers();
    const boss = await server.signedIn('boss', 'admin');
    await server.command('server/commands/account.ts', ['--role', 'clerk', '--name', 'ali'], `${PASSWORD}\n`);
    await server.command('server/commands/token.ts', ['--role', 'display', '--name', 'lobby']);
    const elapsed = startStopwatch();
    await expect
      .poll(async () => short((await page(boss)).rows).filter((row) => row.endsWith('command-line')), { interval: 20 })
      .toEqual([expect.stringMatching(/^token.created t-.* command-line/), 'account.created ali command-line']);
    expect(elapsed()).toBeLessThan(1_000);
  });

  it('has what was done while the server was off, once, also when it was sent twice', async () => {
    const first = await startServerWithUsers({ port: await freePort() });
    const boss = await first.signedIn('boss', 'admin');
    await told(first);
    const { port, dataDir } = first;
    await first.stop();
    const vault = openVault(dataDir);
    vault.createAccount({ name: 'maryam', role: 'deputy', password: 'p', by: 'command-line', now: Date.now() });
    const pending = vault.pending(10);
    vault.close();
    const second = await startServerWithUsers({ port, dataDir });
    await told(second);
    await second.stop();
    // As if the power had been cut between the log's answer and the forgetting.
    const again = openVault(dataDir);
    const db = new DatabaseSync(join(dataDir, 'vault.sqlite'));
    for (const { uid, at, event } of pending)
      db.prepare('insert into outbox (uid, at, deed) values (?, ?, ?)').run(uid, at, JSON.stringify(event));
    db.close();
    again.close();
    const third = await startServerWithUsers({ port, dataDir });
    await told(third);
    expect(short((await page(boss)).rows).filter((row) => row.startsWith('account.created maryam'))).toHaveLength(1);
  });

  it('has nothing that a machine posts in its name', async () => {
    const server = await startServerWithUsers();
    const { plain } = server.vault.createToken({ name: 'gate', role: 'ingest', now: Date.now() });
    const boss = await server.signedIn('boss', 'admin');
    const forged = [
      { id: 'x1', type: 'account.revoked', at: Date.now(), account: 'boss', by: 'boss' },
      { id: 'x2', type: 'contact.withdrawn', at: Date.now(), contact: 'c-1' },
    ];
    for (const headers of [bearer(plain), { cookie: boss.header(), origin: server.url }]) {
      const answer = await fetch(`${server.url}/api/events`, {
        method: 'POST',
        body: JSON.stringify(forged),
        headers: { ...headers, 'content-type': 'application/json' },
      });
      expect(await answer.json()).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'type-not-allowed' }] });
    }
    await told(server);
    expect((await page(boss)).rows.map(({ type }) => type)).not.toContain('account.revoked');
    expect((await page(boss)).rows.map(({ type }) => type)).not.toContain('contact.withdrawn');
  });
});

describe('no secret', () => {
  it('stands in a log line, in the event log, or in an answer to anybody but its owner', async () => {
    const server = await startServerWithUsers();
    const secrets = new Set<string>([PASSWORD, 'another horse battery', 'wrong horse battery', 'typed-as-a-name']);
    const answers: string[] = [];
    const keep = (browser: HttpBrowser): void => {
      for (const name of ['wallboard111', 'wallboard111-device'])
        if (browser.cookie(name)) secrets.add(browser.cookie(name)!);
    };

    const { code = '' } = server.vault.createSetupCode(Date.now()) ?? {};
    secrets.add(code);
    const clerk = await server.signedIn('clerk', 'clerk');
    keep(clerk);
    const setUp = { code, name: 'boss', password: PASSWORD };
    answers.push(await (await clerk.ask('POST', '/api/auth/setup', setUp)).text());
    keep(clerk);
    const boss = await server.login('boss');
    keep(boss);
    await boss.ask('POST', '/api/accounts', { name: 'maryam', role: 'supervisor', password: PASSWORD });
    const stranger = createHttpBrowser(server.url);
    for (const [name, password] of [
      ['maryam', 'wrong horse battery'],
      ['typed-as-a-name', 'maryam'],
    ] as const)
      answers.push(await (await stranger.ask('POST', '/api/auth/login', { name, password })).text());
    // A damaged record makes an error that is told with all that belongs to it.
    server.vault.createAccount({ name: 'damaged', role: 'clerk', password: 'damaged', by: 'test', now: Date.now() });
    const damaged = await stranger.ask('POST', '/api/auth/login', { name: 'damaged', password: PASSWORD });
    expect(await problem(damaged)).toEqual([500, 'internal']);
    const body = { old: PASSWORD, new: 'another horse battery' };
    answers.push(await (await boss.ask('POST', '/api/auth/password', body)).text());
    answers.push(await (await boss.ask('POST', '/api/auth/password', { ...body, new: 'short' })).text());
    keep(boss);
    const { plain } = await (await boss.ask('POST', '/api/tokens', { name: 'lobby', role: 'display' })).json();
    secrets.add(plain);
    const { tv } = await server.pairDisplay(boss);
    keep(tv);
    await tv.ask('POST', '/api/displays/renew');
    keep(tv);
    const { secret } = await (await tv.ask('POST', '/api/displays/offers')).json();
    secrets.add(secret);
    const opening = server.vault.createCode({ role: 'display', minutes: 15, now: Date.now() });
    secrets.add(opening);
    answers.push(await (await boss.ask('POST', '/api/auth/exchange', { code: `${opening}x` })).text());
    await server.connectWithCookies(tv);
    for (const path of [
      '/api/accounts',
      '/api/tokens',
      '/api/displays',
      '/api/audit?limit=200',
      '/api/auth/me',
      '/api/board',
    ])
      answers.push(await (await boss.ask('GET', path)).text());
    await told(server);
    await server.stop();

    const log = readdirSync(server.dataDir)
      .filter((name) => name.startsWith('log.sqlite'))
      .map((name) => readFileSync(join(server.dataDir, name)).toString('latin1'));
    const vault = readdirSync(server.dataDir)
      .filter((name) => name.startsWith('vault.sqlite'))
      .map((name) => readFileSync(join(server.dataDir, name)).toString('latin1'));
    const places = { 'log lines': server.logged.map((line) => JSON.stringify(line)), log, vault, answers };
    expect(secrets.size).toBeGreaterThan(12);
    for (const [where, texts] of Object.entries(places)) {
      expect(texts.join('').length, where).toBeGreaterThan(100);
      for (const one of secrets) for (const text of texts) expect(text.includes(one), `${one} in ${where}`).toBe(false);
    }
  });
});
