import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonical } from '../../shared/patch.ts';
import { PROTOCOL } from '../../shared/wire.ts';
import { SESSION_COOKIE } from '../../server/access/authentication.ts';
import { redactBoard, viewFor } from '../../server/access/views.ts';
import type { Role } from '../../shared/role.ts';
import type { OpenCasesBySubject } from '../../shared/open-cases.ts';
import { MINUTE } from '../../shared/time.ts';
import { createRandomBoard, windows } from '../support/random-board.ts';
import { startTestPush, waitUntil, type TestPush, type TestScreen } from '../support/test-push.ts';

let server: TestPush;
beforeEach(async () => void (server = await startTestPush()));
afterEach(() => server.close());

const join = async (role: Role, more: { county?: string } = {}): Promise<TestScreen> => {
  const screen = server.connect({ token: server.vault.token(role, more) });
  await waitUntil(() => screen.received.snapshots.length > 0, 'a snapshot');
  return screen;
};
const change = (what: Parameters<typeof server.randomBoard.change>[0]['what'], pick = 0, value = 5): void => {
  server.randomBoard.change({ what, pick, value });
  server.push.changed();
};

describe('a screen that joins', () => {
  it('gets a snapshot with all that it needs', async () => {
    change('queue');
    const { received: heard } = await join('deputy');
    expect(heard.snapshots[0]).toMatchObject({
      protocol: PROTOCOL,
      epoch: 'e1',
      rev: 1,
      utcOffset: 210,
      links: { pbx111: { state: 'up' } },
      recording: {},
      board: server.randomBoard.board,
      profile: { line: '111' },
      serverNow: expect.any(Number),
    });
    expect(heard.snapshots[0]).not.toHaveProperty('demo');
  });

  it('gets the open cases, and each change of them at once; displays get none', async () => {
    await server.close();
    const counted: { cases?: OpenCasesBySubject } = {};
    server = await startTestPush({ cases: () => counted.cases });
    const early = await join('deputy');
    expect(early.received.snapshots[0]).not.toHaveProperty('cases');
    const display = await join('display');
    const cases = (counted.cases = { province: { open: 7, overdue: 2, soon: 1 } });
    server.push.casesChanged();
    await waitUntil(() => early.received.cases.length > 0, 'the cases');
    const later = await join('supervisor');
    expect([early.received.cases, later.received.snapshots[0]?.cases]).toEqual([[cases], cases]);
    change('queue');
    await waitUntil(() => display.rev() === 1, 'what came after');
    expect([display.received.cases, (await join('display')).received.snapshots[0]?.cases]).toEqual([[], undefined]);
  });

  it('then gets patches that follow on one another, and a beat', async () => {
    const screen = await join('deputy');
    change('queue');
    await waitUntil(() => screen.rev() === 1, 'the patch');
    change('county');
    await waitUntil(() => screen.rev() === 2, 'the next patch');
    expect(canonical(screen.board())).toBe(canonical(server.randomBoard.board));
    // A beat may have come before them.
    await waitUntil(() => screen.received.beats.at(-1)?.rev === 2, 'a beat');
    expect(screen.received.beats.at(-1)).toMatchObject({
      epoch: 'e1',
      rev: 2,
      utcOffset: 210,
      links: {},
      recording: {},
    });
    expect([screen.received.snapshots.length, screen.received.gaps]).toEqual([1, []]);
  });

  it('gets the board as it stands at its revision, never one between two, with changes unsent', async () => {
    const first = await join('deputy');
    change('queue'); // goes out at once and opens a window
    change('county'); // waits in it
    const second = await join('deputy');
    await waitUntil(() => first.rev() === 2 && second.rev() === 2, 'both at 2');
    expect(canonical(second.board())).toBe(canonical(first.board()));
    expect([first.received.gaps, second.received.gaps]).toEqual([[], []]);
  });

  it('receives a change that was not announced before it joined', async () => {
    const first = await join('deputy');
    server.randomBoard.change({ what: 'queue', pick: 0, value: 5 });
    const second = await join('deputy');
    expect(second.rev()).toBe(1);
    await waitUntil(() => first.rev() === 1, 'the patch');
    expect(canonical(first.board())).toBe(canonical(second.board()));
  });

  it('shows when a recording replaces the telephone system', async () => {
    await server.close();
    server = await startTestPush({ demo: true });
    expect((await join('display')).received.snapshots[0]?.demo).toBe(true);
  });
});

