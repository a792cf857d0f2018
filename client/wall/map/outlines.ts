// Which provinces have outlines, and where they come from: a file each, so that a screen loads its own province alone.
import { outlinesOf, type Outlines, type Topology } from './topology.ts';

const files = import.meta.glob<Topology>('../../../shared/geo/*.topo.json', { import: 'default' });
const fileOf = (province: string): (() => Promise<Topology>) | undefined =>
  files[`../../../shared/geo/${province}.topo.json`];

export const hasOutlines = (province: string): boolean => fileOf(province) !== undefined;

const known = new Map<string, Outlines>();
/** What was loaded before is there at once. */
export const knownOutlines = (province: string): Outlines | undefined => known.get(province);

/** Undefined where the province has none; rejects when its file could not be had. */
export async function loadOutlines(province: string): Promise<Outlines | undefined> {
  const topology = await fileOf(province)?.();
  if (topology === undefined) return undefined;
  const outlines = known.get(province) ?? outlinesOf(topology);
  known.set(province, outlines);
  return outlines;
}
