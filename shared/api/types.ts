// Types of requests and answers, from the contract.
import type { z } from 'zod';
import type { Contract, EndpointKey } from './contract.ts';
import type { ParamsOf } from './endpoint.ts';

type Field<Key extends EndpointKey, Name extends string> = Contract[Key] extends {
  [K in Name]: infer S extends z.ZodType;
}
  ? S
  : undefined;

/** What a successful answer holds as JSON; undefined: it is empty. */
export type AnswerOf<Key extends EndpointKey> =
  Field<Key, 'answer'> extends infer S extends z.ZodType ? z.output<S> : undefined;
/** What else a problem document of a route may hold. */
export type ProblemOf<Key extends EndpointKey> =
  Field<Key, 'problem'> extends infer S extends z.ZodType ? z.output<S> : unknown;
/** A body and a query as the server has read them; a body of several media types is read by its route, from its bytes. */
export type BodyOf<Key extends EndpointKey> = Contract[Key] extends { bodyTypes: readonly string[] }
  ? Uint8Array | undefined
  : Field<Key, 'body'> extends infer S extends z.ZodType
    ? z.output<S>
    : undefined;
export type QueryOf<Key extends EndpointKey> =
  Field<Key, 'query'> extends infer S extends z.ZodType ? z.output<S> : undefined;

/** JSON leaves undefined out, so an optional member may be sent as undefined. */
type Sent<T> = T extends readonly (infer Item)[]
  ? readonly Sent<Item>[]
  : T extends object
    ? { readonly [K in keyof T]: object extends Pick<T, K & keyof T> ? Sent<T[K]> | undefined : Sent<T[K]> }
    : T;
type Part<Name extends string, S> = S extends z.ZodType
  ? undefined extends z.input<S>
    ? { [K in Name]?: Sent<z.input<S>> }
    : object extends z.input<S>
      ? { [K in Name]?: Sent<z.input<S>> }
      : { [K in Name]: Sent<z.input<S>> }
  : unknown;
/** Values in an address are text, often straight from another address: the server reports what it does not take. */
type QueryPart<S> = S extends z.ZodType
  ? object extends z.input<S>
    ? { query?: Asked<z.input<S>> }
    : { query: Asked<z.input<S>> }
  : unknown;
type Asked<T> = { readonly [K in keyof T]: object extends Pick<T, K> ? string | number | undefined : string | number };
type Params<Key extends EndpointKey> = [ParamsOf<Key>] extends [never]
  ? unknown
  : { params: Readonly<Record<ParamsOf<Key>, string>> };

/** What has to be given with a request of a route. `idempotencyKey`: the same for all tries of one wish, so that it is done once. */
export type RequestOf<Key extends EndpointKey> = Params<Key> &
  QueryPart<Field<Key, 'query'>> &
  Part<'body', Field<Key, 'body'>> & { ifMatch?: string; idempotencyKey?: string; signal?: AbortSignal };

export type GetKey = Extract<EndpointKey, `GET ${string}`>;
