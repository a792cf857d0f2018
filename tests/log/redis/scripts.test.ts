// A Redis that forgot its scripts, and kept its connections, takes events as before.
import { randomUUID } from 'node:crypto';
import { expect, it, onTestFinished } from 'vitest';
import { openRedisLog } from '../../../server/log/redis/log.ts';
import { createCalendar } from '../../../shared/calendar.ts';
import { noRedis, startRedis } from '../../support/redis-server.ts';
import { tempLogFolder } from '../../support/log-folder.ts';
import { joined } from '../../support/joined-calls.ts';

it.skipIf(noRedis)(
  'after SCRIPT FLUSH appends go on over the same connection, in order, and repeats are dropped',
  async () => {
    const redis = await startRedis();
    onTestFinished(redis.remove);
    const { path, remove } = tempLogFolder();
    onTestFinished(remove);
    const states: string[] = [];
    const { log, isUp, close } = await openRedisLog({
      url: redis.url,
      province: 'sari',
      path,
      calendar: createCalendar(),
      newId: randomUUID,
      now: () => joined(1).at,
      onState: ({ kind }) => void states.push(kind),
    });
    onTestFinished(close);
    await log.append([joined(1)]);
    for (let round = 0; round < 3; round++) {
      await redis.say(['SCRIPT', 'FLUSH']);
      const first = 2 + round * 20;
      const some = Array.from({ length: 20 }, (_, n) => log.append([joined(first + n)]));
      expect((await Promise.all(some)).flat()).toEqual(
        Array.from({ length: 20 }, (_, n) => ({ position: first + n, repeated: false })),
      );
      await redis.say(['SCRIPT', 'FLUSH']);
      expect(await log.append([joined(first), joined(1)])).toEqual([
        { position: first, repeated: true },
        { position: 1, repeated: true },
      ]);
    }
    expect(isUp()).toBe(true);
    expect(states).toEqual(['up']);
  },
);
