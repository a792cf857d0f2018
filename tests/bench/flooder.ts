// A thread that posts as much as it may: many large posts at once, again a second later where it is told to wait.
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

const POSTS_AT_ONCE = 20;
const CALLS_IN_POST = 2_000;

const { url, token, round } = workerData as { url: string; token: string; round: number };
let going = true;
let made = 0;
let recorded = 0;

const all = Array.from({ length: POSTS_AT_ONCE }, async () => {
  while (going) {
    const events = Array.from({ length: CALLS_IN_POST }, () => {
      const call = `flood-${round}-${made++}`;
      const common = { at: Date.now(), call, queue: `q-${made % 9}` };
      return [
        { ...common, id: `${call}/joined`, type: 'call.joined' },
        { ...common, id: `${call}/left`, type: 'call.left', reason: 'abandoned' },
      ];
    }).flat();
    const answer = await fetch(`${url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    if (answer.status === 200) recorded += ((await answer.json()) as { accepted: number }).accepted;
    else await answer.arrayBuffer();
    if (answer.status === 429) await sleep(1_000);
  }
});

parentPort?.on('message', () => {
  going = false;
  void Promise.all(all).then(() => parentPort?.postMessage(recorded));
});
