// What every process exposes about itself, under the names that Prometheus' client libraries use.
import { readdirSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Metric } from '../http/metrics.ts';

const PROC = '/proc/self';
const figure = (name: string, help: string, type: Metric['type'], value: number | undefined): Metric => ({
  name,
  help,
  type,
  samples: value === undefined ? [] : [{ value }],
});

/** Undefined where the system has no /proc. */
function openFiles(): number | undefined {
  try {
    return readdirSync(`${PROC}/fd`).length;
  } catch {
    return undefined; // not Linux: the figure is absent
  }
}
function mostFiles(): number | undefined {
  try {
    const [, soft] = /^Max open files\s+(\d+)/m.exec(readFileSync(`${PROC}/limits`, 'utf8')) ?? [];
    return soft === undefined ? undefined : Number(soft);
  } catch {
    return undefined; // not Linux: the figure is absent
  }
}

export function processMetrics(): Metric[] {
  const { user, system } = process.cpuUsage();
  const { rss, heapTotal, heapUsed, external } = process.memoryUsage();
  const { active, idle } = performance.eventLoopUtilization();
  return [
    figure('process_start_time_seconds', 'When the process started.', 'gauge', performance.timeOrigin / 1e3),
    figure('process_cpu_seconds_total', 'Processor time used.', 'counter', (user + system) / 1e6),
    figure('process_resident_memory_bytes', 'Memory that the process holds.', 'gauge', rss),
    figure('process_open_fds', 'Open files and sockets.', 'gauge', openFiles()),
    figure('process_max_fds', 'As many files and sockets may be open.', 'gauge', mostFiles()),
    figure('nodejs_heap_size_total_bytes', 'Heap of JavaScript.', 'gauge', heapTotal),
    figure('nodejs_heap_size_used_bytes', 'Heap of JavaScript in use.', 'gauge', heapUsed),
    figure('nodejs_external_memory_bytes', 'Memory of buffers outside the heap.', 'gauge', external),
    figure(
      'nodejs_eventloop_active_seconds_total',
      'Time in which the event loop worked: its rate is the share of a processor.',
      'counter',
      active / 1e3,
    ),
    figure('nodejs_eventloop_idle_seconds_total', 'Time in which the event loop waited.', 'counter', idle / 1e3),
    {
      name: 'nodejs_version_info',
      help: 'The Node.js that runs this.',
      type: 'gauge',
      samples: [{ labels: { version: process.version }, value: 1 }],
    },
  ];
}
