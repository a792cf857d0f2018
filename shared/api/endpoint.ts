// One route of the HTTP contract. The server checks requests and answers against it, the client's types come from it, and the
// OpenAPI description is generated from it.
import type { z } from 'zod';

export type Endpoint = {
  /** One sentence for the description of the interface. */
  summary: string;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Media types of the body, where it is not JSON alone: its route reads the bytes. */
  bodyTypes?: readonly string[];
  /** The JSON of a successful answer; without it the answer is 204 and empty. */
  answer?: z.ZodType;
  /** Members that a problem document of this route may have besides the usual ones. */
  problem?: z.ZodType;
  /** Of a successful answer with a body; 200 unless given. */
  status?: 200 | 201;
  /** It leads a browser to another page instead of answering: 303. */
  redirects?: true;
  /** Media types of answers that are not JSON: files, and text. */
  otherTypes?: readonly string[];
};

/** Names in a path: `id` of `/api/displays/:id/reload`. */
export type ParamsOf<Key extends string> = Key extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParamsOf<Rest>
  : Key extends `${string}:${infer Name}`
    ? Name
    : never;
