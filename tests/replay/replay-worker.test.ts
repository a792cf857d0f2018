// The thread of replays ends when nobody needs it.
import { expect, it, onTestFinished } from 'vitest';
import type { View } from '../../server/access/views.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createReplayWorker } from '../../server/replay/replay-worker.ts';
import { openLog, tempLogFolder } from '../support/log-folder.ts';
import { waitUntil } from '../support/test-push.ts';

it('the thread of replays ends also after a replay that could not begin', async () => {
  const place = tempLogFolder();
  const { close } = openLog(place.path);
  const worker = createReplayWorker({ path: place.path, profile: loadProfile('mazandaran'), idleMs: 10 });
  onTestFinished(async () => {
    await worker.close();
    await close();
    place.remove();
  });
  await expect(worker.start({ run: 'one', view: null as unknown as View, at: 1 })).rejects.toThrow();
  await waitUntil(() => !worker.isRunning(), 'the end of the thread');
});
