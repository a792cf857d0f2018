// What operators watch of this server: the board's own figures, how old they are, and how the process is doing.
import type { Board } from '../../shared/board.ts';
import type { Links } from '../../shared/links.ts';
import type { Recording } from '../../shared/wire.ts';
import type { Metric } from '../http/metrics.ts';
import { boardMetrics } from './board.ts';
import { createLoopDelay, WINDOW_MS } from './loop-delay.ts';
import { processMetrics } from './process.ts';
import { createTotals } from './totals.ts';

type Parts = {
  board: () => Board;
  links: () => Links;
  recording: () => Recording;
  /** Screens connected here, and the revision that they are sent. */
  screens: () => { screens: number; rev: number };
  /** Paired displays connected here: when the board was last what each shows (epoch ms). */
  presence: () => ReadonlyMap<string, { asOf?: number | undefined }>;
  /** Events that this node rejected, by code. */
  rejected: () => ReadonlyMap<string, number>;
  /** Position of the last event folded. */
  position: () => number;
  isCaughtUp: () => boolean;
  /** Whether Redis is reached, and how many replicas it has; undefined where the log is on this machine. */
  redis: () => { up: boolean; replicas?: number | undefined } | undefined;
  /** What runs here, as labels. */
  build: Readonly<Record<string, string>>;
  /** Epoch ms. */
  now: () => number;
};

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics(parts: Parts) {
  const { board, links, recording, screens, presence, rejected, position, redis, build, now } = parts;
  const totals = createTotals(parts);
  const delay = createLoopDelay();

  const read = (): Metric[] => {
    const at = now();
    const systems = Object.entries(links());
    const { since, waiting } = recording();
    const { screens: connected, rev } = screens();
    const far = redis();
    const gauge = (name: string, help: string, ...samples: Metric['samples']): Metric => ({
      name: `wallboard_${name}`,
      help,
      type: 'gauge',
      samples,
    });
    const one = (value: number) => ({ value });
    const known = (value: number | undefined) => (value === undefined ? [] : [{ value }]);
    return [
      gauge('build_info', 'What runs here; always 1.', { labels: build, value: 1 }),
      ...boardMetrics(board(), totals, at),
      gauge(
        'link_up',
        'Whether a telephone system is heard, by any node.',
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
      {
        name: 'wallboard_rejected_events_total',
        help: 'Events that this node rejected, by why.',
        type: 'counter',
        samples: [...rejected()].map(([code, value]) => ({ labels: { code }, value })),
      },
      gauge('redis_up', 'Whether the Redis with the log is reached.', ...(far ? [one(Number(far.up))] : [])),
      gauge('redis_replicas', 'Connected replicas, as that Redis counts them.', ...known(far?.replicas)),
      gauge('log_position', 'The last event on the board.', one(position())),
      gauge('board_revision', 'Revision that screens are sent; each node counts its own.', one(rev)),
      gauge('screens', 'Screens connected to this node.', one(connected)),
      gauge(
        'display_data_age_seconds',
        'How old the board is that a paired display shows; displays connected to this node.',
        ...[...presence()].flatMap(([display, { asOf }]) =>
          asOf === undefined ? [] : [{ labels: { display }, value: Math.max(0, at - asOf) / 1000 }],
        ),
      ),
      gauge(
        'event_loop_delay_p99_seconds',
        `How late the event loop runs its timers: 99th percentile of the last full ${WINDOW_MS / 1000} seconds.`,
        ...known(delay.p99()),
      ),
      gauge('heap_used_bytes', 'As nodejs_heap_size_used_bytes.', one(process.memoryUsage().heapUsed)),
      ...processMetrics(),
    ];
  };

  return {
    read,
    /** To be called after each folded batch. */
    changed: totals.changed,
    stop: delay.stop,
  };
}
