// The board over HTTP, and the door for events.
import { z } from 'zod';
import { eventSchema } from '../event.ts';
import { board as document } from '../board-document.ts';
import type { Endpoint } from './endpoint.ts';
import { count, isoMoment, moment } from './fields.ts';

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
    summary: 'The board as the role may see it; with at, as it was known at that moment, or as it is known today.',
    query: z.strictObject({ at: isoMoment.optional(), known: z.enum(['then', 'now']).optional() }),
    answer: z
      .object({
        epoch: z.string(),
        rev: z.number().int(),
        serverNow: z.number(),
        links: z.record(z.string(), link),
        recording: z.object({ since: z.number().optional(), waiting: z.number().optional() }),
        at: moment.optional(),
        known: z.enum(['then', 'now']).optional(),
        position: count.optional(),
        ...document.shape,
      })
      .meta({
        id: 'BoardAnswer',
        description:
          'Of an earlier moment: at, known, and the position in the log up to which it was folded; its rev is 0 and its epoch begins with "past/", because it is no living board.',
      }),
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
