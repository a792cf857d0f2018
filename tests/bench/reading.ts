// What ten deputies cost the wall when they open everything: from a posted event to its patch, with and without them in turns.
import { percentile, type BenchResult } from './measure.ts';
import { compared, noLatencies, openProbe, type Latencies } from './probe.ts';
import { makeNoise, openAside, post, serve, type Served } from './served.ts';
import { DAY, MINUTE } from '../../shared/time.ts';

const ROUNDS = 4;
const ROUND_MS = 8_000;
/** Events a second of the other calls of a busy day. */
const NOISE = 200;
const EVENTS_IN_POST = 4_500;

export async function benchReading(calls: number, days: number): Promise<BenchResult[]> {
  const served = await serve('', { deputies: 10 });
  await fill(served, calls, days);
  // On a real day the index of contacts grows with the calls; here it has all of them to read at once.
  const began = performance.now();
  await askAsDeputy(served, '/api/contacts');
  const indexed = performance.now() - began;
  const probe = await openProbe(served);
  await probe.run(2_000, noLatencies());
  await served.longestHold();
  const answers: number[] = [];
  /** Latencies without and with readers, in turns. */
  const inTurns = async (): Promise<[bare: Latencies, read: Latencies]> => {
    const [bare, read] = [noLatencies(), noLatencies()];
    for (let round = 0; round < ROUNDS; round++) {
      await probe.run(ROUND_MS, bare);
      const readers = openReaders(served, days);
      await probe.run(ROUND_MS, read);
      answers.push(...(await readers.stop()));
    }
    return [bare, read];
  };
  const quiet = await inTurns();
  const noise = makeNoise(served, NOISE);
  const busy = await inTurns();
  await noise.stop();
  const held = await served.longestHold();
  probe.close();
  await served.stop();
  const name = `reading: ${calls} calls in ${days} days, an event`;
  const beside = { what: 'ten deputies', nobody: 'nobody reading' };
  return [
    { name: `reading: the index of contacts reads ${calls} calls at once`, value: indexed, unit: 'ms' },
    ...compared(name, quiet, beside),
    ...compared(`${name} among ${NOISE} others a second`, busy, beside),
    { name: 'reading: the event loop held without a break, longest', value: held, unit: 'ms' },
    {
      name: 'reading: answers to ten deputies',
      value: answers.length / ((2 * ROUNDS * ROUND_MS) / 1_000),
      unit: 'a second',
    },
    { name: 'reading: an answer to a deputy, p50', value: percentile(answers, 50), unit: 'ms' },
    { name: 'reading: an answer to a deputy, longest', value: Math.max(...answers), unit: 'ms' },
  ];
}

async function askAsDeputy({ url, deputies: [token] }: Served, path: string): Promise<void> {
  const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  if (answer.status !== 200) throw new Error(`expected 200, got ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}

async function fill(served: Served, calls: number, days: number): Promise<void> {
  const now = Date.now();
  let batch: object[] = [];
  for (let n = 0; n < calls; n++) {
    const at = now - MINUTE - Math.floor((n * days * DAY) / calls);
    const common = { call: `old-${n}`, queue: `q-${n % 12}` };
    batch.push(
      { ...common, id: `old-${n}/joined`, type: 'call.joined', at },
      { ...common, id: `old-${n}/answered`, type: 'call.answered', at: at + 5_000, desk: `m-${n % 40}`, waited: 5 },
      { ...common, id: `old-${n}/ended`, type: 'call.ended', at: at + 65_000, by: 'caller', talked: 60 },
    );
    if (batch.length < EVENTS_IN_POST && n < calls - 1) continue;
    await post(served, batch);
    batch = [];
  }
}

/** Deputies who open one page after the other; `stop` gives how long their answers took, ms. */
function openReaders({ url, deputies }: Served, days: number) {
  const readers = openAside('readers.ts', { url, deputies, days });
  return { stop: () => readers.stop<number[]>() };
}
