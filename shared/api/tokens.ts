// Bearer tokens of programs and kiosks.
import { z } from 'zod';
import { roles } from '../role.ts';
import type { Endpoint } from './endpoint.ts';
import { moment } from './fields.ts';

/** The longest time that a token may be made for, in days. */
export const MOST_TOKEN_DAYS = 3_650;

const token = z
  .object({
    id: z.string(),
    name: z.string(),
    role: z.enum(roles),
    county: z.exactOptional(z.string()),
    createdAt: moment,
    expiresAt: z.exactOptional(moment),
  })
  .meta({
    id: 'Token',
    description: 'Times are epoch milliseconds; without expiresAt it is valid until it is revoked.',
  });
export type Token = z.output<typeof token>;

export const tokens = {
  'GET /api/tokens': {
    summary: 'All valid tokens, without their secrets.',
    answer: z.object({ tokens: z.array(token) }),
  },
  'POST /api/tokens': {
    summary: 'Makes a token and shows its secret, once.',
    body: z.strictObject({
      name: z.string().max(100),
      role: z.enum(roles),
      county: z.string().max(100).optional(),
      days: z.number().int().min(1).max(MOST_TOKEN_DAYS).optional(),
    }),
    answer: z.object({ id: z.string(), plain: z.string() }),
    status: 201,
  },
  'DELETE /api/tokens/:id': { summary: 'Revokes a token.' },
} as const satisfies Record<string, Endpoint>;
