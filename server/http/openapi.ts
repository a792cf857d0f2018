// GET /api/openapi.json: the contract and the table of roles as an OpenAPI document: https://spec.openapis.org/oas/v3.1.1.html.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { contract, type EndpointKey } from '../../shared/api/contract.ts';
import type { Endpoint } from '../../shared/api/endpoint.ts';
import { SESSION_COOKIE } from '../access/authentication.ts';
import { table, type Permission } from '../access/permissions.ts';
import { asJson } from './answers.ts';
import { problemCodes } from './problem.ts';
import type { Route } from './route.ts';
import { serve } from './serve.ts';

const problem = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional(),
    code: z.enum(problemCodes),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. code is stable; detail says what was expected.' });
const problemContent = { 'application/problem+json': { schema: problem } };

/** How OpenAPI writes a path, and the names in it. */
function placeOf(key: string): { method: string; path: string; names: string[] } {
  const [method = '', path = ''] = key.split(' ');
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name ?? '');
  return { method: method.toLowerCase(), path: path.replaceAll(/:(\w+)/g, '{$1}'), names };
}

const textOf = (types: readonly string[]) => Object.fromEntries(types.map((type) => [type, { schema: z.string() }]));

function operationOf(key: EndpointKey): ZodOpenApiOperationObject {
  const {
    summary,
    query,
    body,
    bodyTypes = ['application/json'],
    answer,
    otherTypes = [],
    status = 200,
    redirects,
  }: Endpoint = contract[key];
  const { names } = placeOf(key);
  const allowed: Permission = table[key];
  const isMaybeEmpty = answer?.safeParse(undefined).success === true;
  const content = { ...(answer && { 'application/json': { schema: answer } }), ...textOf(otherTypes) };
  const isEmpty = Object.keys(content).length === 0 && !redirects;
  return {
    operationId: key
      .toLowerCase()
      .replaceAll(/[^a-z]+/g, '-')
      .replace(/-$/, ''),
    summary,
    description: allowed === 'open' ? 'Open to everybody.' : `For the roles ${allowed.join(', ')}.`,
    security: allowed === 'open' ? [] : [{ bearer: [] }, { cookie: [] }],
    requestParams: {
      ...(names.length > 0 && { path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))) }),
      ...(query && { query }),
    },
    ...(body && {
      requestBody: { required: true, content: Object.fromEntries(bodyTypes.map((type) => [type, { schema: body }])) },
    }),
    responses: {
      ...(Object.keys(content).length > 0 && { [status]: { description: summary, content } }),
      ...(redirects && { 303: { description: 'The page to go on to stands in Location.' } }),
      ...((isEmpty || isMaybeEmpty) && { 204: { description: 'Done; there is nothing to return.' } }),
      '4XX': { description: 'Refused for a reason on the side of the client.', content: problemContent },
      '5XX': { description: 'Failed for a reason on the side of the server.', content: problemContent },
    },
  };
}

/** The document; it never changes while a server runs. */
export function openApiDocument(): { openapi: string } {
  const paths: ZodOpenApiPathsObject = {};
  for (const key of Object.keys(contract) as EndpointKey[]) {
    const { method, path } = placeOf(key);
    paths[path] = { ...paths[path], [method]: operationOf(key) };
  }
  return createDocument({
    openapi: '3.1.1',
    servers: [{ url: '/' }],
    info: {
      title: 'The wallboard of 111',
      version: '1',
      license: { name: 'MIT', identifier: 'MIT' },
      description: 'The interface of the realtime wallboard of citizens’ calls to their officials.',
    },
    security: [],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer' },
        cookie: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
      },
    },
  });
}

/** Made once, and sent as bytes: anybody may ask for it. */
export function openApiRoute(): Route {
  let made: { bytes: Buffer; tag: string } | undefined;
  const make = (): { bytes: Buffer; tag: string } => {
    const bytes = Buffer.from(JSON.stringify(openApiDocument()));
    return { bytes, tag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"` };
  };
  return serve('GET /api/openapi.json', ({ response }) => {
    const { bytes, tag } = (made ??= make());
    // Express answers 304 to a request that has this tag already.
    response.set({ ETag: tag, 'Cache-Control': 'no-cache' });
    return asJson(bytes);
  });
}
