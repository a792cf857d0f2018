// GET /metrics of a whole server: who may read it, what it says, and that reading changes nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLoopDelay } from '../../server/metrics/loop-delay.ts';
import { noonClock } from '../support/clock-at-noon.ts';
import { startTestServer } from '../support/test-server.ts';
import { MINUTE } from '../../shared/time.ts';

const promtool = spawnSync('promtool', ['--version']).status === 0;
if (!promtool) console.warn('skipped: expected promtool on PATH, found none (Debian: apt-get install prometheus)');

async function open() {
  const server = await startTestServer('', { world: { now: noonClock } });
  const token = (role: 'metrics' | 'ingest'): string =>
    server.vault.createToken({ name: `for-${role}`, role, now: noonClock() }).plain;
  const [metrics, ingest] = [token('metrics'), token('ingest')];
  const ask = (path: string, bearer = metrics): Promise<Response> =>
    fetch(server.url + path, { headers: { authorization: `Bearer ${bearer}` } });
  const text = async (): Promise<string> => (await ask('/metrics')).text();
  const post = async (...events: object[]): Promise<void> => {
    const answer = await fetch(`${server.url}/api/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${ingest}`, 'content-type': 'application/json' },
      body: JSON.stringify(events),
    });
    expect(answer.status).toBe(200);
  };
  return { ...server, ask, text, post };
}
/** The value of one series, by its whole name; undefined: it is not there. */
const valueOf = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
};
/** A minute ago, and of the same day at any hour. */
const at = noonClock() - MINUTE;
const call = (id: string, ...more: object[]): object[] => [
  { id: `${id}/j`, type: 'call.joined', at, call: id, queue: 'samad-sari' },
  ...more.map((one) => ({ at, call: id, queue: 'samad-sari', ...one })),
];

describe('the figures', () => {
  it('are for the role metrics, which may do nothing else', async () => {
    const { ask } = await open();
    expect((await ask('/metrics')).status).toBe(200);
    for (const path of ['/api/board', '/api/auth/me', '/api/calls', '/api/events', '/api/tokens'])
      expect([403, 404], path).toContain((await ask(path)).status);
  });

  it('report per queue how many wait, what became of the others, and how long it took, as counters that rate() can use', async () => {
    const { post, text, until } = await open();
    const before = await text();
    expect(valueOf(before, 'wallboard_queue_waiting{queue="samad-sari"}') ?? 0).toBe(0);
    await post(
      ...call('c1'),
      ...call('c2', { id: 'c2/a', type: 'call.answered', desk: 'd1', waited: 9 }),
      ...call('c3', { id: 'c3/l', type: 'call.left', reason: 'abandoned', waited: 3 }),
      { id: 'c2/e', type: 'call.ended', at: at + 40_000, call: 'c2', by: 'caller', talked: 40 },
      { id: 'x', type: 'no.such', at },
    );
    await until('three visits', (board) => board.queues['samad-sari']?.today.offered === 3);
    const now = await text();
    const queue = '{queue="samad-sari"}';
    const figures = Object.fromEntries(
      [
        `wallboard_queue_waiting${queue}`,
        `wallboard_queue_talking${queue}`,
        `wallboard_queue_offered_total${queue}`,
        'wallboard_queue_visits_total{queue="samad-sari",outcome="answered"}',
        'wallboard_queue_visits_total{queue="samad-sari",outcome="abandoned"}',
        `wallboard_queue_answered_in_target_total${queue}`,
        `wallboard_queue_answer_wait_seconds_total${queue}`,
        `wallboard_queue_talk_seconds_total${queue}`,
        'wallboard_rejected_events_total{code="type-not-allowed"}',
        'wallboard_recording',
      ].map((series) => [series, valueOf(now, series)]),
    );
    expect(Object.values(figures)).toEqual([1, 0, 3, 1, 1, 1, 9, 40, 1, 1]);
    expect(valueOf(now, `wallboard_queue_longest_wait_seconds${queue}`)).toBeGreaterThan(59);
    // What no telephone system tells is absent, and so is Redis where there is none.
    for (const name of ['wallboard_queue_refused_total', 'wallboard_redis_up']) expect(now).not.toContain(`${name}{`);
  });

  it('are the same for a second reader, and name the build and the process', async () => {
    const { text } = await open();
    const series = (read: string): string[] => read.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const stable = (read: string): string[] =>
      series(read).filter(
        (line) => /^wallboard_/.test(line) && !/seconds|bytes|_delay_|_position|_revision/.test(line),
      );
    const [first, second, third] = [await text(), await text(), await text()];
    expect(stable(second)).toEqual(stable(first));
    expect(stable(third)).toEqual(stable(first));
    expect(first).toMatch(/wallboard_build_info\{version="[\d.]+",node="v\d+/);
    for (const name of ['process_start_time_seconds', 'process_cpu_seconds_total', 'process_open_fds'])
      expect(valueOf(first, name), name).toBeGreaterThan(0);
  });

  it.skipIf(!promtool)('pass promtool without a remark', async () => {
    const { post, text, until } = await open();
    await post(...call('c1'));
    await until('a visit', (board) => board.queues['samad-sari']?.today.offered === 1);
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: await text() });
    expect([status, stdout.toString(), stderr.toString()]).toEqual([0, '', '']);
  });
});

