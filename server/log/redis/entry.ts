// An entry of one of our streams: its id is its position, and its content is in one field.
import type { Reply } from './connection.ts';

/** `value`: what stands in its one field. */
export type Entry = { position: number; value: string };

/** `17-0` ↔ 17. */
export const positionOf = (id: string): number => Number(id.slice(0, id.indexOf('-')));
export const idOf = (position: number): string => `${position}-0`;

/** [id, [field, value]] */
export function entryOf(reply: Reply): Entry {
  const [id, fields] = Array.isArray(reply) ? reply : [];
  return { position: positionOf(String(id)), value: String(Array.isArray(fields) ? fields[1] : '') };
}
