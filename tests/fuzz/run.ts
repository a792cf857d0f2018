// Feeds one door of the server with many inputs, and says how many, with which seed, and what became of them.
import { setImmediate as turn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { HOUR } from '../../shared/time.ts';
import { long } from '../support/long.ts';
import { createChance, type Chance } from './chance.ts';

/** Inputs of all doors together: INPUTS, else a million where all is counted in full, else what takes seconds. */
const ALL = Number(process.env['INPUTS'] ?? (long ? 1_000_000 : 4_000));
export const SEED = Number(process.env['SEED'] ?? 1 + Math.floor(Math.random() * 1e6));
/** The first number: an input that a run named is made again by FROM=number INPUTS=… */
const FROM = Number(process.env['FROM'] ?? 0);
const MIB = 2 ** 20;
/** After so many inputs the runner gets its turn: it takes a thread that never answers for a dead one. */
const AT_ONCE = 500;

/** As the timeout of a test: it takes as long as its inputs. */
export const WITHIN = { timeout: HOUR };

/** How many of a thousand inputs each door gets: what is cheap gets most, and each has what it needs to be gone through. */
const shares = {
  'events from outside': 285,
  'packets of Asterisk': 190,
  'events of FreeSWITCH': 150,
  'lines of queue_log': 110,
  'tables of people': 70,
  'profiles and changes of a province': 12,
  'settings of the environment': 30,
  'archives and stored files': 5,
  'backups, plain and sealed': 3,
  workbooks: 3,
  'credentials and addresses': 53,
  'HTTP requests': 40,
  'bytes instead of HTTP': 10,
  'messages of screens': 30,
  'answers of Redis': 6,
  'answers of mail servers': 3,
} as const;
export type DoorName = keyof typeof shares;

/** What became of an input; a fault is thrown. */
type Feed = (chance: Chance, n: number) => string | Promise<string>;

/** Throws with the seed and the number of the first input that brought a fault. `inFlight`: as many wait for an answer at a time. */
export async function fuzz(
  door: DoorName,
  feed: Feed,
  { inFlight = 1 }: { inFlight?: number } = {},
): Promise<Record<string, number>> {
  const count = Math.max(1, Math.round((ALL * shares[door]) / 1_000));
  const outcomes: Record<string, number> = {};
  const began = performance.now();
  let early: number | undefined;
  let next = FROM;
  const feedOn = async (): Promise<void> => {
    while (next < FROM + count) {
      const n = next++;
      try {
        const answered = feed(createChance(SEED, n), n);
        const outcome = typeof answered === 'string' ? answered : await answered;
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      } catch (cause) {
        next = Infinity;
        throw new Error(`${door}: SEED=${SEED}, input ${n}: ${(cause as Error).message}`, { cause });
      }
      if (n - FROM === Math.floor(count / 4)) early = heap();
      if (n % AT_ONCE === 0) await turn();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, feedOn));
  const seconds = (performance.now() - began) / 1000;
  const listed = Object.entries(outcomes).sort(([, a], [, b]) => b - a);
  const most = listed.slice(0, 12).map(([outcome, times]) => `${outcome} ${times}`);
  console.log(
    `fuzz: ${door}: ${count} inputs, SEED=${SEED}, ${seconds.toFixed(1)} s, live heap ${early ?? '?'} → ${heap()} MiB; ${most.join(', ')}`,
  );
  return outcomes;
}

/** MiB of live objects; a fault that keeps what it is fed shows here. */
function heap(): number {
  if (!long && process.env['INPUTS'] === undefined) return Math.round(process.memoryUsage().heapUsed / MIB);
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return Math.round(process.memoryUsage().heapUsed / MIB);
}
