// What a request says, read once from unknown by one schema. Errors name the field and repeat nothing of what stood in it.
import express, { type RequestHandler } from 'express';
import { z } from 'zod';
import { replaceNumbers } from '../../shared/number.ts';
import { Problem } from './problem.ts';

const MOST_BYTES = 8 * 1024;

/** A parser that refuses a body beyond a number of bytes as soon as that is known, without reading it to its end. */
export const upTo =
  (bytes: number, parser: RequestHandler): RequestHandler =>
  (request, response, next) => {
    const tooLarge = (): Problem =>
      new Problem('body-too-large', 'the body is larger than this route takes; send it in parts');
    if (Number(request.headers['content-length'] ?? 0) > bytes) return next(tooLarge());
    let received = 0;
    const count = (chunk: Buffer): void => {
      received += chunk.length;
      if (received <= bytes) return;
      request.off('data', count);
      next(tooLarge());
    };
    // Without a length the bytes are counted; the parser listens before the first piece comes.
    if (request.headers['content-length'] === undefined) request.on('data', count);
    return parser(request, response, next);
  };

export const jsonUpTo = (bytes: number): RequestHandler => upTo(bytes, express.json({ limit: bytes, inflate: false }));
export const jsonBody: RequestHandler = jsonUpTo(MOST_BYTES);

/**
 * Throws Problem `bad-json` or `bad-parameters`; the latter names the `field`. `unfit`: the message for any misfit instead.
 */
export function readBody<S extends z.ZodType>(schema: S, body: unknown, unfit?: string): z.output<S> {
  if (unfit !== undefined) {
    const fit = schema.safeParse(body);
    if (!fit.success) throw new Problem('bad-json', unfit);
    return fit.data;
  }
  if (typeof body !== 'object' || body === null || (Array.isArray(body) && schema instanceof z.ZodObject))
    throw new Problem('bad-json', 'expected a JSON object, sent as application/json');
  return read(schema, body);
}

/** Throws Problem `bad-parameters`. */
export const readQuery = <S extends z.ZodObject>(schema: S, query: object): z.output<S> => read(schema, { ...query });

function read<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = mostTelling(read.error.issues);
  if (issue?.code === 'unrecognized_keys' && issue.path.length === 0 && schema instanceof z.ZodObject)
    throw new Problem('bad-parameters', `expected only ${Object.keys(schema.shape).join(', ')}`);
  // A schema's message names an unknown field, and the path the keys of a record: both are the sender's, and may be a number (B8).
  const field = replaceNumbers(issue?.path.join('.') ?? '', () => '…');
  throw invalidField(field, issue?.message ?? 'not what was expected');
}

/** Of a choice of shapes the one that came closest: its fault lies deepest, or is more than being of another type. */
function mostTelling([issue]: readonly z.core.$ZodIssue[]): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue;
  const closest = issue.errors.map((issues) => mostTelling(issues)).filter((one) => one !== undefined);
  const depth = ({ path, code }: z.core.$ZodIssue): number => path.length + (code === 'invalid_type' ? 0 : 0.5);
  return closest.sort((a, b) => depth(b) - depth(a))[0] ?? issue;
}

/** `expected`: a sentence such as "expected a day". */
export const invalidField = (field: string, expected: string): Problem =>
  new Problem('bad-parameters', `${field}: ${expected}`, { more: { field } });