describe('each view', () => {
  it('gets its own patches, in step', async () => {
    const [deputy, display, sari] = await Promise.all([
      join('deputy'),
      join('display'),
      join('display', { county: 'sari' }),
    ]);
    change('queue', 2); // of babol
    change('call', 2);
    await waitUntil(() => [deputy, display, sari].every((screen) => screen.rev() === 2), 'revision 2');
    expect(deputy.board()?.desks['d-3']?.call?.topic).toBe('bank-loan');
    expect(display.board()?.desks['d-3']?.call).not.toHaveProperty('topic');
    expect(sari.board()?.queues).toEqual({});
    expect(JSON.stringify(sari.received)).not.toMatch(/q-babol|topic"/);
    expect(JSON.stringify(display.received)).not.toMatch(/"topic"/);
  });

  it('holds B4 over real sockets, however changes come', { timeout: 2 * MINUTE }, async () => {
    // A failure prints the seed and the smallest case.
    await fc.assert(
      fc.asyncProperty(windows, fc.constantFrom('merged' as const, 'one by one' as const), async (all, taking) => {
        const randomBoard = createRandomBoard(taking);
        const own = await startTestPush({ randomBoard });
        try {
          const seats = [
            { role: 'admin' as const },
            { role: 'display' as const },
            { role: 'display' as const, county: 'sari' },
          ].map((who) => ({ who, screen: own.connect({ token: own.vault.token(who.role, who) }) }));
          // The first sees every patch; the others join while the board is changing.
          await waitUntil(() => seats[0]!.screen.received.snapshots.length > 0, 'the first snapshot');
          for (const changes of all) {
            for (const one of changes) randomBoard.change(one);
            own.push.changed();
            await new Promise((done) => setImmediate(done));
          }
          await waitUntil(() => seats.every(({ screen }) => screen.received.snapshots.length > 0), 'snapshots');
          randomBoard.change({ what: 'queue', pick: 0, value: 77 });
          own.push.changed();
          // The last change may wait for its window: only with it is the revision the last one.
          await waitUntil(
            () => canonical(seats[0]!.screen.board()) === canonical(randomBoard.board),
            'the whole board',
          );
          await waitUntil(() => seats.every(({ screen }) => screen.rev() === own.push.count().rev), 'the last patch');
          for (const { who, screen } of seats) {
            const view = viewFor({ ...who, ...(who.county && { counties: [who.county] }) }, { topics: false });
            expect(canonical(screen.board())).toBe(canonical(redactBoard(randomBoard.board, view)));
            expect([screen.received.gaps, screen.received.snapshots.length]).toEqual([[], 1]);
          }
        } finally {
          await own.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is kept only while a screen shows it', async () => {
    const sari = await join('display', { county: 'sari' });
    const babol = await join('display', { county: 'babol' });
    expect(server.push.count()).toMatchObject({ screens: 2, views: 2 });
    sari.socket.close();
    await waitUntil(() => server.push.count().screens === 1, 'one gone');
    change('queue');
    expect(server.push.count().views).toBe(1);
    expect(babol.received.gaps).toEqual([]);
  });
});

describe('the board for HTTP', () => {
  it('is the one that the screens have at that revision', async () => {
    const screen = await join('deputy');
    change('queue');
    change('county');
    const read = await new Promise<string>((resolve) =>
      server.push.read({ kind: 'full' }, ({ rev, board }) => resolve(`${rev} ${canonical(board)}`)),
    );
    await waitUntil(() => screen.rev() === 2, 'revision 2');
    expect(read).toBe(`2 ${canonical(screen.board())}`);
  });
});

describe('control', () => {
  it('reaches the addressed screens', async () => {
    const display = await join('display');
    const deputy = await join('deputy');
    server.push.control('identify', (who) => who.role === 'display');
    await waitUntil(() => display.received.controls.length > 0, 'identify');
    expect([display.received.controls, deputy.received.controls]).toEqual([['identify'], []]);
  });

  it('disconnects the addressed screens with a reason', async () => {
    const token = server.vault.token('display');
    const gone = server.connect({ token });
    const stays = await join('display');
    await waitUntil(() => gone.received.snapshots.length > 0, 'a snapshot');
    const id = server.vault.idOf(token);
    expect(server.push.dropWho((who) => who.token === id)).toBe(1);
    await waitUntil(() => gone.socket.disconnected, 'the end');
    expect([gone.received.controls, stays.received.controls]).toEqual([['revoked'], []]);
    expect(stays.socket.connected).toBe(true);
  });
});

describe('the credential of a seated screen is asked again', () => {
  it('and a revoked one disconnects it', async () => {
    const token = server.vault.token('display');
    const screen = server.connect({ token });
    await waitUntil(() => screen.received.snapshots.length > 0, 'a snapshot');
    server.vault.revoke(token);
    await waitUntil(() => screen.socket.disconnected, 'the end');
    expect(screen.received.controls).toEqual(['revoked']);
  });

  it('and another county makes it reload', async () => {
    const token = server.vault.token('display');
    const screen = server.connect({ token });
    await waitUntil(() => screen.received.snapshots.length > 0, 'a snapshot');
    server.vault.change(token, { county: 'sari' });
    await waitUntil(() => screen.socket.disconnected, 'the end');
    expect(screen.received.controls).toEqual(['reload']);
  });

  it('and one that has another cookie by now is disconnected without a word, to come back with that', async () => {
    const secret = server.vault.openSession({ role: 'deputy', name: 'maryam', now: Date.now(), days: 1 });
    const cookie = `${SESSION_COOKIE}=${secret}`;
    const screen = server.connect({ headers: { cookie, origin: server.url } });
    await waitUntil(() => screen.received.snapshots.length > 0, 'a snapshot');
    server.vault.renewSession(secret);
    await waitUntil(() => screen.socket.disconnected, 'the end');
    expect(screen.received.controls).toEqual([]);
  });

  it('and no screen is disconnected because the vault is unavailable', async () => {
    const screen = await join('display');
    server.vault.goAway(true);
    await waitUntil(() => server.warnings.length > 0, 'a warning');
    expect([screen.socket.connected, screen.received.controls]).toEqual([true, []]);
  });
});
