// The timetable as it goes out: the page that everybody may read, calendars to subscribe to, and the emblem of the office.
import { z } from 'zod';
import { feedScopes } from '../feeds.ts';
import type { Endpoint } from './endpoint.ts';
import { lineOfAtMost } from '../event-fields.ts';
import { count, day, id, moment, name } from './fields.ts';

const span = z.object({ from: moment, to: moment });
const publicSitting = z
  .object({
    id,
    ...span.shape,
    official: name,
    title: z.exactOptional(name),
    agency: z.exactOptional(name),
    county: z.exactOptional(name),
    state: z.enum(['planned', 'cancelled', 'moved']),
    change: z.exactOptional(z.enum(['added', 'moved', 'cancelled', 'changed'])),
    was: z.exactOptional(span),
    movedTo: z.exactOptional(span),
    instead: z.exactOptional(name),
  })
  .meta({
    id: 'PublicSitting',
    description:
      'A sitting as it is announced. change: since it was announced first; was: its time then; instead: the official then. state moved: it is at movedTo now, and stands here for those who read of the old day.',
  });
export type PublicSitting = z.output<typeof publicSitting>;

const publication = z
  .object({ at: moment, by: z.exactOptional(z.string()) })
  .meta({ id: 'Publication', description: 'When days of the timetable were announced first, and by whom.' });
const timetable = z
  .object({
    sittings: z.array(publicSitting),
    planned: count,
    open: z.boolean(),
    published: z.exactOptional(publication),
    emblem: z.exactOptional(z.string()),
    office: z.exactOptional(name),
  })
  .meta({
    id: 'Timetable',
    description:
      'The announced sittings of some days; planned: how many are planned, announced or not. published: when all of these days were announced; open: whether the page /timetable is on; emblem: version of the picture at /api/emblem.',
  });
export type TimetableAnswer = z.output<typeof timetable>;

const feed = z
  .object({
    id,
    name: z.string(),
    scope: z.enum(feedScopes),
    of: z.exactOptional(z.string()),
    createdAt: moment,
  })
  .meta({ id: 'Feed', description: 'A calendar to subscribe to; of: its county or official.' });
export type Feed = z.output<typeof feed>;

const days = z.strictObject({ from: day, to: day });

export const timetables = {
  'GET /timetable': {
    summary: 'The announced sittings as a page, once an administrator turned it on.',
    otherTypes: ['text/html'],
  },
  'GET /calendar/:file': {
    summary: 'A calendar to subscribe to, by the secret in its address, ending in .ics.',
    otherTypes: ['text/calendar'],
  },
  'GET /api/timetable': {
    summary: 'The announced sittings of some days, and what changed since.',
    query: days,
    answer: timetable,
  },
  'POST /api/timetable': {
    summary: 'Announces the sittings of some days.',
    body: days,
    answer: publication,
    status: 201,
  },
  'PUT /api/timetable': {
    summary: 'Turns the public page of announced sittings on or off.',
    body: z.strictObject({ open: z.boolean() }),
    answer: z.object({ open: z.boolean() }),
  },
  'GET /api/feeds': {
    summary:
      'How the timetable goes out: whether the page is on, the version of the emblem, and the calendars without their secrets.',
    answer: z.object({ open: z.boolean(), emblem: z.exactOptional(z.string()), feeds: z.array(feed) }),
  },
  'POST /api/feeds': {
    summary: 'Makes a calendar and shows the path of its address, once.',
    body: z.strictObject({ name: lineOfAtMost(60), scope: z.enum(feedScopes), of: id.optional() }),
    answer: z.object({ id, path: z.string() }),
    status: 201,
  },
  'DELETE /api/feeds/:id': { summary: 'Revokes a calendar: its address answers no more.' },
  'GET /api/emblem': { summary: 'The emblem of the office.', otherTypes: ['image/png', 'image/jpeg'] },
  'PUT /api/emblem': {
    summary: 'Sets the emblem of the office: a PNG or JPEG in base64, at most 96 KiB.',
    body: z.strictObject({ picture: z.base64().min(1).max(131_072) }),
    answer: z.object({ version: z.string() }),
  },
  'DELETE /api/emblem': { summary: 'Removes the emblem of the office.' },
} as const satisfies Record<string, Endpoint>;
