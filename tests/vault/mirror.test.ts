// The vault of several machines: copies that take the same changes in one order, whoever makes them and however slow the way.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openVaultMirror, type VaultChange, type VaultChanges } from '../../server/vault/mirror.ts';
import { snapshotOf } from '../../server/vault/changes.ts';
import { openVault, vaultParts } from '../../server/vault/vault.ts';
import { openVaultFile } from '../../server/vault/schema.ts';
import { LogUnwritable } from '../../server/log-unwritable.ts';
import { keysOf } from '../../server/log/redis/keys.ts';
import { connect, type Connection } from '../../server/log/redis/connection.ts';
import { createVaultStream } from '../../server/log/redis/vault-stream.ts';
import { noRedis, startRedis, type RedisServer } from '../support/redis-server.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { NOW } from '../support/test-vault.ts';

/** The common order in memory; every word to it and from it takes its time. */
function createOrder(random: () => number) {
  let whole: VaultChange | undefined;
  let kept: VaultChange[] = [];
  let away = false;
  const way = async (): Promise<void> => {
    await sleep(random() * 3);
    if (away) throw new LogUnwritable(new Error('away'));
  };
  const last = (): number => kept.at(-1)?.version ?? whole?.version ?? 0;
  const changes: VaultChanges = {
    version: async () => (await way(), last()),
    add: async (at, change) => {
      await way();
      const isNext = at === last();
      if (isNext) kept.push({ version: at + 1, change });
      await way();
      return isNext;
    },
    after: async (version) => {
      await way();
      const rest = kept.filter((one) => one.version > version);
      return whole && whole.version > version ? [whole, ...rest] : rest;
    },
    keep: async (next) => {
      whole = next;
      kept = kept.filter((one) => one.version > next.version);
    },
  };
  return { changes, goAway: (gone: boolean) => void (away = gone) };
}

const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'wallboard-mirror-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return dir;
};
const mirrorOf = (changes: VaultChanges, path = join(folder(), 'vault.sqlite')) => {
  const mirror = openVaultMirror({ path, changes });
  let open = true;
  const close = (): void => {
    if (open) mirror.vault.close();
    open = false;
  };
  onTestFinished(close);
  return { ...mirror, path, close };
};
/** All that a copy holds, as text; two copies are equal when these are. */
function contentOf({ path, close }: { path: string; close: () => void }): string {
  close();
  const db = openVaultFile(path);
  const text = Buffer.from(snapshotOf(db)).toString('hex');
  db.close();
  return text;
}

