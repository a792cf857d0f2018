// Whether the log takes events, as the wall is told; and what happens to those that came meanwhile.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Appended } from '../../server/log/log.ts';
import { LogUnwritable } from '../../server/log-unwritable.ts';
import { createRecorder, type Recorder } from '../../server/log/recorder.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { MINUTE } from '../../shared/time.ts';
import { joined, joinedCalls } from '../support/joined-calls.ts';

let full: boolean;
let broken: Error | undefined;
let kept: StoredEvent[];
let troubles: ({ since: number; cause: string } | undefined)[];
let probes: number;
let recorder: Recorder;

const take = async (): Promise<void> => {
  await Promise.resolve();
  if (broken) throw broken;
  if (full) throw new LogUnwritable(new Error('database or disk is full'));
};

beforeEach(() => {
  vi.useFakeTimers({ now: 1_795_455_100_000 });
  full = false;
  broken = undefined;
  kept = [];
  troubles = [];
  probes = 0;
  recorder = createRecorder({
    log: {
      append: async (events): Promise<Appended[]> => {
        await take();
        kept.push(...events);
        return events.map((_, i) => ({ position: kept.length + i, repeated: false }));
      },
    },
    now: Date.now,
    probe: async () => {
      probes++;
      await take();
    },
    onTrouble: (trouble) => void troubles.push(trouble),
  });
});
afterEach(async () => {
  full = false;
  const stopping = recorder.stop();
  await vi.advanceTimersByTimeAsync(5_000);
  await stopping;
  vi.useRealTimers();
});

describe('while the log takes events', () => {
  it('all is recorded and nothing is reported', async () => {
    recorder.put(joinedCalls(0, 3));
    await recorder.append([joined(3)]);
    await recorder.drained();
    expect(kept).toHaveLength(4);
    expect(recorder.recording()).toEqual({});
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect([troubles, probes]).toEqual([[], 0]);
  });
});

describe('when the log takes no events', () => {
  beforeEach(() => void (full = true));

  it('an append from HTTP rejects with LogUnwritable: nothing is acknowledged (B5)', async () => {
    await expect(recorder.append([joined(1)])).rejects.toBeInstanceOf(LogUnwritable);
    expect(kept).toEqual([]);
    expect(recorder.recording()).toEqual({ since: 1_795_455_100_000, waiting: 0 });
  });

  it('it is reported once, with its time and cause', async () => {
    for (let i = 0; i < 5; i++) {
      await expect(recorder.append([joined(i)])).rejects.toThrow();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(troubles).toEqual([{ since: 1_795_455_100_000, cause: expect.stringContaining('disk is full') }]);
    expect(recorder.recording().since).toBe(1_795_455_100_000);
  });

  it('telephone events wait, are counted, and come in their order once there is room (B5)', async () => {
    recorder.put(joinedCalls(0, 2));
    await vi.advanceTimersByTimeAsync(1_000);
    recorder.put(joinedCalls(2, 1_500));
    await vi.advanceTimersByTimeAsync(20_000);
    expect(kept).toEqual([]);
    expect(recorder.recording()).toEqual({ since: 1_795_455_100_000, waiting: 1_502 });
    full = false;
    await vi.advanceTimersByTimeAsync(20_000);
    await recorder.drained();
    expect(kept).toEqual(joinedCalls(0, 1_502));
    expect(recorder.recording()).toEqual({});
    expect(troubles.map((trouble) => trouble !== undefined)).toEqual([true, false]);
  });

  it('the probe notices that there is room again, though nobody tries to write', async () => {
    await expect(recorder.append([joined(1)])).rejects.toThrow();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(probes).toBeGreaterThanOrEqual(4);
    expect(recorder.recording().since).toBeDefined();
    full = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(recorder.recording()).toEqual({});
    expect(troubles.at(-1)).toBeUndefined();
    const asked = probes;
    await vi.advanceTimersByTimeAsync(MINUTE);
    expect(probes).toBe(asked);
  });

  it('an append that succeeds ends it as well, and a second time of trouble has its own time', async () => {
    await expect(recorder.append([joined(1)])).rejects.toThrow();
    full = false;
    await recorder.append([joined(2)]);
    expect(recorder.recording()).toEqual({});
    await vi.advanceTimersByTimeAsync(MINUTE);
    full = true;
    await expect(recorder.append([joined(3)])).rejects.toThrow();
    expect(recorder.recording().since).toBe(1_795_455_160_000);
    expect(troubles).toHaveLength(3);
  });

  it('a stop waits for what is in memory, but not for ever', async () => {
    recorder.put(joinedCalls(0, 2));
    let stopped = false;
    const stopping = recorder.stop().then(() => (stopped = true));
    await vi.advanceTimersByTimeAsync(2_900);
    expect(stopped).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(stopped).toBe(true);
    await stopping;
  });

  it('a stop is done at once when what waited became durable', async () => {
    recorder.put(joinedCalls(0, 2));
    const stopping = recorder.stop();
    full = false;
    await vi.advanceTimersByTimeAsync(1_000);
    await stopping;
    expect(kept).toHaveLength(2);
  });
});

describe('an error of another kind', () => {
  it('is passed to the caller, and is no failure of the log', async () => {
    broken = new TypeError('no such event');
    await expect(recorder.append([joined(1)])).rejects.toThrow('no such event');
    expect(recorder.recording()).toEqual({});
    expect(troubles).toEqual([]);
  });

  it('is reported all the same while telephone events wait because of it', async () => {
    broken = new TypeError('no such event');
    recorder.put(joinedCalls(0, 2));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(recorder.recording()).toEqual({ since: 1_795_455_100_000, waiting: 2 });
    broken = undefined;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(recorder.recording()).toEqual({});
    expect(kept).toEqual(joinedCalls(0, 2));
  });
});
