// A token must be revocable whatever becomes of Redis: on all nodes where it has no memory left, and at once on the node that was
// asked where it takes no writes at all.
import { describe, expect, it, onTestFinished } from 'vitest';
import { LogUnwritable } from '../../../server/log-unwritable.ts';
import { RevokedHereOnly, revokingHere } from '../../../server/log/redis/revoking-here.ts';
import { joined } from '../../support/joined-calls.ts';
import { openRedisNode, tempNodeDir } from '../../support/redis-node.ts';
import { noRedis, startRedis } from '../../support/redis-server.ts';

const NOW = Date.now();

describe.skipIf(noRedis)('a token in a real Redis', () => {
  const twoNodes = async () => {
    const redis = await startRedis();
    onTestFinished(redis.remove);
    const [one, other] = [await openRedisNode(redis.url, tempNodeDir()), await openRedisNode(redis.url, tempNodeDir())];
    const vault = revokingHere(one.vault, { againMs: 50 });
    const token = await vault.createToken({ name: 'collector', role: 'ingest', now: NOW });
    await expect.poll(() => other.vault.findToken(token.plain, NOW)).toBeDefined();
    return { redis, one, vault, other: other.vault, token };
  };

  it('is revoked on all nodes while Redis has no memory left for events', async () => {
    const { redis, one, vault, other, token } = await twoNodes();
    await redis.say(['CONFIG', 'SET', 'maxmemory', '1']);
    await expect(one.log.append([joined(1)])).rejects.toThrow(LogUnwritable);
    expect(await vault.revokeToken(token.id, NOW, 'u-admin')).toBe(true);
    expect(await vault.findToken(token.plain, NOW)).toBeUndefined();
    await expect.poll(() => other.findToken(token.plain, NOW)).toBeUndefined();
  });

  it('is refused by the node that was asked, which says that the others follow, and they do', async () => {
    const { redis, vault, other, token } = await twoNodes();
    let looked = 0;
    onTestFinished(vault.watch((changes) => void (changes === undefined && looked++)));
    await redis.say(['CONFIG', 'SET', 'min-replicas-to-write', '1']);
    await expect(vault.revokeToken(token.id, NOW, 'u-admin')).rejects.toThrow(RevokedHereOnly);
    await expect(vault.revokeToken(token.id, NOW, 'u-admin')).rejects.toThrow(RevokedHereOnly);
    await expect(vault.revokeToken('nothing', NOW, 'u-admin')).resolves.toBe(false);
    expect(looked).toBe(2);
    expect(await vault.findToken(token.plain, NOW)).toBeUndefined();
    expect(await other.findToken(token.plain, NOW)).toBeDefined();
    await redis.say(['CONFIG', 'SET', 'min-replicas-to-write', '0']);
    await expect.poll(() => other.findToken(token.plain, NOW)).toBeUndefined();
    expect(await vault.findToken(token.plain, NOW)).toBeUndefined();
  });
});
