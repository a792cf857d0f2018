// A gap is healed from queue_log, or what it took is counted as unheard: nothing twice, and nothing silently gone (B10).
import { setTimeout as sleep } from 'node:timers/promises';
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { profileSchema } from '../../../shared/profile.ts';
import { startOneQueueAsterisk, QUEUE } from '../../support/one-queue-asterisk.ts';
import { createReplayLink, linesOf, queueLogFolder } from './replay-link.ts';

const profile = profileSchema.parse({
  id: 'test',
  name: { fa: 'آزمون', en: 'Test' },
  counties: {},
  desks: { 'desk-1201': { name: '1201', match: ['PJSIP/1201', '1201'] } },
});

it('a gap before the first connection is healed to the desks that queue members sit at', async () => {
  const asterisk = await startOneQueueAsterisk();
  asterisk.calls.member('Ali', QUEUE);
  asterisk.calls.sits('Ali', 'Local/1201@from-queue/n');
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, linesOf('pbx111-1795455100.7', QUEUE, 60, 'Ali'));
  const replayLink = createReplayLink(asterisk, file, profile);
  await replayLink.begin();
  const answered = Object.entries(replayLink.log.fold.board.desks).map(([id, { today }]) => [id, today.answered]);
  expect(answered.filter(([, count]) => count !== 0)).toEqual([['desk-1201', 1]]);
});

it('lines are not read before a booting Asterisk has listed its members', async () => {
  const asterisk = await startOneQueueAsterisk();
  asterisk.calls.member('Ali', QUEUE);
  asterisk.calls.sits('Ali', 'Local/1201@from-queue/n');
  await asterisk.restart({ booting: true });
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, linesOf('pbx111-1795455100.7', QUEUE, 60, 'Ali'));
  const replayLink = createReplayLink(asterisk, file, profile);
  const begun = replayLink.begin();
  await expect.poll(() => asterisk.asked).toContain('queuestatus');
  asterisk.booted();
  await begun;
  expect(replayLink.log.fold.board.desks['desk-1201']?.today.answered).toBe(1);
  expect(Object.keys(replayLink.log.fold.board.desks)).not.toContain('ali');
});

it('the members of a link are stored beside those of another link, which knows more', async () => {
  const asterisk = await startOneQueueAsterisk();
  asterisk.calls.sits('Ali', 'Local/1201@from-queue/n');
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, '');
  const replayLink = createReplayLink(asterisk, file, profile);
  const mark = 'asterisk/pbx111';
  await replayLink.begin();
  asterisk.calls.call(QUEUE).join();
  await expect.poll(() => replayLink.marks.get(mark)).toContain('1201');
  replayLink.stop();
  await replayLink.begin();
  const kept = JSON.parse(replayLink.marks.get(mark)!) as { members: object };
  const more = JSON.stringify({ ...kept, members: { ...kept.members, Reza: 'Local/1999@from-queue/n' } });
  replayLink.marks.set(mark, more);
  await sleep(2_500); // twice the pause between two looks
  expect(replayLink.marks.get(mark)).toBe(more);
});

it('the members are stored, for those that are gone when Asterisk is asked', async () => {
  const asterisk = await startOneQueueAsterisk();
  asterisk.calls.sits('Ali', 'Local/1201@from-queue/n');
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, '');
  const replayLink = createReplayLink(asterisk, file, profile);
  await replayLink.begin();
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.ring('Ali');
  call.answer();
  call.end();
  await expect.poll(() => replayLink.marks.get('asterisk/pbx111')).toContain('1201');
  replayLink.stop();
  writeFileSync(file, linesOf('pbx111-1795455100.7', QUEUE, 60, 'Ali'));
  await replayLink.begin();
  expect(replayLink.log.fold.board.desks['desk-1201']?.today.answered).toBe(2);
  expect(Object.keys(replayLink.log.fold.board.desks)).not.toContain('ali');
});

it('a desk that rang before the link stopped missed the caller whose joining has no line', async () => {
  const asterisk = await startOneQueueAsterisk();
  const file = join(queueLogFolder(), 'queue_log');
  const now = Math.floor(Date.now() / 1000);
  const id = `pbx111-${now - 90}.1`;
  writeFileSync(file, `${now - 60}|${id}|${QUEUE}|Ali|RINGNOANSWER|1000\n`);
  const replayLink = createReplayLink(asterisk, file);
  await replayLink.begin();
  replayLink.stop();
  appendFileSync(file, `${now - 30}|${id}|${QUEUE}|Reza|CONNECT|50|${id}9|1\n`);
  await replayLink.begin();
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 1, answered: 1, missed: 1 });
});

