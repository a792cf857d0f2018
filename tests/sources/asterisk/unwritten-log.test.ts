// A queue_log that can be read is not always the one that Asterisk writes: what it lacks is counted as unheard, and told (B10).
import { appendFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createQueueLogState } from '../../../server/sources/asterisk/queue-log-state.ts';
import { startOneQueueAsterisk, QUEUE } from '../../support/one-queue-asterisk.ts';
import { createReplayLink, linesOf, queueLogFolder } from './replay-link.ts';
import { MINUTE } from '../../../shared/time.ts';

const OLD = `${Math.floor(Date.now() / 1000) - 3_000}|NONE|NONE|NONE|QUEUESTART|\n`;

/** A link that heard one call, then some that nobody heard, of which queue_log has what `write` writes. */
async function gapOf(before: string, write: (file: string, calls: string[]) => void) {
  const asterisk = await startOneQueueAsterisk();
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, before);
  const replayLink = createReplayLink(asterisk, file);
  await replayLink.begin();
  const call = () => {
    const one = asterisk.calls.call(QUEUE);
    one.join();
    one.ring('m-1201');
    one.answer();
    one.end();
    return one.uniqueid;
  };
  call();
  await expect.poll(() => replayLink.today(QUEUE)?.completed).toBe(1);
  replayLink.stop();
  const missed = [1, 2, 3].map(() => call());
  write(
    file,
    missed.map((id) => linesOf(id, QUEUE, 20, 'm-1201')),
  );
  await replayLink.begin();
  return { asterisk, linked: replayLink, file, call };
}

it.each([
  ['a stale file', OLD, () => {}],
  ['an empty file', '', () => {}],
  ['another text file', '[Nov 29 22:09:53] NOTICE[1]: loaded\n', () => {}],
  ['a file that is gone', OLD, (file: string) => rmSync(file)],
] as const)('%s leaves the calls of a gap unheard', async (_what, before, write) => {
  const { linked: replayLink } = await gapOf(before, write);
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 1, answered: 1, completed: 1, unheard: 3 });
  expect(Object.values(replayLink.log.fold.board.gaps)).toMatchObject([{ unheard: 3 }]);
});

it('the same gap is not counted again at the next connection', async () => {
  const { linked: replayLink } = await gapOf(OLD, () => {});
  replayLink.stop();
  await replayLink.begin();
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 1, unheard: 3 });
});

it('a file that Asterisk no longer writes, because its inode is gone, leaves what came after unheard', async () => {
  const { linked: replayLink } = await gapOf(OLD, (file, [first = '']) => {
    appendFileSync(file, first);
    writeFileSync(`${file}.1.gz`, gzipSync(OLD + first));
    rmSync(file);
    writeFileSync(file, '');
  });
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 2, completed: 2, unheard: 2, lost: 0 });
});

it('a file that is written leaves nothing unheard, and nothing to report', async () => {
  const { linked: replayLink } = await gapOf(OLD, (file, calls) => appendFileSync(file, calls.join('')));
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 4, answered: 4, completed: 4 });
  expect(replayLink.today(QUEUE)?.unheard ?? 0).toBe(0);
  expect(replayLink.queueLog()).toBeUndefined();
  expect(replayLink.warnings).toEqual([]);
});

it('outgoing calls that QueueUpdate counts into a queue are no unheard callers', async () => {
  const { linked: replayLink } = await gapOf(OLD, (file, calls) => {
    const outgoing = `${Math.floor(Date.now() / 1000)}|pbx111-1.1|${QUEUE}|m-1201|OUTCALL|ANSWER|12\n`;
    appendFileSync(file, calls[0] + outgoing + outgoing);
  });
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 2, completed: 2 });
  expect(replayLink.today(QUEUE)?.unheard ?? 0).toBe(0);
});

it('lines of a gap in a folder for rotated files are healed', async () => {
  const old = queueLogFolder();
  const asterisk = await startOneQueueAsterisk();
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, linesOf('pbx111-1795455100.0', QUEUE, 900));
  const replayLink = createReplayLink(asterisk, file, undefined, old);
  await replayLink.begin();
  replayLink.stop();
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.abandon();
  appendFileSync(file, linesOf(call.uniqueid, QUEUE, 30));
  renameSync(file, join(old, 'queue_log.1'));
  await replayLink.begin();
  expect(replayLink.today(QUEUE)).toMatchObject({ offered: 2, abandoned: 2 });
  expect(replayLink.today(QUEUE)?.unheard ?? 0).toBe(0);
});

it('a file without a line of queue_log is reported at once', async () => {
  const asterisk = await startOneQueueAsterisk();
  const file = join(queueLogFolder(), 'queue_log');
  writeFileSync(file, 'anything else\n');
  const replayLink = createReplayLink(asterisk, file);
  await replayLink.begin();
  await expect.poll(replayLink.queueLog).toEqual({ code: 'foreign' });
  expect(replayLink.warnings).toEqual([expect.stringContaining('no line of a queue_log')]);
});

it('a file that lacks calls is reported after the gap, until it is written again', async () => {
  const { asterisk, linked: replayLink, file } = await gapOf(OLD, () => {});
  await expect.poll(replayLink.queueLog).toMatchObject({ code: 'stale', until: expect.any(Number) });
  expect(replayLink.warnings).toEqual([expect.stringContaining('does not grow')]);
  const call = asterisk.calls.call(QUEUE);
  call.join();
  call.abandon();
  appendFileSync(file, linesOf(call.uniqueid, QUEUE, 0));
  await expect.poll(replayLink.queueLog).toBeUndefined();
});

it('a file that does not grow although calls go on is stale a little later', () => {
  const log = createQueueLogState();
  const seen = { isReadable: true, isForeign: false, isLong: false };
  const AT = 1_795_455_100_000;
  expect(log.state({ ...seen, newest: undefined }, AT)).toBeUndefined();
  log.heard('QueueMemberStatus', AT, AT);
  expect(log.state({ ...seen, newest: AT - MINUTE }, AT + MINUTE)).toBeUndefined();
  log.heard('AgentComplete', AT, AT + 100);
  expect(log.state({ ...seen, newest: AT - MINUTE }, AT + 5_000)).toBeUndefined();
  expect(log.state({ ...seen, newest: AT - MINUTE }, AT + 20_000)).toEqual({ code: 'stale', until: AT - MINUTE });
  expect(log.state({ ...seen, newest: undefined }, AT + 20_000)).toEqual({ code: 'stale' });
  expect(log.state({ ...seen, newest: AT - 1_000 }, AT + 20_000)).toBeUndefined();
  expect(log.state({ ...seen, isLong: true, newest: AT - 1_000 }, AT)).toEqual({ code: 'reading', until: AT - 1_000 });
  expect(log.state({ ...seen, isReadable: false, newest: AT }, AT)).toEqual({ code: 'unreadable' });
});
