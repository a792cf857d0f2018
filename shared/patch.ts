// JSON Merge Patch (RFC 7396), applied without changing its input: what did not change keeps its identity.
import { isOwnMember } from './own-member.ts';

export type Json = string | number | boolean | Json[] | { [key: string]: Json };
export type MergePatch = { [key: string]: Json | null | MergePatch };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The target with the patch applied; null deletes. Untouched branches are shared with the target. */
export function applyPatch<T>(target: T, patch: unknown): T {
  if (!isObject(patch)) return patch as T;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = isObject(value) ? applyPatch(result[key], value) : value;
  }
  return result as T;
}

/** A patch that turns `before` into `after`, or undefined when they are equal. Neither may hold null. */
export function diff(before: unknown, after: unknown): MergePatch | undefined {
  if (!isObject(before) || !isObject(after)) throw new TypeError('diff: expected two objects');
  const patch: MergePatch = {};
  for (const key of Object.keys(before)) if (!isOwnMember(after, key)) patch[key] = null;
  for (const [key, value] of Object.entries(after)) {
    const old = before[key];
    if (!isObject(value)) {
      if (value !== old) patch[key] = value as Json;
    } else if (isObject(old)) {
      const inner = diff(old, value);
      if (inner) patch[key] = inner;
    } else patch[key] = value as Json;
  }
  return Object.keys(patch).length > 0 ? patch : undefined;
}

/** Canonical JSON: keys sorted, so that equal documents are equal strings (B4). */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );
}
