// The values before a correction of a contact, for the audit. Pure.
import { changeFields, type ChangeField } from '../../shared/change-fields.ts';
import type { LogEntry, StoredEvent } from '../../shared/event.ts';

/**
 * `earlier`: what the log had of the same contact or call by then. Of a correction the fields that it names, of a withdrawal
 * all that was known; fields that had no value are absent.
 */
export function before(event: StoredEvent, earlier: readonly LogEntry[]): Partial<Record<ChangeField, string>> {
  const known: Partial<Record<ChangeField, string>> = {};
  for (const { event: one } of earlier)
    for (const field of changeFields) {
      const value = valueOf(one, field);
      if (value !== undefined) known[field] = value;
    }
  if (event.type === 'contact.withdrawn' || event.type === 'call.withdrawn') return known;
  return Object.fromEntries(
    Object.entries(known).filter(([field]) => valueOf(event, field as ChangeField) !== undefined),
  );
}

function valueOf(event: StoredEvent, field: ChangeField): string | undefined {
  const value: unknown = field in event ? event[field as keyof StoredEvent] : undefined;
  return typeof value === 'string' ? value : undefined;
}
