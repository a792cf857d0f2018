// When lines of queue_log are taken: behind the events of AMI, or at once when counters are compared.
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RawEvent } from '../../../shared/event.ts';
import { createBackfill } from '../../../server/sources/asterisk/queue-log-backfill.ts';
import { createTranslator } from '../../../server/sources/asterisk/translate.ts';
import { createNames } from '../../../server/sources/names.ts';
import type { SourceParts } from '../../../server/sources/source.ts';
import { createReplayLog, plainProfile } from '../../support/replay-asterisk.ts';
import { linesOf, queueLogFolder } from './replay-link.ts';

it('lines that a follower holds back are taken at once when all up to the end are asked for', async () => {
  const queueLog = join(queueLogFolder(), 'queue_log');
  writeFileSync(queueLog, linesOf('pbx111-1795455100.1', 'samad', 60));
  const log = createReplayLog(plainProfile);
  log.startDay(Date.now());
  const names = createNames(plainProfile);
  const stored: RawEvent[] = [];
  const parts: Partial<SourceParts> = {
    now: Date.now,
    mark: () => undefined,
    setMark: async () => {},
    drained: async () => {},
    todayFrom: () => 0,
    log: { info: () => {}, warn: () => {} },
  };
  const backfill = createBackfill({
    options: { protocol: 'ami', link: 'a', host: '', port: 0, secure: false, user: '', secret: '', queueLog },
    parts: parts as SourceParts,
    translator: createTranslator({ system: 'pbx111', names, recall: log.recall }),
    clock: { logOffset: () => 0 },
    put: (events) => void stored.push(...events),
    isOver: () => false,
  });
  await backfill.read();
  expect(stored.map(({ type }) => type)).toEqual(['call.joined', 'call.left']);
  appendFileSync(queueLog, linesOf('pbx111-1795455100.2', 'samad', 30));
  const following = backfill.follow();
  await backfill.read();
  expect(stored).toHaveLength(4);
  expect(backfill.finished().lines).toBe(2);
  await following;
});
