// What a server says of itself.
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';

export const service = {
  'GET /healthz': { summary: 'Whether the process lives.', answer: z.object({ alive: z.literal(true) }) },
  'GET /readyz': {
    summary:
      'Whether the board may be believed, and what an acknowledged event survives; otherwise the problem not-ready.',
    answer: z
      .looseObject({
        ready: z.literal(true),
        durability: z.string().optional(),
        storage: z.looseObject({ kept: z.string() }).optional(),
        warnings: z.array(z.string()).optional(),
      })
      .meta({ id: 'Readiness' }),
  },
  'GET /metrics': { summary: 'Figures for Prometheus, in its text format.', otherTypes: ['text/plain'] },
  'GET /api/openapi.json': {
    summary: 'This description.',
    answer: z.looseObject({ openapi: z.string() }).meta({ description: 'An OpenAPI 3.1 document.' }),
  },
} as const satisfies Record<string, Endpoint>;
