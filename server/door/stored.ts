// An event that was stored and comes back from a file, read as strictly as one from outside. Pure.
import { z } from 'zod';
import { eventSchema, type StoredEvent } from '../../shared/event.ts';
import { dayNumber } from '../../shared/jalali-day.ts';
import { idPattern } from '../../shared/event-fields.ts';
import { hidesNumber } from '../../shared/number.ts';
import { findPhoneNumber } from './numbers.ts';

const source = z
  .string()
  .regex(idPattern)
  .refine((s) => !hidesNumber(s), 'expected no telephone number');
const stamps = z.object({ source, recordedAt: z.number().int(), v: z.number().int().min(1) });

export type StoredOrNot = { ok: true; event: StoredEvent } | { ok: false; message: string };

/** `message`: what was expected, without anything of what came, which may be a number (B8). */
export function readStored(value: unknown): StoredOrNot {
  const stamped = stamps.safeParse(value);
  if (!stamped.success) return { ok: false, message: fault(stamped.error, 'source, recordedAt or v') };
  const { source: _source, recordedAt: _recordedAt, v: _v, ...raw } = value as Record<string, unknown>;
  const parsed = eventSchema.safeParse(raw);
  if (!parsed.success) return { ok: false, message: fault(parsed.error, 'event') };
  const { data } = parsed;
  if (data.type === 'call.joined' && data.number !== undefined)
    return { ok: false, message: 'number: expected no caller\u2019s number in a stored event' };
  for (const field of ['day', 'on'] as const)
    if (typeof raw[field] === 'string' && dayNumber(raw[field]) === undefined)
      return { ok: false, message: `${field}: expected a day that the Jalali calendar has` };
  const event: StoredEvent = { ...data, ...stamped.data };
  const field = findPhoneNumber(event);
  return field === undefined ? { ok: true, event } : { ok: false, message: `${field}: expected no telephone number` };
}

function fault({ issues: [issue] }: z.ZodError, otherwise: string): string {
  const field = issue?.path[0];
  const isUnknown = issue?.code === 'unrecognized_keys';
  return `${typeof field === 'string' ? field : otherwise}: expected ${isUnknown ? 'no other fields' : 'what the schema says'}`;
}
