import { argon2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createPasswords, usualCost } from '../../server/access/passwords.ts';
import { createFairSemaphore, Overloaded } from '../../server/access/fair-semaphore.ts';

const lane = { key: 'test', priority: false };
const cheap = { memory: 64, passes: 1, parallelism: 1 };

describe('a record', () => {
  it("is argon2id with OWASP's least cost, a random nonce and its parameters beside it", async () => {
    const passwords = createPasswords();
    const [one, other] = await Promise.all([
      passwords.hash('correct horse', lane),
      passwords.hash('correct horse', lane),
    ]);
    expect(one).not.toBe(other);
    const [, , version, cost, nonce = '', tag] = one.split('$');
    expect([version, cost]).toEqual(['v=19', 'm=19456,t=2,p=1']);
    expect(Buffer.from(nonce, 'base64')).toHaveLength(16);
    const again = argon2Sync('argon2id', {
      message: 'correct horse',
      nonce: Buffer.from(nonce, 'base64'),
      tagLength: 32,
      ...usualCost,
    });
    expect(again.toString('base64').replace(/=+$/, '')).toBe(tag);
    expect(one).not.toContain('horse');
  });

  it('fits its own password only, however a keyboard composed it', async () => {
    const passwords = createPasswords(cheap);
    const record = await passwords.hash('caf\u00e9 au lait', lane);
    expect(await passwords.fit('cafe\u0301 au lait', record, lane)).toBe('yes');
    for (const wrong of ['cafe au lait', 'café au laiT', '', ' café au lait', record])
      expect(await passwords.fit(wrong, record, lane), wrong).toBe('no');
  });

  it('made with other parameters still matches, and is reported as outdated', async () => {
    const record = await createPasswords(cheap).hash('correct horse', lane);
    const dearer = createPasswords({ ...cheap, passes: 2 });
    expect(await dearer.fit('correct horse', record, lane)).toBe('yes-but-old');
    expect(await dearer.fit('another horse', record, lane)).toBe('no');
  });

  it('of an unknown account takes as long to refuse as one of a known account', async () => {
    const passwords = createPasswords();
    const record = await passwords.hash('correct horse', lane);
    const took = async (against: string | undefined): Promise<number> => {
      const began = performance.now();
      expect(await passwords.fit('wrong horse', against, lane)).toBe('no');
      return performance.now() - began;
    };
    // In turn, so that a machine that is busy for a moment is busy for both.
    let [known, unknown] = [0, 0];
    for (let n = 0; n < 8; n++) {
      known += await took(record);
      unknown += await took(undefined);
    }
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  it('that is damaged is an error, not a refusal', async () => {
    const passwords = createPasswords(cheap);
    for (const record of ['', 'x', '$argon2i$v=19$m=64,t=1,p=1$AAAA$AAAA'])
      await expect(passwords.fit('x', record, lane)).rejects.toThrow('expected a password record');
  });
});

describe('turns', () => {
  /** A job that ends when it is told to. */
  const held = () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    return { job: () => promise, end: resolve };
  };

  it('run two at a time', async () => {
    const turns = createFairSemaphore({ atOnce: 2, mostWaiting: 100, mostOfLane: 100 });
    let running = 0;
    let most = 0;
    const job = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await new Promise((done) => setTimeout(done, 2));
      running -= 1;
    };
    await Promise.all(Array.from({ length: 20 }, (_, n) => turns.take({ key: `k${n}`, priority: n % 2 === 0 }, job)));
    expect([most, running]).toEqual([2, 0]);
  });

  it('are refused at once when too many wait, and granted again when some are done', async () => {
    const turns = createFairSemaphore({ atOnce: 1, mostWaiting: 3, mostOfLane: 100 });
    const first = held();
    const taken = Array.from({ length: 4 }, () => turns.take(lane, first.job));
    await expect(turns.take(lane, first.job)).rejects.toBeInstanceOf(Overloaded);
    first.end();
    await Promise.all(taken);
    await expect(turns.take(lane, async () => 'done')).resolves.toBe('done');
  });

  it('are not filled by one client, and a known browser comes before strangers', async () => {
    const turns = createFairSemaphore({ atOnce: 1, mostWaiting: 4, mostOfLane: 2 });
    const first = held();
    const order: string[] = [];
    const say = (word: string) => async (): Promise<void> => void order.push(word);
    const all = [turns.take({ key: 'running', priority: false }, first.job)];
    for (const n of [1, 2]) all.push(turns.take({ key: 'crowd', priority: false }, say(`crowd ${n}`)));
    await expect(turns.take({ key: 'crowd', priority: false }, say('crowd 3'))).rejects.toBeInstanceOf(Overloaded);
    for (const n of [1, 2]) all.push(turns.take({ key: `stranger ${n}`, priority: false }, say(`stranger ${n}`)));
    await expect(turns.take({ key: 'late', priority: false }, say('late'))).rejects.toBeInstanceOf(Overloaded);
    all.push(turns.take({ key: 'known', priority: true }, say('known')));
    first.end();
    await Promise.all(all);
    expect(order).toEqual(['known', 'crowd 1', 'crowd 2', 'stranger 1', 'stranger 2']);
  });

  it('are passed on after a job that failed', async () => {
    const turns = createFairSemaphore({ atOnce: 1, mostWaiting: 2, mostOfLane: 2 });
    for (let n = 0; n < 5; n++)
      await expect(turns.take(lane, () => Promise.reject(new Error(`job ${n}`)))).rejects.toThrow(`job ${n}`);
    await expect(turns.take(lane, async () => 'done')).resolves.toBe('done');
  });
});
