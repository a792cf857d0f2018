// The audit: who did what, newest first, in pages.
import { z } from 'zod';
import type { ChangeField } from '../change-fields.ts';
import type { RawEvent } from '../event.ts';
import type { Endpoint } from './endpoint.ts';

const whole = z.string().regex(/^[1-9]\d{0,15}$/, 'expected a whole number above 0');
export const pageQuery = z.strictObject({
  before: whole.optional(),
  limit: whole.optional(),
});

type WithoutId<Event> = Event extends unknown ? Omit<Event, 'id' | 'at'> & { at: number } : never;
/** The fields of an event of the log without its id, and its position. `at`: epoch ms. */
export type AuditEntry = WithoutId<RawEvent> & { position: number; by?: string | undefined };
/** `code`: the tracking code of the contact. `before`: what stood there before, by field. */
export type ChangeEntry = AuditEntry & { code?: string; before: Partial<Record<ChangeField, string>> };

const isEntry = (row: unknown): boolean =>
  typeof row === 'object' &&
  row !== null &&
  typeof (row as AuditEntry).position === 'number' &&
  typeof (row as AuditEntry).at === 'number' &&
  typeof (row as AuditEntry).type === 'string';
const properties = {
  position: { type: 'integer' },
  type: { type: 'string' },
  at: { type: 'number' },
  by: { type: 'string' },
} as const;
/** Events that the door has checked already are only looked at here: each has the schema of its type. */
const entry = z.custom<AuditEntry>(isEntry).meta({
  id: 'AuditEntry',
  override: {
    type: 'object',
    description: 'The fields of an event as in POST /api/events, with its position in the log. at: epoch milliseconds.',
    required: ['position', 'type', 'at'],
    properties,
    additionalProperties: true,
  },
});
export const changeEntry = z.custom<ChangeEntry>(isEntry).meta({
  id: 'ChangeEntry',
  override: {
    type: 'object',
    description: 'As AuditEntry, with the tracking code of the contact and what stood there before.',
    required: ['position', 'type', 'at', 'before'],
    properties: {
      ...properties,
      code: { type: 'string' },
      before: { type: 'object', additionalProperties: { type: 'string' } },
    },
    additionalProperties: true,
  },
});

/** The position before which the next page begins; absent after the last. */
export const next = z.number().int().optional();

export const audit = {
  'GET /api/audit': {
    summary: 'Who did what, newest first.',
    query: pageQuery,
    answer: z.object({ rows: z.array(entry), next }),
  },
} as const satisfies Record<string, Endpoint>;
