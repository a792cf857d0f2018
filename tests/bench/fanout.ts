// From the server's sending of a patch until a screen, and until the last of all screens, has it.
import { setTimeout as sleep } from 'node:timers/promises';
import { spread, type BenchResult } from './measure.ts';
import { makeNoise, openScreens, serve } from './served.ts';

const SECONDS = 6;

export async function benchFanOut(): Promise<BenchResult[]> {
  const results: BenchResult[] = [];
  for (const count of [50, 200]) {
    const served = await serve();
    const screens = await openScreens(served, count);
    const noise = makeNoise(served, 200);
    await sleep(SECONDS * 1000);
    await noise.stop();
    await sleep(200);
    const { all, each } = await screens.stop();
    await served.stop();
    results.push(...spread(`fan-out: 200 events/s, a patch at one of ${count} screens`, each));
    results.push(...spread(`fan-out: 200 events/s, a patch at the last of ${count} screens`, all));
    results.push({
      name: `fan-out: patches a second to ${count} screens`,
      value: all.length / SECONDS,
      unit: 'patches/s',
    });
  }
  return results;
}
