// Which outline is which county of the profile: by its id, else by its Persian name, however that is spelled. Pure.
import type { Name } from '../../../shared/wire.ts';
import type { Outline } from './topology.ts';

const letters = (name: string): string =>
  name
    .replace(/ي|ى/g, 'ی')
    .replace(/ك/g, 'ک')
    .replace(/آ|أ|إ/g, 'ا')
    .replace(/ة|ۀ/g, 'ه')
    .replace(/شهرستان/g, '')
    .replace(/[^\p{L}]/gu, '');

export type Matched = {
  /** By the profile's ids, in its order. */
  found: Map<string, Outline>;
  /** Counties of the profile without an outline. */
  missing: string[];
  /** Outlines that the profile does not name. */
  strange: Outline[];
};

export function matched(counties: Record<string, { name: Name }>, outlines: readonly Outline[]): Matched {
  const free = new Map(outlines.map((outline) => [outline.id, outline]));
  const byId = new Map(Object.keys(counties).map((id) => [id, free.get(id)]));
  for (const id of byId.keys()) free.delete(id);
  const found = new Map<string, Outline>();
  const missing: string[] = [];
  for (const [id, { name }] of Object.entries(counties)) {
    const outline = byId.get(id) ?? [...free.values()].find((one) => letters(one.name.fa) === letters(name.fa));
    if (outline === undefined) missing.push(id);
    else {
      found.set(id, outline);
      free.delete(outline.id);
    }
  }
  return { found, missing, strange: [...free.values()] };
}
