// Answers that are sent only to those who have another version of them.
import { createHash } from 'node:crypto';
import type { Request, Response } from 'express';
import { Encoded } from './answers.ts';

/**
 * Express itself would send the whole answer to requests with Cache-Control: no-cache, which fetch adds to every If-None-Match.
 * Proxies that compress an answer weaken its tag, so weak tags count as well.
 */
export function ifChanged(request: Request, response: Response, answer: Encoded<string | Buffer>): Encoded {
  const tag = `"${createHash('sha256').update(answer.content).digest('base64url').slice(0, 22)}"`;
  response.setHeader('ETag', tag);
  const known = request.headers['if-none-match'] ?? '';
  const isKnown = known.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
  // A body is not sent with this status.
  if (isKnown) response.status(304);
  return answer;
}
