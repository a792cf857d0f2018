import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonical } from '../../shared/patch.ts';
import { PROTOCOL } from '../../shared/wire.ts';
import { redactBoard, viewFor } from '../../server/access/views.ts';
import type { Role } from '../../shared/role.ts';
import { createRandomBoard, windows } from '../access/random-board.ts';
import { startTestPush, waitUntil, type TestPush, type TestScreen } from './house.ts';

let house: TestPush;
beforeEach(async () => void (house = await startTestPush()));
afterEach(() => house.close());

const join = async (role: Role, more: { county?: string } = {}): Promise<TestScreen> => {
  const screen = house.connect({ token: house.vault.token(role, more) });
  await waitUntil(() => screen.heard.snapshots.length > 0, 'a snapshot');
  return screen;
};
const change = (what: Parameters<typeof house.living.change>[0]['what'], pick = 0, value = 5): void => {
  house.living.change({ what, pick, value });
  house.push.changed();
};

describe('a screen that joins', () => {
  it('gets a snapshot with all that it needs', async () => {
    change('queue');
    const { heard } = await join('deputy');
    expect(heard.snapshots[0]).toMatchObject({
      protocol: PROTOCOL,
      epoch: 'e1',
      rev: 1,
      utcOffset: 210,
      links: { pbx111: { state: 'up' } },
      recording: {},
      board: house.living.board,
      profile: { line: '111' },
      serverNow: expect.any(Number),
    });
    expect(heard.snapshots[0]).not.toHaveProperty('demo');
  });

  it('then gets patches that follow on one another, and a beat', async () => {
    const screen = await join('deputy');
    change('queue');
    await waitUntil(() => screen.rev() === 1, 'the patch');
    change('county');
    await waitUntil(() => screen.rev() === 2, 'the next patch');
    expect(canonical(screen.board())).toBe(canonical(house.living.board));
    await waitUntil(() => screen.heard.beats.length > 0, 'a beat');
    expect(screen.heard.beats[0]).toMatchObject({ epoch: 'e1', rev: 2, utcOffset: 210, links: {}, recording: {} });
    expect([screen.heard.snapshots.length, screen.heard.gaps]).toEqual([1, []]);
  });

  it('gets the board as it stands at its revision, never one between two, with changes unsent', async () => {
    const first = await join('deputy');
    change('queue'); // goes out at once and opens a window
    change('county'); // waits in it
    const second = await join('deputy');
    await waitUntil(() => first.rev() === 2 && second.rev() === 2, 'both at 2');
    expect(canonical(second.board())).toBe(canonical(first.board()));
    expect([first.heard.gaps, second.heard.gaps]).toEqual([[], []]);
  });

  it('hears of a change that nobody announced before it joined', async () => {
    const first = await join('deputy');
    house.living.change({ what: 'queue', pick: 0, value: 5 });
    const second = await join('deputy');
    expect(second.rev()).toBe(1);
    await waitUntil(() => first.rev() === 1, 'the patch');
    expect(canonical(first.board())).toBe(canonical(second.board()));
  });

  it('is told when a recording stands in for the telephone', async () => {
    await house.close();
    house = await startTestPush({ demo: true });
    expect((await join('display')).heard.snapshots[0]?.demo).toBe(true);
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
    expect(JSON.stringify(sari.heard)).not.toMatch(/q-babol|topic"/);
    expect(JSON.stringify(display.heard)).not.toMatch(/"topic"/);
  });

  it('holds B4 over real sockets, however changes come', { timeout: 120_000 }, async () => {
    // A failure prints the seed and the smallest case.
    await fc.assert(
      fc.asyncProperty(windows, fc.constantFrom('merged' as const, 'one by one' as const), async (all, taking) => {
        const living = createRandomBoard(taking);
        const own = await startTestPush({ board: living });
        try {
          const seats = [
            { role: 'admin' as const },
            { role: 'display' as const },
            { role: 'display' as const, county: 'sari' },
          ].map((who) => ({ who, screen: own.connect({ token: own.vault.token(who.role, who) }) }));
          // The first sees every patch; the others join while the board is changing.
          await waitUntil(() => seats[0]!.screen.heard.snapshots.length > 0, 'the first snapshot');
          for (const changes of all) {
            for (const one of changes) living.change(one);
            own.push.changed();
            await new Promise((done) => setImmediate(done));
          }
          await waitUntil(() => seats.every(({ screen }) => screen.heard.snapshots.length > 0), 'snapshots');
          living.change({ what: 'queue', pick: 0, value: 77 });
          own.push.changed();
          // The last change may wait for its window: only with it is the revision the last one.
          await waitUntil(() => canonical(seats[0]!.screen.board()) === canonical(living.board), 'the whole board');
          await waitUntil(() => seats.every(({ screen }) => screen.rev() === own.push.count().rev), 'the last patch');
          for (const { who, screen } of seats) {
            const view = viewFor({ ...who, ...(who.county && { counties: [who.county] }) }, { topics: false });
            expect(canonical(screen.board())).toBe(canonical(redactBoard(living.board, view)));
            expect([screen.heard.gaps, screen.heard.snapshots.length]).toEqual([[], 1]);
          }
        } finally {
          await own.close();
        }
      }),
      { numRuns: 15 },
    );
  });

  it('is kept only while somebody looks', async () => {
    const sari = await join('display', { county: 'sari' });
    const babol = await join('display', { county: 'babol' });
    expect(house.push.count()).toMatchObject({ screens: 2, views: 2 });
    sari.socket.close();
    await waitUntil(() => house.push.count().screens === 1, 'one gone');
    change('queue');
    expect(house.push.count().views).toBe(1);
    expect(babol.heard.gaps).toEqual([]);
  });
});

describe('the board for HTTP', () => {
  it('is the one that the screens have at that revision', async () => {
    const screen = await join('deputy');
    change('queue');
    change('county');
    const read = await new Promise<string>((resolve) =>
      house.push.read({ kind: 'full' }, ({ rev, board }) => resolve(`${rev} ${canonical(board)}`)),
    );
    await waitUntil(() => screen.rev() === 2, 'revision 2');
    expect(read).toBe(`2 ${canonical(screen.board())}`);
  });
});

describe('control', () => {
  it('reaches those who are meant', async () => {
    const display = await join('display');
    const deputy = await join('deputy');
    house.push.control('identify', (who) => who.role === 'display');
    await waitUntil(() => display.heard.controls.length > 0, 'identify');
    expect([display.heard.controls, deputy.heard.controls]).toEqual([['identify'], []]);
  });

  it('drops those who are meant, and tells them', async () => {
    const token = house.vault.token('display');
    const gone = house.connect({ token });
    const stays = await join('display');
    await waitUntil(() => gone.heard.snapshots.length > 0, 'a snapshot');
    const id = house.vault.idOf(token);
    expect(house.push.dropWho((who) => who.token === id)).toBe(1);
    await waitUntil(() => gone.socket.disconnected, 'the end');
    expect([gone.heard.controls, stays.heard.controls]).toEqual([['revoked'], []]);
    expect(stays.socket.connected).toBe(true);
  });
});

describe('the credential of a seated screen is asked again', () => {
  it('and a revoked one ends it', async () => {
    const token = house.vault.token('display');
    const screen = house.connect({ token });
    await waitUntil(() => screen.heard.snapshots.length > 0, 'a snapshot');
    house.vault.revoke(token);
    await waitUntil(() => screen.socket.disconnected, 'the end');
    expect(screen.heard.controls).toEqual(['revoked']);
  });

  it('and another county makes it load anew', async () => {
    const token = house.vault.token('display');
    const screen = house.connect({ token });
    await waitUntil(() => screen.heard.snapshots.length > 0, 'a snapshot');
    house.vault.change(token, { county: 'sari' });
    await waitUntil(() => screen.socket.disconnected, 'the end');
    expect(screen.heard.controls).toEqual(['reload']);
  });

  it('and nobody is sent away because the vault is away', async () => {
    const screen = await join('display');
    house.vault.goAway(true);
    await waitUntil(() => house.warnings.length > 0, 'a warning');
    expect([screen.socket.connected, screen.heard.controls]).toEqual([true, []]);
  });
});
