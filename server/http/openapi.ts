// GET /api/openapi.json: what this server can be asked, from the routes themselves, their schemas and the table of roles.
// The form: https://spec.openapis.org/oas/v3.1.1.html.
import { z } from 'zod';
import { SESSION_COOKIE } from '../access/requests.ts';
import { table, type Allowed } from '../access/table.ts';
import { problemCodes } from './problem.ts';
import type { Route } from './route.ts';
import { summaries } from './summaries.ts';

const asJsonSchema = (schema: z.ZodType): object => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return rest;
};

const problem = {
  type: 'object',
  description: 'RFC 9457. `code` is stable; `detail` says what was expected.',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    code: { enum: problemCodes },
  },
};

const problemContent = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** Where a route lies, as OpenAPI writes it, and what stands in its path. */
function placeOf(key: string): { method: string; path: string; names: string[] } {
  const [method = '', path = ''] = key.split(' ');
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  return { method: method.toLowerCase(), path: path.replaceAll(/:(\w+)/g, '{$1}'), names };
}

function operationOf({ key, body, query }: Route, names: readonly string[]): object {
  const allowed: Allowed = table[key];
  const parameters = [
    ...names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
    ...Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
      ...{ name, in: 'query', schema: asJsonSchema(schema as z.ZodType) },
      required: !(schema as z.ZodType).safeParse(undefined).success,
    })),
  ];
  return {
    operationId: key
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '-')
      .replace(/-$/, ''),
    summary: summaries[key],
    description: allowed === 'open' ? 'Open to everybody.' : `For the roles ${allowed.join(', ')}.`,
    security: allowed === 'open' ? [] : [{ bearer: [] }, { cookie: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: asJsonSchema(body) } } } }),
    responses: {
      '2XX': { description: 'Done.' },
      '4XX': {
        description: 'Not done, for a reason on the side of who asks.',
        content: problemContent,
      },
      '5XX': { description: 'Not done, for a reason on the side of the server.', content: problemContent },
    },
  };
}

/** The document; it never changes while a server runs. */
export function openApiOf(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const { method, path, names } = placeOf(route.key);
    (paths[path] ??= {})[method] = operationOf(route, names);
  }
  return {
    openapi: '3.1.1',
    servers: [{ url: '/' }],
    info: { title: 'The wallboard of 111', version: '1' },
    security: [],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
      },
      schemas: { Problem: problem },
    },
  };
}

/** `routes`: all others. */
export function openApiRoute(routes: readonly Route[]): Route {
  let made: object | undefined;
  const route: Route = {
    key: 'GET /api/openapi.json',
    steps: [(_request, response) => void response.json((made ??= openApiOf([...routes, route])))],
  };
  return route;
}
