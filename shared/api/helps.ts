// Desks that asked for help.
import { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import { id } from './fields.ts';

export const helps = {
  'POST /api/helps/taken': {
    summary: 'Takes over a request for help, and every other open one of the same desk; takenBy is who was first.',
    body: z.strictObject({ help: id }),
    answer: z.object({ help: z.string(), takenBy: z.string() }),
  },
} as const satisfies Record<string, Endpoint>;
