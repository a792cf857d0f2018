// A route of the contract: its body and query are checked before the handler runs, and its answer before it leaves. Every route
// answers here, and every error in error-handler.ts.
import type { Request, RequestHandler, Response } from 'express';
import { contract, type EndpointKey } from '../../shared/api/contract.ts';
import type { Endpoint, ParamsOf } from '../../shared/api/endpoint.ts';
import type { AnswerOf, BodyOf, QueryOf } from '../../shared/api/types.ts';
import type { Identity } from '../access/authentication.ts';
import { Encoded, Redirect, sendEncoded } from './answers.ts';
import { readBody, readQuery, jsonBody } from './body.ts';
import type { Costly } from './costly.ts';
import { identityOf, type Route } from './route.ts';

/** What a handler is given. `who` throws on open routes, which have no identity. */
export type HandlerInput<Key extends EndpointKey> = {
  body: BodyOf<Key>;
  query: QueryOf<Key>;
  params: Readonly<Record<ParamsOf<Key>, string>>;
  readonly who: Identity;
  request: Request;
  response: Response;
};
type Served<Key extends EndpointKey> = AnswerOf<Key> | Encoded | Redirect;
type Handler<Key extends EndpointKey> = (input: HandlerInput<Key>) => Served<Key> | Promise<Served<Key>>;
/**
 * `before`: steps between the guard and the body. `parse`: reads a body that is larger than usual. `unfit`: the sentence of
 * `bad-json` for a body that is a choice of shapes, where no single field is to blame. `costly`: limits a person's expensive
 * reads, until the last byte of the answer is written.
 */
type Options = { before?: readonly RequestHandler[]; parse?: RequestHandler; unfit?: string; costly?: Costly };

export function serve<Key extends EndpointKey>(key: Key, handle: Handler<Key>, options: Options = {}): Route {
  const endpoint: Endpoint = contract[key];
  const { body, query, bodyTypes } = endpoint;
  const { parse = jsonBody, costly } = options;
  const bodyOf = ({ body: sent }: Request): unknown =>
    body && (bodyTypes === undefined ? readBody(body, sent, options.unfit) : sent);

  const answer: RequestHandler = async (request, response) => {
    const input = {
      body: bodyOf(request),
      query: query && readQuery(query, request.query),
      params: request.params,
      get who() {
        return identityOf(response);
      },
      request,
      response,
      // The contract's types and its schemas are two views of one value, which the compiler cannot follow for a variable key.
    } as unknown as HandlerInput<Key>;
    const run = async (): Promise<void> => send(response, endpoint, await handle(input));
    await (costly === undefined ? run() : costly(input, run));
  };

  return { key, handlers: [...(options.before ?? []), ...(body ? [parse] : []), answer] };
}

/** Only what the contract names leaves the server, whatever else a value carries. Throws when it does not fit. */
async function send(response: Response, endpoint: Endpoint, value: unknown): Promise<void> {
  const { answer, status, redirects } = endpoint;
  if (value instanceof Redirect) {
    if (!redirects) throw new Error('the contract names no redirect for this route');
    return response.redirect(303, value.to);
  }
  if (value instanceof Encoded) {
    if (!mayAnswer(endpoint, value)) throw new Error(`the contract does not name ${value.type} for this route`);
    return sendEncoded(response, value);
  }
  const fit: unknown = answer?.parse(value);
  if (fit === undefined) response.status(204).end();
  else response.status(status ?? response.statusCode).json(fit);
}

function mayAnswer({ answer, otherTypes = [] }: Endpoint, { type }: Encoded): boolean {
  const [plain = ''] = type.split(';');
  return otherTypes.includes(plain) || (plain === 'application/json' && answer !== undefined);
}
