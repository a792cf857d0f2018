// A small JSON body, read once from unknown by one schema.
import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import { Problem } from './problem.ts';

const MOST_BYTES = '8kb';
export const smallJson: RequestHandler = express.json({ limit: MOST_BYTES, inflate: false });

/** Throws Problem `bad-json` or `bad-parameters`; the latter names the `field`, and nothing repeats what stood in it. */
export function readBody<S extends z.ZodObject>(schema: S, body: unknown): z.output<S> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Problem('bad-json', 'expected a JSON object, sent as application/json');
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  if (issue?.code === 'unrecognized_keys')
    throw new Problem('bad-parameters', `expected only ${Object.keys(schema.shape).join(', ')}`);
  const field = issue?.path.join('.') ?? '';
  throw badField(field, issue?.message ?? 'not what was expected');
}

/** `expected`: what, in words. */
export const badField = (field: string, expected: string): Problem =>
  new Problem('bad-parameters', `${field}: ${expected}`, { more: { field } });
