// The board over HTTP, and the door for events.
import { z } from 'zod';
import { eventSchema } from '../event.ts';
import { board as document } from '../board-document.ts';
import type { Endpoint } from './endpoint.ts';
import { count } from './fields.ts';

/** The most events in one request. */
export const MOST_EVENTS = 5_000;

const link = z.object({
  state: z.enum(['up', 'down', 'refused', 'denied']),
  code: z.string().optional(),
  since: z.number(),
  lastHeardAt: z.number().optional(),
  skew: z.number().optional(),
});

export const board = {
  'GET /api/board': {
    summary: 'The board as the role may see it.',
    answer: z
      .object({
        epoch: z.string(),
        rev: z.number().int(),
        serverNow: z.number(),
        links: z.record(z.string(), link),
        recording: z.object({ since: z.number().optional(), waiting: z.number().optional() }),
        ...document.shape,
      })
      .meta({ id: 'BoardAnswer' }),
  },
  'POST /api/events': {
    summary: 'Takes one event, an array, or NDJSON; answers when the accepted ones are durable.',
    body: z.union([eventSchema, z.array(eventSchema).max(MOST_EVENTS)]),
    bodyTypes: ['application/json', 'application/x-ndjson'],
    answer: z.object({
      accepted: count,
      duplicates: count,
      rejected: z.array(z.object({ index: count, code: z.string(), message: z.string() })),
    }),
  },
} as const satisfies Record<string, Endpoint>;
