// Whoever is revoked, here or by a command of another process, is sent away within a second, and is told so first.
import { describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { createHttpBrowser, type HttpBrowser } from '../support/http-browser.ts';
import { problem } from '../support/problem.ts';
import { waitUntil, type TestScreen } from '../support/test-push.ts';
import { PASSWORD, startServerWithUsers, timeToDisconnect } from '../support/server-with-users.ts';
import { MINUTE } from '../../shared/time.ts';

/** Does something and holds that the screen is told `revoked` and sent away within a second. */
async function revokes(screen: TestScreen, act: () => Promise<unknown>): Promise<void> {
  const { ms, told } = await timeToDisconnect(screen, act);
  expect(told).toEqual(['revoked']);
  expect(ms).toBeLessThan(1_000);
}

describe('a person', () => {
  const open = async () => {
    const server = await startServerWithUsers();
    const boss = await server.signedIn('boss', 'admin');
    const maryam = await server.signedIn('maryam', 'supervisor');
    const [screen, other] = [await server.connectWithCookies(maryam), await server.connectWithCookies(boss)];
    return { server, boss, maryam, screen, other };
  };
  const gone = async ({ maryam, other }: Awaited<ReturnType<typeof open>>): Promise<void> => {
    expect(await problem(await maryam.ask('GET', '/api/board'))).toEqual([401, 'unauthorized']);
    expect([other.socket.connected, other.received.controls]).toEqual([true, []]);
  };

  it('is sent away when the account is revoked by an administrator', async () => {
    const all = await open();
    await revokes(all.screen, () => all.boss.ask('DELETE', '/api/accounts/maryam'));
    await gone(all);
  });

  it('is sent away when the account is revoked by another process', async () => {
    const all = await open();
    await revokes(all.screen, () => all.server.revokeElsewhere('account', 'maryam'));
    await gone(all);
  });

  it('is sent away when a command gives the account another password', async () => {
    const all = await open();
    const reset = () =>
      all.server.command('server/commands/account.ts', ['--name', 'maryam', '--reset'], 'another horse battery\n');
    await revokes(all.screen, reset);
    await gone(all);
    await all.server.login('maryam', 'another horse battery');
  });

  it('is disconnected where they sign out, and everywhere when they sign out everywhere', async () => {
    const all = await open();
    const elsewhere = await all.server.login('maryam');
    const screen = await all.server.connectWithCookies(elsewhere);
    await revokes(all.screen, () => all.maryam.ask('POST', '/api/auth/leave'));
    expect(screen.socket.connected).toBe(true);
    const here = await all.server.login('maryam');
    await revokes(screen, () => here.ask('POST', '/api/auth/leave-everywhere'));
    await gone(all);
  });

  it('is disconnected, alone, when its session is ended from another browser, by its owner or an administrator', async () => {
    const all = await open();
    const elsewhere = await all.server.login('maryam');
    const second = await all.server.connectWithCookies(elsewhere);
    const listed = async (browser: HttpBrowser, path: string) =>
      ((await (await browser.ask('GET', path)).json()) as { sessions: { id: string; here: boolean }[] }).sessions;
    const [office] = (await listed(elsewhere, '/api/auth/sessions')).filter(({ here }) => !here);
    await revokes(all.screen, () => elsewhere.ask('DELETE', `/api/auth/sessions/${office?.id ?? ''}`));
    expect(second.socket.connected).toBe(true);
    const [last] = await listed(all.boss, '/api/accounts/maryam/sessions');
    await revokes(second, () => all.boss.ask('DELETE', `/api/accounts/maryam/sessions/${last?.id ?? ''}`));
    await gone(all);
  });

  it('is disconnected at once when another sign-in takes its place', async () => {
    const all = await open();
    await revokes(all.screen, () => all.maryam.ask('POST', '/api/auth/login', { name: 'maryam', password: PASSWORD }));
  });

  it('that becomes a clerk sees no board any more', async () => {
    const all = await open();
    const demote = () => all.boss.ask('PATCH', '/api/accounts/maryam', { role: 'clerk' });
    await revokes(all.screen, demote);
    expect(await problem(await all.maryam.ask('GET', '/api/board'))).toEqual([403, 'forbidden']);
  });
});

describe('a token', () => {
  const open = async () => {
    const server = await startServerWithUsers();
    const boss = await server.signedIn('boss', 'admin');
    const { id, plain } = await (await boss.ask('POST', '/api/tokens', { name: 'lobby', role: 'display' })).json();
    const paired = createHttpBrowser(server.url);
    await paired.ask('POST', '/api/auth/exchange', { token: plain });
    return {
      server,
      boss,
      id,
      screens: [await server.connectWithToken(plain), await server.connectWithCookies(paired)] as const,
    };
  };

  it('that an administrator revokes ends its sockets, also those of sessions that came from it', async () => {
    const { boss, id, screens } = await open();
    const revoked = boss.ask('DELETE', `/api/tokens/${id}`);
    await Promise.all(screens.map((screen) => revokes(screen, () => revoked)));
  });

  it('that another process revokes ends them too', async () => {
    const { server, id, screens } = await open();
    await revokes(screens[0], () => server.revokeElsewhere('token', id));
    await waitUntil(() => screens[1].socket.disconnected, 'the end of the session');
  });
});

describe('a display', () => {
  const open = async (more: Parameters<typeof startServerWithUsers>[0] = {}) => {
    const server = await startServerWithUsers(more);
    const maryam = await server.signedIn('maryam', 'supervisor');
    const [hall, lobby] = [
      await server.pairDisplay(maryam),
      await server.pairDisplay(maryam, { counties: ['sari', 'babol'] }),
    ];
    const [screen, other] = [await server.connectWithCookies(hall.tv), await server.connectWithCookies(lobby.tv)];
    return { server, maryam, hall, lobby, screen, other };
  };
  const list = async ({ maryam }: { maryam: HttpBrowser }) =>
    (await (await maryam.ask('GET', '/api/displays')).json()).displays;

  it('that a supervisor revokes is sent away, alone', async () => {
    const { maryam, hall, screen, other } = await open();
    await revokes(screen, () => maryam.ask('DELETE', `/api/displays/${hall.id}`));
    expect([other.socket.connected, other.received.controls]).toEqual([true, []]);
    expect(await problem(await hall.tv.ask('GET', '/api/board'))).toEqual([401, 'unauthorized']);
  });

  it('that another process revokes is sent away', async () => {
    const { server, hall, screen } = await open();
    await revokes(screen, () => server.revokeElsewhere('display', hall.id));
  });

  it('is sent away also while the log takes nothing, and the change is reported later', async () => {
    let pragma: (sql: string) => Promise<void> = () => Promise.reject(new Error('no pragma'));
    const all = await open({ world: { breakable: (given) => (pragma = given) } });
    await waitUntil(() => all.server.vault.pending(1).length === 0, 'the telling of what was done before');
    await pragma('pragma query_only = on');
    const revoke = () => all.maryam.ask('DELETE', `/api/displays/${all.hall.id}`);
    await revokes(all.screen, revoke);
    await waitUntil(() => all.server.logged.some(({ msg }) => msg === 'events are not being recorded'), 'the trouble');
    expect(all.server.vault.pending(10).map(({ event }) => event.type)).toEqual(['display.revoked']);
    await pragma('pragma query_only = off');
    await waitUntil(() => all.server.vault.pending(10).length === 0, 'the telling');
  });

  it('reloads its page when it is changed, and shows what it was changed to', async () => {
    const { server, maryam, hall, screen, other } = await open();
    const change = { page: 'sittings', counties: ['amol'] };
    const { told } = await timeToDisconnect(screen, () => maryam.ask('PATCH', `/api/displays/${hall.id}`, change));
    expect(told).toEqual(['reload']);
    const again = await server.connectWithCookies(hall.tv);
    expect(again.received.snapshots[0]?.you).toEqual({
      display: expect.stringMatching(/^d-/),
      role: 'display',
      name: 'hall',
      page: 'sittings',
    });
    expect(Object.keys(again.board()?.counties ?? {})).toEqual(['amol']);
    expect(Object.keys(other.board()?.counties ?? {}).sort()).toEqual(['babol', 'sari']);
  });

  it('is commanded to reload, to show itself and to play its sound, and no other is', async () => {
    const { maryam, hall, screen, other } = await open();
    for (const what of ['reload', 'identify', 'sound']) await maryam.ask('POST', `/api/displays/${hall.id}/${what}`);
    await waitUntil(() => screen.received.controls.length === 3, 'all');
    expect([screen.received.controls, other.received.controls]).toEqual([['reload', 'identify', 'sound'], []]);
    expect(screen.socket.connected).toBe(true);
  });

  it('is listed as on while it is connected, with the age of its data', async () => {
    const all = await open();
    all.screen.socket.on('beat', ({ rev }) => all.screen.socket.emit('here', { page: '/', rev }));
    all.other.socket.close();
    await waitUntil(() => all.screen.received.beats.length > 0, 'a beat');
    await expect
      .poll(() => list(all))
      .toMatchObject([
        { id: all.hall.id, online: true, showing: '/', dataAgeMs: expect.any(Number), onlineSince: expect.any(Number) },
        { id: all.lobby.id, online: false, counties: ['babol', 'sari'], seenAt: expect.any(Number) },
      ]);
    expect((await list(all))[0].dataAgeMs).toBeLessThan(10_000);
  });
});

describe('a restart', () => {
  it('keeps people signed in and displays paired, and a TV goes on waiting', { timeout: MINUTE }, async () => {
    const first = await startServerWithUsers({ port: await freePort() });
    const maryam = await first.signedIn('maryam', 'supervisor');
    const { tv } = await first.pairDisplay(maryam);
    await tv.ask('POST', '/api/displays/renew');
    const waiting = await first.signedIn('x', 'clerk');
    const { code, secret } = await (await waiting.ask('POST', '/api/displays/offers')).json();
    const { port, dataDir } = first;
    await first.stop();
    const second = await startServerWithUsers({ port, dataDir });
    expect((await maryam.ask('GET', '/api/board')).status).toBe(200);
    await second.connectWithCookies(maryam);
    const screen = await second.connectWithCookies(tv);
    expect(screen.received.controls).toEqual([]);
    expect((await maryam.ask('POST', '/api/displays', { code, name: 'lobby', page: 'wall' })).status).toBe(201);
    expect((await waiting.ask('POST', '/api/displays/claim', { secret })).status).toBe(200);
  });

  it('disconnects identities that were revoked while the server was off', async () => {
    const first = await startServerWithUsers({ port: await freePort() });
    const maryam = await first.signedIn('maryam', 'supervisor');
    const { port, dataDir } = first;
    await first.stop();
    await first.revokeElsewhere('account', 'maryam');
    await startServerWithUsers({ port, dataDir });
    expect(await problem(await maryam.ask('GET', '/api/board'))).toEqual([401, 'unauthorized']);
  });
});
