// Displays: how a TV is paired, and how supervisors set it up.
import { z } from 'zod';
import { speeds } from '../replay.ts';
import { MOST_SENT } from '../sent-replay.ts';
import { displayPages } from '../role.ts';
import { languages, textSizes, rotation, themes } from '../settings.ts';
import type { Endpoint } from './endpoint.ts';
import { moment, text } from './fields.ts';

const MOST_COUNTIES = 50;
const page = z.enum(displayPages);
const ids = z.array(z.string().max(100)).min(1).max(MOST_COUNTIES);
const settings = z.strictObject({
  lang: z.enum(languages).optional(),
  theme: z.enum(themes).optional(),
  size: z.enum(textSizes).optional(),
  sound: z.boolean().optional(),
  rotateSeconds: z.int().min(rotation.least).max(rotation.most).optional(),
});

const shown = {
  id: z.string(),
  name: z.string(),
  page,
  counties: z.array(z.string()).readonly().optional(),
  settings: settings.optional(),
};
const display = z
  .object({
    ...shown,
    createdAt: moment,
    seenAt: moment.optional(),
    online: z.boolean(),
    onlineSince: moment.optional(),
    dataAgeMs: z.number().optional().meta({ description: 'Age of the data on its screen, in milliseconds.' }),
    replay: z
      .object({ from: moment, to: moment, speed: z.number(), until: moment })
      .optional()
      .meta({ description: 'The replay that it was sent to; until: when it shows its own page again.' }),
    showing: z.string().optional().meta({ description: 'The page that it shows at this moment.' }),
  })
  .meta({ id: 'Display', description: 'Times are epoch milliseconds; without counties it shows the whole province.' });
export type Display = z.output<typeof display>;

const offer = z.object({
  code: z.string(),
  secret: z.string(),
  expiresAt: moment,
  origin: z.string().optional().meta({ description: 'The public address of this server, where it is set.' }),
});
export type PairingOffer = z.output<typeof offer>;

export const displays = {
  'POST /api/displays/offers': {
    summary: 'A TV offers itself and receives a code to show.',
    answer: offer,
    status: 201,
  },
  'POST /api/displays/claim': {
    summary: 'A TV waits for its confirmation; 204 when none came in time.',
    body: z.strictObject({ secret: z.string().min(1).max(200) }),
    answer: z.object({ page, name: z.string() }).optional(),
  },
  'POST /api/displays/renew': { summary: 'A paired TV changes its credential.' },
  'GET /api/displays/offers/:code': {
    summary: 'The TV that shows a code now.',
    answer: z.object({ code: z.string(), expiresAt: moment }),
  },
  'GET /api/displays': {
    summary: 'All displays: what they show, whether they are connected, how old their data is.',
    answer: z.object({ displays: z.array(display) }),
  },
  'POST /api/displays': {
    summary: 'Pairs the TV that shows a code.',
    body: z.strictObject({
      code: z.string().max(50),
      name: text,
      page,
      counties: ids.optional(),
      settings: settings.optional(),
    }),
    answer: z.object({ id: z.string() }),
    status: 201,
  },
  'PATCH /api/displays/:id': {
    summary:
      'Changes what a display shows and how. Settings replace all that were there; counties null: the whole province.',
    body: z.strictObject({
      name: text.optional(),
      page: page.optional(),
      counties: ids.nullable().optional(),
      settings: settings.optional(),
    }),
    answer: z.object(shown),
  },
  'DELETE /api/displays/:id': { summary: 'Revokes a display.' },
  'POST /api/displays/replay': {
    summary: 'Sends displays to a replay, until its end or until they are sent back.',
    body: z.strictObject({
      displays: z.array(z.string().max(100)).min(1).max(MOST_SENT),
      from: moment,
      to: moment,
      speed: z.literal(speeds),
    }),
    answer: z.object({ until: moment }),
  },
  'DELETE /api/displays/:id/replay': { summary: 'Sends a display back to its own page.' },
  'POST /api/displays/:id/reload': { summary: 'Tells a display to reload its page.' },
  'POST /api/displays/:id/identify': { summary: 'Tells a display to show its name.' },
  'POST /api/displays/:id/sound': { summary: 'Tells a display to play its alert sound once, as a test.' },
} as const satisfies Record<string, Endpoint>;
