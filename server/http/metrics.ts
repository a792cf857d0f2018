// GET /metrics: figures of this server for Prometheus, in its text form:
// https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format.
import { asText } from './answers.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

/** `labels` distinguish the samples of one metric. `help`: one line; units stand at the end of the name. */
export type Metric = {
  name: string;
  help: string;
  type: 'gauge' | 'counter';
  samples: readonly { labels?: Readonly<Record<string, string>>; value: number }[];
};

export function exposed(metrics: readonly Metric[]): string {
  const lines = metrics
    .filter(({ samples }) => samples.length > 0)
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${name} ${help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ labels, value }) => `${name}${labelled(labels)} ${value}`),
    ]);
  return `${lines.join('\n')}\n`;
}

function labelled(labels: Readonly<Record<string, string>> = {}): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

export const metricsRoute = (metrics: () => readonly Metric[]): Route =>
  serve('GET /metrics', ({ response }) => {
    response.setHeader('Cache-Control', 'no-store');
    return asText('text/plain; version=0.0.4; charset=utf-8', exposed(metrics()));
  });
