// A route of the contract: its body and query are checked before the handler runs, and its answer before it leaves.
import type { Request, RequestHandler, Response } from 'express';
import { contract, type EndpointKey } from '../../shared/api/contract.ts';
import type { Endpoint, ParamsOf } from '../../shared/api/endpoint.ts';
import type { AnswerOf, BodyOf, QueryOf } from '../../shared/api/types.ts';
import type { Identity } from '../access/authentication.ts';
import { readBody, readQuery, jsonBody } from './body.ts';
import { identityOf, type Route } from './route.ts';

/** What a handler is given. `who` throws on open routes, where nobody is known. */
export type Call<Key extends EndpointKey> = {
  body: BodyOf<Key>;
  query: QueryOf<Key>;
  params: Readonly<Record<ParamsOf<Key>, string>>;
  readonly who: Identity;
  request: Request;
  response: Response;
};
type Handler<Key extends EndpointKey> = (call: Call<Key>) => AnswerOf<Key> | Promise<AnswerOf<Key>>;
/**
 * `before`: steps between the guard and the body. `parse`: reads a body that is larger than usual. `unfit`: the sentence of
 * `bad-json` for a body that is a choice of shapes, where no single field is to blame.
 */
type Options = { before?: readonly RequestHandler[]; parse?: RequestHandler; unfit?: string };

export function serve<Key extends EndpointKey>(key: Key, handle: Handler<Key>, options: Options = {}): Route {
  const endpoint: Endpoint = contract[key];
  const { body, query } = endpoint;
  const parse = options.parse ?? jsonBody;

  const answer: RequestHandler = async (request, response) => {
    const call = {
      body: body && readBody(body, request.body, options.unfit),
      query: query && readQuery(query, request.query),
      params: request.params,
      get who() {
        return identityOf(response);
      },
      request,
      response,
      // The contract's types and its schemas are two views of one value, which the compiler cannot follow for a variable key.
    } as unknown as Call<Key>;
    send(response, endpoint, await handle(call));
  };

  return { key, handlers: [...(options.before ?? []), ...(body ? [parse] : []), answer] };
}

/** Only what the contract names leaves the server, whatever else a value carries. Throws when it does not fit. */
function send(response: Response, { answer, status }: Endpoint, value: unknown): void {
  const fit: unknown = answer?.parse(value);
  if (fit === undefined) response.status(204).end();
  else response.status(status ?? response.statusCode).json(fit);
}