describe('copies of one vault', () => {
  it('find what came while they asked whether there is more', async () => {
    const { changes } = createOrder(() => 0);
    const a = mirrorOf(changes);
    // The news comes by itself just before the answer that there are news.
    const hurried: VaultChanges = {
      ...changes,
      version: async () => (await b.take(await changes.after(b.version())), changes.version()),
    };
    const b = mirrorOf(hurried);
    const { plain } = await a.vault.createToken({ name: 'hall', role: 'display', by: 'boss', now: NOW });
    expect(await b.vault.findToken(plain, NOW)).toMatchObject({ name: 'hall' });
    const account = { name: 'sara', role: 'supervisor' as const, password: 'p', by: 'boss', now: NOW };
    await a.vault.createAccount(account);
    expect(await b.vault.findAccount('sara')).toMatchObject({ name: 'sara' });
    const { plain: leaving } = await a.vault.createToken({ name: 'leaving', role: 'display', by: 'boss', now: NOW });
    const found = await a.vault.findToken(leaving, NOW);
    // A refusal, too, is said only after all that is known was heard.
    expect(await b.vault.revokeToken(found?.id ?? '', NOW, 'boss')).toBeTruthy();
  });

  it('are equal after a hundred changes by three nodes at once, each done once, whatever the order', async () => {
    const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32));
    console.log(`mirrored vault: seed ${seed}`);
    const random = seededRandom(seed);
    const { changes } = createOrder(random);
    const nodes = [mirrorOf(changes), mirrorOf(changes), mirrorOf(changes)];
    const node = () => nodes[Math.floor(random() * nodes.length)]!.vault;
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, async (_, n) => {
        const name = `a-${Math.floor(random() * 12)}`;
        const by = { by: 'boss', now: NOW + n };
        switch (Math.floor(random() * 5)) {
          case 0:
            return node().createAccount({ name, role: 'supervisor', password: 'p', ...by });
          case 1:
            return node().revokeAccount({ name, ...by });
          case 2:
            return node().createToken({ name, role: 'display', ...by });
          case 3:
            return node().signIn({ name, seen: 'p', now: NOW + n, days: 1 });
          default:
            return node().createOffer({ address: name, now: NOW + n });
        }
      }),
    );
    for (const answer of answers)
      if (answer.status === 'rejected') expect(String(answer.reason)).toMatch(/unknown|belongs to|expected/);
    for (const one of nodes) await one.catchUp();
    expect(nodes[0]!.version()).toBeGreaterThan(20);
    const accounts = await Promise.all(nodes.map(async ({ vault }) => vault.listAccounts()));
    expect(accounts[1]).toEqual(accounts[0]);
    expect(new Set(accounts[0]!.map(({ name }) => name)).size).toBe(accounts[0]!.length);
    const contents = nodes.map(contentOf);
    expect(contents[1]).toBe(contents[0]);
    expect(contents[2]).toBe(contents[0]);
  });

  it('let one of two in who use a one-use code, or make the first administrator, at the same time', async () => {
    const { changes } = createOrder(Math.random);
    const [a, b] = [mirrorOf(changes), mirrorOf(changes)];
    const code = await a.vault.createCode({ role: 'display', minutes: 15, now: NOW });
    const used = await Promise.all([a, b].map(async ({ vault }) => vault.useCode(code, NOW)));
    expect(used.filter((one) => one !== undefined)).toHaveLength(1);
    const setup = (await b.vault.createSetupCode(NOW))?.code ?? '';
    const made = await Promise.allSettled(
      [a, b].map(async ({ vault }, n) => vault.setUp({ code: setup, name: `boss-${n}`, password: 'p', now: NOW })),
    );
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const keys = await Promise.all([a, b].map(async ({ vault }) => vault.key('tracking-code')));
    expect(keys[0]).toBe(keys[1]);
  });

  it('know at once what another node did: a session, a token, an account, a display', async () => {
    const { changes } = createOrder(Math.random);
    const [a, b] = [mirrorOf(changes), mirrorOf(changes)];
    const { plain, id } = await a.vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
    expect(await b.vault.findToken(plain, NOW)).toMatchObject({ id, name: 'gate' });
    await b.vault.createAccount({ name: 'maryam', role: 'admin', password: 'p', by: 'x', now: NOW });
    const entered = await a.vault.signIn({ name: 'maryam', seen: 'p', now: NOW, days: 1 });
    expect(await b.vault.findSession(entered?.session ?? '', NOW)).toMatchObject({ account: 'maryam' });
    const offer = await a.vault.createOffer({ address: 'x', now: NOW });
    await b.vault.pairDisplay({ code: offer.code, name: 'hall', page: 'wall', by: 'maryam', now: NOW });
    const claimed = await a.vault.claimOffer(offer.secret, NOW);
    expect(claimed.state).toBe('paired');
    const secret = claimed.state === 'paired' ? claimed.secret : '';
    expect(await b.vault.findDisplay(secret, NOW)).toMatchObject({ name: 'hall' });
  });

  it('notify watchers of what another node did, and of what is to be written into the log', async () => {
    const { changes } = createOrder(Math.random);
    const [a, b] = [mirrorOf(changes), mirrorOf(changes)];
    let heard = 0;
    onTestFinished(b.vault.watch(() => void heard++));
    await a.vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
    await b.take((await changes.after(0)).slice());
    expect(heard).toBe(1);
    const pending = await b.vault.pending(10);
    expect(pending.map(({ event }) => event.type)).toEqual(['token.created']);
    await b.vault.markSent(pending.map(({ uid }) => uid));
    await a.catchUp();
    expect(await a.vault.pending(10)).toEqual([]);
  });

  it('answer reads while the common order is unavailable, and refuse writes', async () => {
    const order = createOrder(Math.random);
    const one = mirrorOf(order.changes);
    const { plain, id } = await one.vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
    order.goAway(true);
    expect(await one.vault.findToken(plain, NOW)).toMatchObject({ id });
    expect(await one.vault.findToken('w111_unknown', NOW)).toBeUndefined();
    await expect(one.vault.revokeToken(id, NOW)).rejects.toBeInstanceOf(LogUnwritable);
    expect(await one.vault.findToken(plain, NOW)).toMatchObject({ id });
    order.goAway(false);
    expect(await one.vault.revokeToken(id, NOW)).toBe(true);
  });

  it('begin from a whole where the changes before it are gone, and come to the same', async () => {
    const { changes } = createOrder(Math.random);
    const [a, late] = [mirrorOf(changes), mirrorOf(changes)];
    await late.vault.createToken({ name: 'first', role: 'ingest', now: NOW });
    for (let n = 0; n < 5; n++) await a.vault.createToken({ name: `t-${n}`, role: 'ingest', now: NOW + n });
    await changes.keep(a.whole());
    await a.vault.createToken({ name: 'after', role: 'ingest', now: NOW });
    await late.catchUp();
    const fresh = mirrorOf(changes);
    await fresh.catchUp();
    expect(await fresh.vault.listTokens()).toHaveLength(7);
    const [one, two, three] = [a, late, fresh].map(contentOf);
    expect(two).toBe(one);
    expect(three).toBe(one);
  });

  it('that were changed by hand start again from the common order', async () => {
    const { changes } = createOrder(Math.random);
    const [a, b] = [mirrorOf(changes), mirrorOf(changes)];
    const { id } = await a.vault.createToken({ name: 'gate', role: 'ingest', now: NOW });
    await b.catchUp();
    b.close();
    expect(() => openVault(join(b.path, '..'))).toThrow(expect.objectContaining({ code: 'of-redis' }));
    const db = openVaultFile(b.path);
    const own = vaultParts(db);
    own.revokeToken(id, NOW + 9);
    own.createToken({ name: 'stranger', role: 'admin', now: NOW });
    db.close();
    const again = mirrorOf(changes, b.path);
    await a.vault.revokeToken(id, NOW + 20);
    await again.take(await changes.after(1));
    expect(await again.vault.listTokens()).toEqual(await a.vault.listTokens());
  });
});

