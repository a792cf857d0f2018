// HTTP and push on one server, wired as main wires them.
import { usualLevels } from '../../shared/rules.ts';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Express } from 'express';
import { canonical, type MergePatch } from '../../shared/patch.ts';
import { createPush, type Push } from '../../server/push/push.ts';
import { createRandomBoard } from '../support/random-board.ts';
import { bearer, createTestApp } from '../support/test-app.ts';
import { connectTestScreen, realClock, waitUntil } from '../support/test-push.ts';

const server = createServer((request, response) => api.app(request, response));
let api: ReturnType<typeof createTestApp> & { app: Express };
let push: Push;
let url: string;
const randomBoard = createRandomBoard();
/** A patch that counts how often it is written out as JSON. */
let counted: MergePatch | undefined;
let written = 0;

beforeEach(async () => {
  api = createTestApp({ board: { read: (view, take) => push.read(view, take) } });
  push = createPush({
    server,
    epoch: 'e1',
    credentials: api.vault,
    clock: realClock,
    topics: false,
    utcOffset: () => 210,
    source: {
      board: randomBoard.board,
      takePatches() {
        const patches = counted ? [counted] : randomBoard.takePatches();
        counted = undefined;
        return patches;
      },
    },
    log: { warn: () => undefined },
    profile: {
      line: '111',
      timezone: 'Asia/Tehran',
      target: 20,
      counties: {},
      topics: {},
      agencies: {},
      kinds: {},
      channels: {},
      dueSoonDays: 2,
      around: { before: 15, after: 30 },
      thresholds: usualLevels,
    },
    links: () => ({}),
    recording: () => ({}),
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  push.stop();
  await new Promise<void>((done) => server.close(() => done()));
});

describe('HTTP and push together', () => {
  it('answer each request once, and show one board at one revision', async () => {
    const polled = await fetch(`${url}/socket.io/?EIO=4&transport=polling`);
    expect([polled.status, await polled.json()]).toMatchObject([400, { message: 'Transport unknown' }]);

    const screens = Array.from({ length: 30 }, () => connectTestScreen(url, { token: api.vault.token('deputy') }));
    await waitUntil(() => screens.every(({ received: heard }) => heard.snapshots.length === 1), 'snapshots');
    for (let value = 1; value <= 50; value += 1) {
      randomBoard.change({ what: 'queue', pick: 0, value });
      push.changed();
      if (value % 10 === 0) await fetch(`${url}/api/board`, { headers: bearer(api.vault.token('deputy')) });
    }
    const token = api.vault.token('deputy');
    const { epoch, rev, serverNow, links, recording, ...board } = await (
      await fetch(`${url}/api/board`, { headers: bearer(token) })
    ).json();
    expect([epoch, typeof serverNow, links, recording]).toEqual(['e1', 'number', {}, {}]);
    await waitUntil(() => screens.every((screen) => screen.rev() === rev), 'the same revision');
    for (const screen of screens) expect(canonical(screen.board())).toBe(canonical(board));

    // However many screens: a patch is written out once per view.
    counted = { province: { toJSON: () => ({ en: `M${(written += 1)}` }) } as never };
    push.changed();
    await waitUntil(() => screens.every((screen) => screen.rev() === rev + 1), 'the counted patch');
    expect(written).toBeLessThan(4);
    expect(new Set(screens.map((screen) => screen.board()?.province.en)).size).toBe(1);
    for (const { socket } of screens) socket.close();
  });
});
