// How many of those who wait will be answered before the end: our forecast against "time left ÷ mean talk", on recorded
// sessions of a real Asterisk. Each moment and each end of a session is one question.
import { foreseenAt } from '../../server/sittings/half-time.ts';
import type { Visit } from '../../server/board/visit.ts';
import { replayRecording, loadRecording } from '../support/replay-asterisk.ts';
import type { BenchResult } from './measure.ts';

const demo = new URL('../../server/demo/recording/', import.meta.url);
const recordings = ['day-small', 'leave-ways', 'ringall-noanswer', 'no-timestamps', 'transfers'];

/** Visits of a recording by queue, with the desks that answered there. */
function sessions(chunks: ReturnType<typeof loadRecording>): { visits: Visit[]; desks: number }[] {
  const { events, fold } = replayRecording('', undefined, { chunks });
  const calls = new Set(events.flatMap((event) => ('call' in event && event.call ? [event.call] : [])));
  const queues = new Map<string, Visit[]>();
  for (const id of calls) {
    const own = events.filter((event) => 'call' in event && event.call === id);
    for (const visit of fold.readCall(id, own).visits)
      queues.set(visit.queue, [...(queues.get(visit.queue) ?? []), visit]);
  }
  return [...queues.values()].map((visits) => ({
    visits,
    desks: new Set(visits.map(({ desk }) => desk).filter(Boolean)).size,
  }));
}

export function benchForecast(): BenchResult[] {
  let [questions, ours, naive, within] = [0, 0, 0, 0];
  for (const { visits, desks } of [
    loadRecording('demo', demo),
    ...recordings.map((name) => loadRecording(name)),
  ].flatMap(sessions)) {
    if (desks === 0) continue;
    const first = Math.min(...visits.map(({ joinedAt }) => joinedAt));
    const last = Math.max(...visits.map(({ endedAt, joinedAt }) => endedAt ?? joinedAt));
    for (let step = 2; step <= 8; step++)
      for (let end = step + 1; end <= 10; end++) {
        const at = first + ((last - first) * step) / 10;
        const to = first + ((last - first) * end) / 10;
        const said = foreseenAt(at, to, visits, { desks });
        if (!said) continue;
        const ended = visits.filter(({ endedAt, talked }) => talked !== undefined && (endedAt ?? Infinity) <= at);
        const mean = ended.reduce((sum, { talked = 0 }) => sum + talked, 0) / ended.length;
        const guess = Math.min(said.waiting, Math.floor(((to - at) / 1000 / mean) * desks));
        questions++;
        ours += Math.abs(said.expected - said.answered);
        naive += Math.abs(guess - said.answered);
        if (said.answered >= said.low && said.answered <= said.high) within++;
      }
  }
  return [
    {
      name: `forecast: callers it is wrong by, mean of ${questions} questions`,
      value: ours / questions,
      unit: 'callers',
      ratio: ours / naive,
      of: 'the naive one',
    },
    { name: 'forecast: the same of "time left ÷ mean talk"', value: naive / questions, unit: 'callers' },
    { name: 'forecast: answers within its range (80 % is meant)', value: (100 * within) / questions, unit: '%' },
  ];
}
