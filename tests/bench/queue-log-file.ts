// A queue_log of months as Asterisk writes one: callers join, desks ring and answer, some hang up. The same for every run.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { seededRandom } from '../support/seeded-random.ts';

const QUEUES = ['samad-sari', 'samad-babol', 'samad-amol', 'samad-nur', 'ostandari', 'farmandari'];
const DESKS = Array.from({ length: 12 }, (_, n) => `m-${1201 + n}`);
/** From one call to the next, s. */
const APART = 9;

/** Writes so many bytes at least, whose last line is of `until` (epoch ms) or just before; returns the number of lines. */
export async function writeQueueLog(file: string, bytes: number, until: number): Promise<number> {
  const random = seededRandom(111);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const out = createWriteStream(file);
  // About 345 bytes a call.
  let time = Math.floor(until / 1000) - Math.ceil(bytes / 345) * APART - 3_600;
  let [written, lines, call] = [0, 0, 0];
  /** Of calls that go on: [epoch s, line]. */
  let later: [number, string][] = [];
  const put = async (line: string): Promise<void> => {
    written += line.length + 1;
    lines++;
    if (!out.write(`${line}\n`)) await once(out, 'drain');
  };
  while (written < bytes) {
    const id = `pbx111-${time}.${(call += 2)}`;
    const [queue, desk, other] = [pick(QUEUES), pick(DESKS), pick(DESKS)];
    const waited = Math.floor(random() * 60);
    const talked = Math.floor(random() * 300);
    const head = `${id}|${queue}`;
    later.push([time, `${time}|${head}|NONE|ENTERQUEUE||0113${3_000_000 + Math.floor(random() * 999_999)}|1`]);
    if (random() < 0.35) later.push([time + waited, `${time + waited}|${head}|${other}|RINGNOANSWER|5000`]);
    if (random() < 0.7) {
      const [at, end] = [time + waited, time + waited + talked];
      later.push([at, `${at}|${head}|${desk}|CONNECT|${waited}|pbx111-${time}.${call + 1}|3`]);
      later.push([end, `${end}|${head}|${desk}|${pick(['COMPLETECALLER', 'COMPLETEAGENT'])}|${waited}|${talked}|1`]);
    } else later.push([time + waited, `${time + waited}|${head}|NONE|ABANDON|1|1|${waited}`]);
    time += APART;
    const due = later.filter(([at]) => at < time).sort(([a], [b]) => a - b);
    later = later.filter(([at]) => at >= time);
    for (const [, line] of due) await put(line);
  }
  for (const [, line] of later.sort(([a], [b]) => a - b)) await put(line);
  out.end();
  await once(out, 'close');
  return lines;
}
