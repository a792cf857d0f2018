// No file and no folder imports one that leads back to it.
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { product, type Import } from './support/source-files.ts';

describe('no ring of imports', () => {
  const files = product.map(({ file }) => file);
  const isFile = new Set(files);
  const edgesOf = (isCounted: (one: Import) => boolean): Map<string, string[]> =>
    new Map(
      product.map(({ file, imports }) => [
        file,
        imports.filter((one) => isFile.has(one.from) && isCounted(one)).map(({ from }) => from),
      ]),
    );
  const folderOf = (file: string): string => path.posix.dirname(file);
  /** Files that lie directly in server/, client/ or at a page's root wire the parts together: each is a place of its own. */
  const placeOf = (file: string): string => (/^(server|client|shared)$/.test(folderOf(file)) ? file : folderOf(file));

  function rings(edges: ReadonlyMap<string, readonly string[]>): string[][] {
    const found: string[][] = [];
    const state = new Map<string, 'open' | 'done'>();
    const trail: string[] = [];
    const visit = (node: string): void => {
      state.set(node, 'open');
      trail.push(node);
      for (const next of edges.get(node) ?? []) {
        if (state.get(next) === 'open') found.push([...trail.slice(trail.indexOf(next)), next]);
        else if (!state.has(next)) visit(next);
      }
      trail.pop();
      state.set(node, 'done');
    };
    for (const node of edges.keys()) if (!state.has(node)) visit(node);
    return found;
  }

  it('joins files', () => {
    const edges = edgesOf(() => true);
    expect([...edges.values()].flat().length).toBeGreaterThan(500);
    expect(rings(edges)).toEqual([]);
  });

  // A folder may load pages that lie inside it lazily, and they may use its parts.
  it('joins folders', () => {
    const edges = new Map<string, string[]>();
    for (const [file, targets] of edgesOf(({ lazy }) => !lazy)) {
      const place = placeOf(file);
      const others = targets.map(placeOf).filter((target) => target !== place);
      edges.set(place, [...new Set([...(edges.get(place) ?? []), ...others])]);
    }
    expect(rings(edges)).toEqual([]);
  });

  it('is found where there is one', () => {
    const edges = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
    ]);
    expect(rings(edges)).toEqual([['a', 'b', 'c', 'a']]);
  });
});
