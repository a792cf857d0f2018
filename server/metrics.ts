// What operators watch of this server: the board's own figures, how old they are, and how the process feels.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import type { Board } from '../shared/board.ts';
import type { Links } from '../shared/links.ts';
import type { Recording } from '../shared/wire.ts';
import type { Metric } from './http/metrics.ts';

type Parts = {
  board: () => Board;
  links: () => Links;
  recording: () => Recording;
  /** Screens connected here, and the revision that they are sent. */
  screens: () => { screens: number; rev: number };
  /** Position of the last event folded. */
  position: () => number;
  /** Epoch ms. */
  now: () => number;
};

const outcomes = [
  'offered',
  'answered',
  'abandoned',
  'timedOut',
  'leftByKey',
  'leftOtherwise',
  'lost',
  'missed',
] as const;
/** The loop's delay is sampled so often, ms. */
const SAMPLED_MS = 20;

export function createMetrics({ board, links, recording, screens, position, now }: Parts): () => Metric[] {
  const delay = monitorEventLoopDelay({ resolution: SAMPLED_MS });
  delay.enable();
  return () => {
    const at = now();
    const { now: moment, queues } = board();
    const systems = Object.entries(links());
    const { since, waiting } = recording();
    const { screens: connected, rev } = screens();
    const gauge = (name: string, help: string, ...samples: Metric['samples']): Metric => ({
      ...{ name: `wallboard_${name}`, help, type: 'gauge', samples },
    });
    const one = (value: number) => ({ value });
    const loop = one(delay.percentile(99) / 1e9);
    delay.reset();
    return [
      gauge('callers_waiting', 'Callers in all queues.', one(moment.waiting)),
      gauge(
        'longest_wait_seconds',
        'How long the caller who waits longest has waited; 0 while nobody does.',
        one(moment.oldestJoinedAt === undefined ? 0 : Math.max(0, at - moment.oldestJoinedAt) / 1000),
      ),
      gauge('calls_talking', 'Calls in conversation.', one(moment.talking)),
      gauge('desks_on_duty', 'Desks that take calls or talk.', one(moment.desksOnDuty)),
      gauge(
        'queue_visits_today',
        'Visits of a queue since midnight of the province, by what became of them.',
        ...Object.entries(queues).flatMap(([queue, { today }]) =>
          outcomes.map((outcome) => ({ labels: { queue, outcome }, value: today[outcome] })),
        ),
      ),
      gauge(
        'link_up',
        'Whether a telephone system is heard.',
        ...systems.map(([system, { state }]) => ({ labels: { system }, value: Number(state === 'up') })),
      ),
      gauge(
        'link_silence_seconds',
        'Since the last word of a telephone system.',
        ...systems.flatMap(([system, { lastHeardAt }]) =>
          lastHeardAt === undefined ? [] : [{ labels: { system }, value: Math.max(0, at - lastHeardAt) / 1000 }],
        ),
      ),
      gauge(
        'link_clock_skew_seconds',
        'How far the clock of a telephone system is behind ours.',
        ...systems.flatMap(([system, { skew }]) =>
          skew === undefined ? [] : [{ labels: { system }, value: skew / 1000 }],
        ),
      ),
      gauge('recording', 'Whether the log takes events.', one(Number(since === undefined))),
      gauge('spooled_events', 'Telephone events that wait for the log.', one(waiting ?? 0)),
      gauge('log_position', 'The last event on the board.', one(position())),
      gauge('board_revision', 'Revision that screens are sent.', one(rev)),
      gauge('screens', 'Screens connected to this server.', one(connected)),
      gauge('event_loop_delay_p99_seconds', 'Delay of the event loop since the last look.', loop),
      gauge('heap_used_bytes', 'Living objects of the process.', one(getHeapStatistics().used_heap_size)),
    ];
  };
}