describe('a gap over a rotation', () => {
  /** A link that has read one call, then `count` calls that nobody hears, as lines of queue_log. */
  const gapOf = async (count: number) => {
    const asterisk = await startOneQueueAsterisk();
    const file = join(queueLogFolder(), 'queue_log');
    writeFileSync(file, linesOf('pbx111-1795455100.0', QUEUE, 900));
    const replayLink = createReplayLink(asterisk, file);
    await replayLink.begin();
    replayLink.stop();
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 1, abandoned: 1 });
    const happen = (from: number, to: number): void => {
      for (let n = from; n <= to; n++) {
        const call = asterisk.calls.call(QUEUE);
        call.join();
        call.abandon();
        appendFileSync(file, linesOf(call.uniqueid, QUEUE, 800 - 20 * n));
      }
    };
    happen(1, count);
    return { file, linked: replayLink, happen };
  };

  it('is healed from the packed file', async () => {
    const { file, linked: replayLink, happen } = await gapOf(7);
    writeFileSync(`${file}.1.gz`, gzipSync(readFileSync(file)));
    rmSync(file);
    happen(8, 9);
    await replayLink.begin();
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 10, abandoned: 10 });
    expect(replayLink.today(QUEUE)?.unheard ?? 0).toBe(0);
    expect(replayLink.warnings).toEqual([]);
  });

  it('of which a file is gone is counted: calls without a line are unheard, exactly', async () => {
    const { file, linked: replayLink, happen } = await gapOf(7);
    rmSync(file);
    happen(8, 9);
    await replayLink.begin();
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 3, abandoned: 3, unheard: 7 });
    replayLink.stop();
    await replayLink.begin();
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 3, unheard: 7 });
    replayLink.stop();
    happen(10, 11);
    await replayLink.begin();
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 5, unheard: 7 });
    expect(replayLink.warnings).toHaveLength(1);
  });

  it('of which a file is gone is counted by the link that comes up first, also after a link that was cut before', async () => {
    const { file, linked: replayLink, happen } = await gapOf(4);
    rmSync(file);
    happen(5, 6);
    await replayLink.cutBeforeComparing();
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 3 });
    await replayLink.begin();
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 3, unheard: 4 });
  });
});

it('lines that can be read only after their calls were counted as unheard count nobody twice', async () => {
  const asterisk = await startOneQueueAsterisk();
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, linesOf('pbx111-1795455100.0', QUEUE, 900));
  const replayLink = createReplayLink(asterisk, file);
  await replayLink.begin();
  replayLink.stop();
  const lines = [1, 2, 3].map((n) => {
    const call = asterisk.calls.call(QUEUE);
    call.join();
    call.abandon();
    return linesOf(call.uniqueid, QUEUE, 800 - 20 * n);
  });
  // Something else stands in its place, as while a disk is not mounted.
  renameSync(file, `${file}-away`);
  mkdirSync(file);
  await replayLink.begin();
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 1, unheard: 3 });
  rmdirSync(file);
  renameSync(`${file}-away`, file);
  appendFileSync(file, lines.join(''));
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.abandon();
  appendFileSync(file, linesOf(call.uniqueid, QUEUE, 0));
  const mark = replayLink.marks.get('queue-log/a');
  await expect.poll(() => replayLink.marks.get('queue-log/a')).not.toBe(mark);
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 2, abandoned: 2, unheard: 3 });
  replayLink.stop();
  await replayLink.begin();
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 2, abandoned: 2, unheard: 3 });
});

describe('an Asterisk whose events have no time and whose clock is 5 s ahead', () => {
  const AHEAD = 5_000;
  const unstamped = async () => {
    const asterisk = await startOneQueueAsterisk({ unstamped: true, now: () => Date.now() + AHEAD });
    const file = join(queueLogFolder(), 'queue_log');
    writeFileSync(file, '');
    const replayLink = createReplayLink(asterisk, file);
    const call = () => {
      const one = asterisk.calls.call(QUEUE);
      one.join();
      one.abandon();
      appendFileSync(file, linesOf(one.uniqueid, QUEUE, -AHEAD / 1000));
    };
    return { asterisk, linked: replayLink, call };
  };

  it('has each call once, from AMI and queue_log, before and after a gap that is healed', async () => {
    const { linked: replayLink, call } = await unstamped();
    await replayLink.begin();
    call();
    await expect.poll(() => replayLink.marks.get('queue-log/a')).toContain('until');
    await expect.poll(() => replayLink.marks.get('asterisk/pbx111')).toContain('unstamped');
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 1, abandoned: 1 });
    replayLink.stop();
    call();
    await replayLink.begin(); // nothing happens meanwhile that would show how events are timed
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 2, abandoned: 2 });
    expect(replayLink.today(QUEUE)?.unheard ?? 0).toBe(0);
    call();
    const mark = replayLink.marks.get('queue-log/a');
    await expect.poll(() => replayLink.marks.get('queue-log/a')).not.toBe(mark);
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 3, abandoned: 3 });
  });

  it('is not healed before that is known: what is missing is counted, and stays so', async () => {
    const { linked: replayLink, call } = await unstamped();
    await replayLink.begin();
    replayLink.stop();
    replayLink.marks.clear();
    call();
    await replayLink.begin();
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 0, unheard: 1 });
    call();
    await expect.poll(() => replayLink.marks.get('queue-log/a')).toContain('until');
    expect(replayLink.today(QUEUE)).toMatchObject({ offered: 1, abandoned: 1, unheard: 1 });
    expect(replayLink.warnings).toHaveLength(2);
  });
});
