// Messages that people put on the screens.
import { z } from 'zod';
import { MESSAGE_MOST, messageLevels } from '../messages.ts';
import type { Endpoint } from './endpoint.ts';
import { lineOfAtMost } from '../event-fields.ts';
import { id, moment } from './fields.ts';

const body = lineOfAtMost(MESSAGE_MOST);
const common = {
  level: z.enum(messageLevels),
  fa: body.optional(),
  en: body.optional(),
  to: moment,
  /** Without any it is for all screens. */
  counties: z.array(id).max(50),
  displays: z.array(id).max(50),
};
const message = z
  .object({
    id,
    ...common,
    from: moment,
    postedBy: z.string().optional(),
    postedAt: moment,
    withdrawnBy: z.string().optional(),
    withdrawnAt: moment.optional(),
  })
  .meta({
    id: 'ScreenMessage',
    description: 'A text on the screens from one time to another, in one language or both.',
  });
export type ScreenMessage = z.output<typeof message>;

const draft = z.strictObject({ ...common, from: moment.optional() });
export type MessagePosted = z.output<typeof draft>;

export const messages = {
  'GET /api/messages': {
    summary: 'Messages of this month and the one before, and those to come, the latest posted first.',
    answer: z.object({ messages: z.array(message) }),
  },
  'POST /api/messages': {
    summary: 'Puts a message on the screens; without from, at once.',
    body: draft,
    answer: z.object({ id }),
    status: 201,
  },
  'DELETE /api/messages/:id': { summary: 'Takes a message off the screens before its time.' },
} as const satisfies Record<string, Endpoint>;
