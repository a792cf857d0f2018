// Changes of contacts, calls and cases, and the types of the sentences for them.
import type { ChangeEntry } from '../../shared/api/audit.ts';
import { changeFields, type ChangeField } from '../../shared/change-fields.ts';

export type ChangeRow = ChangeEntry;

/** What a sentence needs beside the event itself: the value of a field in words, and figures and months as they are read. */
export type KnownWords = {
  value: (field: ChangeField, value: string) => string;
  count: (value: number) => string;
  month: (month: string) => string;
};
/** Undefined for what only a newer server knows. */
export type ChangeSentence = (row: ChangeRow, known: KnownWords) => string | undefined;

/** Fields that an event names, with what stood there before it; those that stay as they were are no change. */
export function changedIn(row: ChangeRow): { field: ChangeField; from: string | undefined; to: string }[] {
  return changeFields.flatMap((field) => {
    const to: unknown = field in row ? row[field as keyof ChangeRow] : undefined;
    const from = row.before[field];
    return typeof to === 'string' && to !== from ? [{ field, from, to }] : [];
  });
}
