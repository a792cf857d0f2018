import { createConfig, lintFromString } from '@redocly/openapi-core';
import { describe, expect, it } from 'vitest';
import { table } from '../../server/access/permissions.ts';
import { eventSchema } from '../../shared/event.ts';
import { startTestServer } from '../support/test-server.ts';

type Operation = {
  security: object[];
  description: string;
  parameters?: { name: string; in: string; required: boolean; schema: object }[];
  requestBody?: { content: Record<string, { schema: Record<string, unknown> }> };
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
};
type Document = { openapi: string; paths: Record<string, Record<string, Operation>> };

async function open() {
  const server = await startTestServer('');
  const ask = (path: string, token?: string): Promise<Response> =>
    fetch(server.url + path, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  const document = (await (await ask('/api/openapi.json')).json()) as Document;
  return { ...server, ask, document, of: (method: string, path: string) => document.paths[path]![method]! };
}

describe('the description of the interface', () => {
  it('is built once: a client that has it already gets 304', async () => {
    const { ask, url } = await open();
    const first = await ask('/api/openapi.json');
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    const again = await fetch(`${url}/api/openapi.json`, {
      headers: { 'if-none-match': tag, 'cache-control': 'max-age=0' },
    });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  it('names every request of the table of roles, and none besides', async () => {
    const { document } = await open();
    const said = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    );
    const asked = Object.keys(table).filter((key) => /^(GET|POST|PUT|PATCH|DELETE) /.test(key));
    expect(said.toSorted()).toEqual(asked.toSorted());
  });

  it('names the roles of each request, and that the open ones need no credential', async () => {
    const { of } = await open();
    expect(of('get', '/healthz').security).toEqual([]);
    expect(of('get', '/api/board').security).toHaveLength(2);
    expect(of('post', '/api/events').description).toContain('ingest, admin');
  });

  it('has the schema of every event', async () => {
    const { of } = await open();
    const { schema } = of('post', '/api/events').requestBody!.content['application/json']!;
    const [one] = schema['anyOf'] as { oneOf: { properties: { type: { const: string } } }[] }[];
    const types = one!.oneOf.map(({ properties }) => properties.type.const);
    expect(types).toEqual(eventSchema.options.map((option) => option.shape.type.value));
  });

  it('marks the parameters that are required', async () => {
    const { of } = await open();
    expect(of('get', '/api/calls').parameters?.map(({ name, required }) => [name, required ?? false])).toContainEqual([
      'day',
      false,
    ]);
    expect(of('get', '/api/thresholds/preview').parameters).toContainEqual(
      expect.objectContaining({ name: 'rule', in: 'query', required: true }),
    );
    expect(of('get', '/api/months/{month}').parameters?.[0]).toMatchObject({ name: 'month', in: 'path' });
  });

  it('describes every answer, and that a deletion answers nothing', async () => {
    const { document } = await open();
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, { responses }] of Object.entries(methods)) {
        const good = Object.entries(responses).filter(([status]) => status.startsWith('2') || status === '303');
        expect(good.length, `${method} ${path}`).toBeGreaterThan(0);
        for (const [status, { content }] of good)
          if (status === '204' || status === '303') expect(content).toBeUndefined();
          else expect(Object.values(content ?? {}).every(({ schema }) => Object.keys(schema).length > 0)).toBe(true);
      }
    expect(
      document.paths['/api/accounts']!['get']!.responses['200']!.content!['application/json']!.schema,
    ).toMatchObject({
      properties: { accounts: { items: { $ref: '#/components/schemas/Account' } } },
    });
    expect(JSON.stringify(document)).not.toContain('Done.');
  });

  it('is a sound OpenAPI document', async () => {
    const { document } = await open();
    const config = await createConfig({ extends: ['spec'] });
    const problems = await lintFromString({ source: JSON.stringify(document), config });
    expect(problems.map(({ message, location }) => `${location[0]?.pointer ?? ''}: ${message}`)).toEqual([]);
  });
});

describe('the metrics', () => {
  it('are for administrators and the role metrics', async () => {
    const { ask, token } = await open();
    expect((await ask('/metrics')).status).toBe(401);
    expect((await ask('/metrics', token)).status).toBe(403);
  });

  it('are what Prometheus reads: each metric with its help, its type and a number', async () => {
    const { ask, vault } = await open();
    const { plain } = vault.createToken({ name: 'prometheus', role: 'admin', now: Date.now() });
    const answer = await ask('/metrics', plain);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = (await answer.text()).trimEnd().split('\n');
    const samples = lines.filter((line) => !line.startsWith('#'));
    expect(samples).toContain('wallboard_callers_waiting 0');
    expect(samples).toContain('wallboard_recording 1');
    for (const line of samples) {
      expect(line).toMatch(
        /^(?:wallboard|process|nodejs)_[a-z0-9_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? -?[\d.]+(e[+-]?\d+)?$/,
      );
      const name = /^[a-z0-9_]+/.exec(line)![0];
      expect(lines).toContain(`# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}`);
    }
  });
});
