// The state and the description of a server.
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { moment } from './fields.ts';

/** In the order in which they are best done: the first call settles the province, and queues belong to its counties. */
export const firstSteps = ['province', 'telephony', 'names', 'display', 'sitting', 'clerk', 'backup'] as const;
export type FirstStep = (typeof firstSteps)[number];

export const service = {
  'GET /healthz': { summary: 'Whether the process lives.', answer: z.object({ alive: z.literal(true) }) },
  'GET /readyz': {
    summary:
      'Whether the board may be believed, and what an acknowledged event survives; otherwise the problem not-ready.',
    answer: z
      .looseObject({
        ready: z.literal(true),
        telephony: z.record(
          z.string(),
          z.looseObject({
            state: z.enum(['up', 'down', 'refused', 'denied']),
            since: moment,
            code: z.string().optional(),
          }),
        ),
        durability: z.string().optional(),
        storage: z.looseObject({ kept: z.string() }).optional(),
        warnings: z.array(z.string()).optional(),
      })
      .meta({ id: 'Readiness' }),
  },
  'GET /metrics': { summary: 'Figures for Prometheus, in its text format.', otherTypes: ['text/plain'] },
  'GET /api/origin': {
    summary: 'Whether pages of an address may talk to this server, and which would.',
    query: z.strictObject({ page: z.string().min(1).max(300) }),
    answer: z
      .object({
        ok: z.boolean(),
        page: z.string().optional(),
        host: z.string().optional(),
        expected: z.string().optional(),
      })
      .meta({
        id: 'OriginCheck',
        description:
          'page: the origin that was asked about; host: what the request asks for; expected: an origin of ours.',
      }),
  },
  'GET /api/first-steps': {
    summary: 'What a new server still lacks, for its administrators.',
    answer: z.object({ steps: z.array(z.object({ step: z.enum(firstSteps), done: z.boolean() })).readonly() }),
  },
  'GET /api/openapi.json': {
    summary: 'This description.',
    answer: z.looseObject({ openapi: z.string() }).meta({ description: 'An OpenAPI 3.1 document.' }),
  },
} as const satisfies Record<string, Endpoint>;
