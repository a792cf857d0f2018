// A process of deputies, each of whom opens one page after the other.
import { setTimeout as sleep } from 'node:timers/promises';
import { createCalendar } from '../../shared/calendar.ts';
import { DAY } from '../../shared/time.ts';

/** From an answer to the next click. */
const PAUSE_MS = 100;

const {
  url,
  deputies,
  days: count,
} = JSON.parse(process.argv[2] ?? '{}') as { url: string; deputies: readonly string[]; days: number };
const calendar = createCalendar();
const now = Date.now();
const days = Array.from({ length: count }, (_, n) => calendar.dayOf(now - n * DAY));
const month = (days[0] ?? '').slice(0, 7);
const paths = [
  ...days.flatMap((day) => [`/api/calls?day=${day}`, `/api/calls?day=${day}&outcome=abandoned`]),
  `/api/contacts?month=${month}`,
  `/api/contacts?month=${month}&county=amol`,
  `/api/months/${month}`,
  '/api/calls',
  '/api/board',
];
const answers: number[] = [];
let going = true;

const all = deputies.map(async (token, n) => {
  for (let turn = n; going; turn++) {
    const path = paths[turn % paths.length] ?? '';
    const began = performance.now();
    const answer = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`expected 200, got ${answer.status} of ${path}`);
    answers.push(performance.now() - began);
    await sleep(PAUSE_MS);
  }
});

process.on('message', () => {
  going = false;
  void Promise.all(all).then(() => process.send?.(answers));
});
