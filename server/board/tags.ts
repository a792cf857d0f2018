// What a call or contact is about: tags, each merged from all its reports.
import { latest, type Reported } from './merge-rules.ts';

export type TagName = 'county' | 'topic' | 'kind' | 'agency';

/** Takes the tags of an event; of two the later counts. */
export function mergeTags(
  tags: Partial<Record<TagName, Reported<string>>>,
  event: { id: string; at: number } & Partial<Record<TagName, string | undefined>>,
): boolean {
  let changed = false;
  for (const name of ['county', 'topic', 'kind', 'agency'] as const) {
    const value = event[name];
    if (value === undefined) continue;
    const kept = latest(tags[name], { value, at: event.at, approx: false, id: event.id });
    if (kept === tags[name]) continue;
    tags[name] = kept;
    changed = true;
  }
  return changed;
}
