import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SESSION_COOKIE } from '../../server/access/authentication.ts';
import { createAges } from '../../server/push/presence.ts';
import type { DisplayFound } from '../../server/access/authentication.ts';
import { startStopwatch } from '../support/stopwatch.ts';
import { startTestPush, waitUntil, type TestPush, type TestScreen } from '../support/test-push.ts';
import { MINUTE } from '../../shared/time.ts';

let server: TestPush;
beforeEach(async () => void (server = await startTestPush()));
afterEach(() => server.close());

const join = async (more: Partial<DisplayFound> = {}): Promise<{ screen: TestScreen; secret: string; id: string }> => {
  const secret = server.vault.display(more);
  const screen = server.connect({ headers: { cookie: `${SESSION_COOKIE}=${secret}`, origin: server.url } });
  await waitUntil(() => screen.received.snapshots.length > 0, 'a snapshot');
  return { screen, secret, id: server.vault.idOf(secret)! };
};
const presentNow = (id: string) => server.push.presence().get(id);

describe('a paired display', () => {
  it('receives its id, page and settings, and sees the part of its counties', async () => {
    server.randomBoard.change({ what: 'queue', pick: 0, value: 3 });
    server.randomBoard.change({ what: 'queue', pick: 2, value: 3 });
    const settings = { theme: 'light', sound: true } as const;
    const { screen } = await join({ name: 'hall', page: 'sittings', counties: ['babol', 'amol'], settings });
    expect(screen.received.snapshots[0]?.you).toEqual({
      display: 'd-1',
      role: 'display',
      name: 'hall',
      page: 'sittings',
      settings,
    });
    expect(Object.keys(screen.board()?.queues ?? {})).toEqual(['q-babol']);
  });

  it('is present while it is connected, and nobody else is listed', async () => {
    const { screen, id } = await join();
    server.connect({ token: server.vault.token('display') });
    await waitUntil(() => server.push.count().screens === 2, 'both');
    expect([...server.push.presence().keys()]).toEqual([id]);
    expect(Math.abs(Date.now() - presentNow(id)!.since)).toBeLessThan(2_000);
    expect(presentNow(id)!.asOf).toBeUndefined();
    screen.socket.close();
    await waitUntil(() => presentNow(id) === undefined, 'the end');
  });

  it('reports with every heartbeat what it shows, and so how old its data is', async () => {
    const { screen, id } = await join();
    screen.socket.on('beat', ({ rev }) => screen.socket.emit('here', { page: '/sittings', rev }));
    await waitUntil(() => presentNow(id)?.asOf !== undefined, 'its word');
    expect(presentNow(id)?.page).toBe('/sittings');
    // Of this beat, not of the one before.
    expect(Date.now() - presentNow(id)!.asOf!).toBeLessThan(1_900);
  });

  it('that shows an old board grows old, however often it reports', async () => {
    const { screen, id } = await join();
    const { rev } = screen.received.snapshots[0]!;
    screen.socket.on('beat', () => {
      screen.socket.emit('here', { page: '/', rev });
      server.randomBoard.change({ what: 'county', pick: 0, value: screen.received.beats.length });
      server.push.changed();
    });
    await waitUntil(() => screen.received.beats.length === 3, 'three beats');
    expect(Date.now() - presentNow(id)!.asOf!).toBeGreaterThan(3_500);
  });

  it('cannot write unknown values into the list', async () => {
    const { screen, id } = await join();
    const anything = screen.socket as unknown as { emit: (...all: unknown[]) => void };
    for (const said of [null, 7, {}, { page: 'x'.repeat(41), rev: 1 }, { page: '/', rev: 1.5 }, { page: {}, rev: 1 }])
      anything.emit('here', said);
    screen.socket.emit('resync');
    await waitUntil(() => screen.received.snapshots.length === 2, 'the answer');
    expect(presentNow(id)).toMatchObject({ page: undefined, asOf: undefined });
  });

  it('in two windows is one display, present since the first', async () => {
    const { secret, id } = await join();
    const { since } = presentNow(id)!;
    server.connect({ headers: { cookie: `${SESSION_COOKIE}=${secret}`, origin: server.url } });
    await waitUntil(() => server.push.count().screens === 2, 'both');
    expect([server.push.presence().size, presentNow(id)!.since]).toEqual([1, since]);
  });
});

describe('a seated display', () => {
  it('stays while its secret is renewed, and leaves at once when it is revoked', async () => {
    const { screen, secret } = await join();
    server.vault.renew(secret);
    server.push.review();
    await waitUntil(() => screen.received.beats.length > 1, 'two beats');
    expect(screen.received.controls).toEqual([]);
    server.vault.revoke(`${secret}-renewed`);
    const elapsed = startStopwatch();
    server.push.review();
    await waitUntil(() => screen.socket.disconnected, 'the end');
    expect(elapsed()).toBeLessThan(500);
    expect(screen.received.controls).toEqual(['revoked']);
  });

  it.each([
    { page: 'sittings' },
    { counties: ['sari'] },
    { name: 'another' },
    { settings: { theme: 'light' } },
  ] as const)('loads its page anew when it is changed to %j', async (more) => {
    const { screen, secret } = await join();
    server.vault.change(secret, more);
    server.push.review();
    await waitUntil(() => screen.socket.disconnected, 'the end');
    expect(screen.received.controls).toEqual(['reload']);
  });

  it('that was revoked during a check is checked again', async () => {
    const { screen, secret } = await join();
    server.push.review();
    server.vault.revoke(secret);
    server.push.review();
    const elapsed = startStopwatch();
    await waitUntil(() => screen.socket.disconnected, 'the end');
    expect(elapsed()).toBeLessThan(500);
  });
});

describe('the age of a revision', () => {
  it('is that of the last beat at which the board was no further', () => {
    const ages = createAges();
    expect(ages.asOf(5)).toBeUndefined();
    for (const [rev, at] of [
      [3, 1_000],
      [5, 3_000],
      [5, 5_000],
      [9, 7_000],
    ] as const)
      ages.beat(rev, at);
    expect([2, 3, 4, 5, 8, 9, 12].map(ages.asOf)).toEqual([undefined, 1_000, 1_000, 5_000, 5_000, 7_000, 7_000]);
  });

  it('is remembered for some minutes', () => {
    const ages = createAges();
    for (let n = 0; n < 1_000; n++) ages.beat(n, n * 2_000);
    expect([ages.asOf(800), ages.asOf(900)]).toEqual([undefined, 30 * MINUTE]);
  });
});
