// Surges of topics tried on an invented year: false alarms a month, and how soon a surge that was put in is found.
// Run alone: node tests/bench/surges.ts [SEED]
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { EVERY_MS, STRETCH_MS, surgesAt, type TopicCall } from '../../server/surges/surges.ts';
import { PAST_DAYS, demoPast } from '../../server/demo/invented/past.ts';
import { loadProfile } from '../../server/profiles/load.ts';
import { createCalendar } from '../../shared/calendar.ts';
import { seededRandom } from '../support/seeded-random.ts';

const TOPICS = 15;
const COUNTIES = 22;
const OPEN = 7 * HOUR;
const CLOSE = 15 * HOUR;
const DAYS = 365;
const SURGES = 60;

/** `drift`: how far days differ beyond chance, as the standard deviation of the logarithm of their rate. */
export type Year = { seed: number; callsADay: number; tagged: number; drift: number };

const poisson = (mean: number, random: () => number): number => {
  const end = Math.exp(-mean);
  let [count, product] = [0, random()];
  while (product > end) [count, product] = [count + 1, product * random()];
  return count;
};
const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Calls by day from noon-less midnight 0 on: few topics and counties have most of them, Fridays and Thursdays less. */
function yearOf({ seed, callsADay, tagged, drift }: Year) {
  const random = seededRandom(seed);
  const weights = (count: number): number[] => {
    const raw = Array.from({ length: count }, (_, n) => 1 / (n + 1));
    const sum = raw.reduce((all, one) => all + one, 0);
    return raw.map((one) => one / sum);
  };
  const pick = (from: readonly number[]): number => {
    let left = random();
    for (const [n, weight] of from.entries()) if ((left -= weight) <= 0) return n;
    return from.length - 1;
  };
  const [topics, counties] = [weights(TOPICS), weights(COUNTIES)];
  const days: TopicCall[][] = [];
  for (let day = 0; day < DAYS; day++) {
    const rate = day % 7 === 6 ? 0.1 : day % 7 === 5 ? 0.5 : 1;
    const count = poisson(callsADay * rate * Math.exp(drift * normal(random)), random);
    days.push(
      Array.from({ length: count }, () => ({
        at: day * DAY + OPEN + random() * (CLOSE - OPEN),
        ...(random() < tagged && { topic: `t${pick(topics)}`, county: `c${pick(counties)}` }),
      })).sort((a, b) => a.at - b.at),
    );
  }
  return { days, random };
}

export type BackTest = Year & { falseAlarmsAMonth: number; found: number; of: number; medianDelayMinutes: number };

export function backTest(year: Year, limit = 1): BackTest {
  const { days, random } = yearOf(year);
  const between = (from: number, to: number): TopicCall[] | undefined =>
    days[Math.floor(from / DAY)]?.filter(({ at }) => at >= from && at < to);
  const looks = { cells: TOPICS * COUNTIES, momentsAMonth: (30 * (CLOSE - OPEN)) / EVERY_MS };
  const at = (now: number) =>
    surgesAt({ now, recent: between(now - STRETCH_MS, now) ?? [], past: between, looks }, limit);

  let alarms = 0;
  let looked = 0;
  for (let day = 90; day < DAYS; day++, looked++) {
    const on = new Set<string>();
    for (let now = day * DAY + OPEN + EVERY_MS; now <= day * DAY + CLOSE; now += EVERY_MS) {
      const found = new Set(at(now).map(({ topic, county }) => `${topic} ${county}`));
      for (const one of found) if (!on.has(one)) alarms += 1;
      on.clear();
      for (const one of found) on.add(one);
    }
  }

  // Nine calls in forty minutes where one is usual: a rate of nine times, in a cell of the middle.
  const delays: number[] = [];
  for (let n = 0; n < SURGES; n++) {
    const day = 90 + Math.floor(random() * (DAYS - 90));
    const start = day * DAY + OPEN + random() * (CLOSE - OPEN - 2 * HOUR);
    const cell = { topic: `t${3 + (n % 5)}`, county: `c${3 + (n % 7)}` };
    const own = days[day] ?? [];
    const put = Array.from({ length: 27 }, (_, k): TopicCall => ({ at: start + (k / 27) * 2 * HOUR, ...cell }));
    days[day] = [...own, ...put.filter(() => random() < year.tagged)].sort((a, b) => a.at - b.at);
    for (let now = Math.ceil(start / EVERY_MS) * EVERY_MS; now <= start + 2 * HOUR; now += EVERY_MS)
      if (at(now).some(({ topic, county }) => topic === cell.topic && county === cell.county)) {
        delays.push((now - start) / MINUTE);
        break;
      }
    days[day] = own;
  }
  delays.sort((a, b) => a - b);
  return {
    ...year,
    falseAlarmsAMonth: alarms / (looked / 30),
    found: delays.length,
    of: SURGES,
    medianDelayMinutes: delays[Math.floor(delays.length / 2)] ?? NaN,
  };
}

/** The past of the demo: 45 days without any surge, so whatever is found is a false alarm. The first four weeks only teach. */
function demoAlarms(seed: number): { days: number; calls: number; alarms: number } {
  const calendar = createCalendar();
  const now = Date.parse('2026-11-30T13:00:00+03:30');
  const { agencies } = loadProfile('mazandaran');
  const calls = new Map<string, TopicCall>();
  for (const { event } of demoPast({ now, seed, calendar, agencies })) {
    if (event.type === 'call.joined') calls.set(event.call, { at: event.at, county: event.county });
    const known = event.type === 'call.tagged' ? calls.get(event.call) : undefined;
    if (known && event.type === 'call.tagged')
      Object.assign(known, { topic: event.topic ?? known.topic, county: event.county ?? known.county });
  }
  const all = [...calls.values()].sort((a, b) => a.at - b.at);
  const first = all[0]?.at ?? now;
  const between = (from: number, to: number): TopicCall[] | undefined =>
    from < first ? undefined : all.filter(({ at }) => at >= from && at < to);
  const looks = { cells: TOPICS * COUNTIES, momentsAMonth: (30 * (CLOSE - OPEN)) / EVERY_MS };
  let alarms = 0;
  const from = now - (PAST_DAYS - 28) * DAY;
  for (let at = from; at < now; at += EVERY_MS)
    alarms += surgesAt({ now: at, recent: between(at - STRETCH_MS, at) ?? [], past: between, looks }, 1).length;
  return { days: PAST_DAYS - 28, calls: all.length, alarms };
}

if (import.meta.main) {
  const seed = Number(process.argv[2] ?? Date.now() % 1e6);
  console.log(`seed ${seed}; limit: one false alarm a month`);
  console.log('the past of the demo:', demoAlarms(111));
  console.table(
    [
      { callsADay: 120, tagged: 0.8, drift: 0 },
      { callsADay: 120, tagged: 0.8, drift: 0.3 },
      { callsADay: 600, tagged: 0.8, drift: 0 },
      { callsADay: 600, tagged: 0.8, drift: 0.3 },
      { callsADay: 2_000, tagged: 0.8, drift: 0.3 },
      { callsADay: 600, tagged: 0.2, drift: 0 },
    ]
      .slice(0, Number(process.argv[3] ?? 9))
      .map((one) => backTest({ seed, ...one })),
  );
}