describe.skipIf(noRedis)('the common order in Redis', () => {
  let redis: RedisServer;
  let connections: Connection[] = [];
  beforeAll(async () => void (redis = await startRedis()));
  afterAll(async () => {
    for (const one of connections) one.end(new Error('done'));
    connections = [];
    await redis.remove();
  });
  const keys = keysOf('mazandaran');

  it('takes each version once, gives them back from a whole on, and refuses another log', async () => {
    const connection = await connect(redis.url);
    connections.push(connection);
    await connection.send(['HSET', keys.about, 'id', 'stream-1', 'last', '0']);
    const order = createVaultStream({ send: connection.send, keys, stream: () => 'stream-1' });
    const [a, b] = [mirrorOf(order), mirrorOf(order)];
    await Promise.all(
      Array.from({ length: 20 }, async (_, n) =>
        (n % 2 ? a : b).vault.createToken({ name: `t-${n}`, role: 'ingest', now: NOW + n }),
      ),
    );
    expect(await order.version()).toBe(20);
    expect(await a.vault.listTokens()).toHaveLength(20);
    await order.keep(a.whole());
    await a.vault.createToken({ name: 'after', role: 'ingest', now: NOW });
    const fresh = mirrorOf(order);
    await fresh.catchUp();
    expect(await fresh.vault.listTokens()).toHaveLength(21);
    const other = createVaultStream({ send: connection.send, keys, stream: () => 'stream-2' });
    await expect(other.add(21, new Uint8Array())).rejects.toThrow('WALLBOARD');
  });
});
