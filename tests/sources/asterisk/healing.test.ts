// A gap is healed from queue_log, or what it took is counted as unheard: nothing twice, and nothing silently gone (B10).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { profileSchema } from '../../../shared/profile.ts';
import { pretend, QUEUE } from '../../faults/pretend.ts';
import { createLinked, linesOf, queueLogFolder } from './linked.ts';

const profile = profileSchema.parse({
  ...{ id: 'test', name: { fa: 'آزمون', en: 'Test' }, counties: {} },
  desks: { 'desk-1201': { name: '1201', match: ['PJSIP/1201', '1201'] } },
});

it('a gap before the first connection is healed to the desks that queue members sit at', async () => {
  const asterisk = await pretend();
  asterisk.calls.member('Ali', QUEUE);
  asterisk.calls.sits('Ali', 'Local/1201@from-queue/n');
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, linesOf('pbx111-1795455100.7', QUEUE, 60, 'Ali'));
  const linked = createLinked(asterisk, file, profile);
  await linked.begin();
  const answered = Object.entries(linked.log.fold.board.desks).map(([id, { today }]) => [id, today.answered]);
  expect(answered.filter(([, count]) => count !== 0)).toEqual([['desk-1201', 1]]);
});

it('who sits where is kept, for members that are gone when Asterisk is asked', async () => {
  const asterisk = await pretend();
  asterisk.calls.sits('Ali', 'Local/1201@from-queue/n');
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, '');
  const linked = createLinked(asterisk, file, profile);
  await linked.begin();
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.ring('Ali');
  call.answer();
  call.end();
  await expect.poll(() => linked.marks.get('asterisk/pbx111')).toContain('1201');
  linked.stop();
  writeFileSync(file, linesOf('pbx111-1795455100.7', QUEUE, 60, 'Ali'));
  await linked.begin();
  expect(linked.log.fold.board.desks['desk-1201']?.today.answered).toBe(2);
  expect(Object.keys(linked.log.fold.board.desks)).not.toContain('ali');
});