describe('the delay of the event loop', () => {
  it('is that of the loop, without the interval at which it is sampled, and no reader changes it', async () => {
    const delay = createLoopDelay(400);
    expect(delay.p99()).toBeUndefined();
    await sleep(900);
    const idle = delay.p99() ?? NaN;
    expect(idle).toBeGreaterThanOrEqual(0);
    expect([delay.p99(), delay.p99()]).toEqual([idle, idle]);
    const until = performance.now() + 500;
    while (performance.now() < until);
    await expect.poll(delay.p99, { interval: 20 }).toBeGreaterThan(0.3);
    delay.stop();
  });
});

describe('what is given to Prometheus and Grafana', () => {
  const folder = new URL('../../docs/monitoring/', import.meta.url).pathname;
  const used = (text: string): string[] => [
    ...new Set([...text.matchAll(/\b((?:wallboard|process|nodejs)_[a-z0-9_]+)/g)].map(([, name]) => name ?? '')),
  ];

  it('names only series that the server has', async () => {
    const { text } = await open();
    const has = (await text()).split('\n').flatMap((line) => /^# HELP (\S+)/.exec(line)?.[1] ?? []);
    // Those stand there only where there is something to say.
    const sometimes = [
      ...['wallboard_redis_up', 'wallboard_alerts', 'wallboard_rejected_events_total', 'wallboard_link_up'],
      ...['wallboard_link_silence_seconds', 'wallboard_event_loop_delay_p99_seconds', 'wallboard_queue_refused_total'],
      ...['wallboard_queue_unheard_total', 'wallboard_display_data_age_seconds', 'wallboard_queue_waiting'],
      ...['wallboard_queue_longest_wait_seconds', 'wallboard_queue_talking', 'wallboard_redis_replicas'],
    ];
    const source = readFileSync(new URL('../../server/metrics/board.ts', import.meta.url), 'utf8');
    for (const file of ['alerts.yml', 'grafana-dashboard.json'])
      for (const name of used(readFileSync(folder + file, 'utf8')))
        expect(
          has.includes(name) || sometimes.includes(name) || source.includes(`'${name.replace('wallboard_', '')}'`),
          `${file}: ${name}`,
        ).toBe(true);
  });

  it('is a dashboard that can be read', () => {
    const dashboard = JSON.parse(readFileSync(`${folder}grafana-dashboard.json`, 'utf8')) as { panels: unknown[] };
    expect(dashboard.panels.length).toBeGreaterThan(8);
  });

  it.skipIf(!promtool)('are rules and a configuration that promtool takes', () => {
    expect(execFileSync('promtool', ['check', 'rules', `${folder}alerts.yml`]).toString()).toContain('SUCCESS');
    expect(
      execFileSync('promtool', ['check', 'config', '--syntax-only', `${folder}prometheus.yml`]).toString(),
    ).toContain('SUCCESS');
  });
});
