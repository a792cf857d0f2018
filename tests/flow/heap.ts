// What a page's heap holds, by the engine's kinds: a heap snapshot, summed up.
import type { CDPSession } from 'playwright-core';

type Snapshot = {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
};

/** Bytes by kind: `object`, `array`, `string`, `closure`, `native`, `code` and others. */
export async function heapOf(cdp: CDPSession): Promise<Record<string, number>> {
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }): void => void chunks.push(chunk);
  cdp.on('HeapProfiler.addHeapSnapshotChunk', take);
  await cdp.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  cdp.off('HeapProfiler.addHeapSnapshotChunk', take);
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [kind, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const sums: Record<string, number> = {};
  for (let from = 0; from < nodes.length; from += fields.length) {
    const name = types[0][nodes[from + kind] ?? 0] ?? 'unknown';
    sums[name] = (sums[name] ?? 0) + (nodes[from + size] ?? 0);
  }
  return sums;
}
