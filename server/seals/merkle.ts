// Merkle trees over lists of hashes, built as RFC 9162 (section 2.1) builds them. Pure.
import { hash } from 'node:crypto';

const sha256 = (data: Buffer): Buffer => hash('sha256', data, 'buffer');
/** One byte before what is hashed: an inner node is never taken for a leaf, nor a leaf of one tree for one of another. */
export const MARKS = { event: 0, node: 1, row: 2, sum: 3, head: 4 } as const;

/** The hash of a text, as 64 hexadecimal digits. */
export const marked = (mark: keyof typeof MARKS, text: string): string =>
  sha256(Buffer.concat([Buffer.of(MARKS[mark]), Buffer.from(text)])).toString('hex');

const NODE = Buffer.of(MARKS.node);
const joined = (left: string, right: string): string =>
  sha256(Buffer.concat([NODE, Buffer.from(left, 'hex'), Buffer.from(right, 'hex')])).toString('hex');

/** A hash beside the way from a leaf up to the root, and on which side it stands. */
export type Step = { side: 'left' | 'right'; hash: string };

type Subtree = { leaves: number; hash: string; isOnWay: boolean };

/**
 * Takes leaves one after the other and holds a hash for each whole subtree only, so a day of any length costs no memory. `wanted`:
 * the place of the leaf whose way up to the root is asked for.
 */
export function createTree(wanted?: number) {
  let subtrees: Subtree[] = [];
  let leaves = 0;
  let path: Step[] = [];
  const join = (left: Subtree, right: Subtree, way: Step[]): Subtree => {
    if (left.isOnWay) way.push({ side: 'right', hash: right.hash });
    if (right.isOnWay) way.push({ side: 'left', hash: left.hash });
    return {
      leaves: left.leaves + right.leaves,
      hash: joined(left.hash, right.hash),
      isOnWay: left.isOnWay || right.isOnWay,
    };
  };
  /** The way from here goes on through the subtrees that are not joined yet. */
  const whole = (): { root: string; path: Step[] } => {
    const way = [...path];
    if (subtrees.length === 0) return { root: sha256(Buffer.alloc(0)).toString('hex'), path: way };
    return { root: subtrees.reduceRight((right, left) => join(left, right, way)).hash, path: way };
  };
  return {
    add(leaf: string): void {
      let last: Subtree = { leaves: 1, hash: leaf, isOnWay: leaves === wanted };
      leaves += 1;
      for (let before = subtrees.at(-1); before?.leaves === last.leaves; before = subtrees.at(-1)) {
        last = join(before, last, path);
        subtrees.pop();
      }
      subtrees.push(last);
    },
    leaves: (): number => leaves,
    /** Of no leaf: the hash of nothing. */
    root: (): string => whole().root,
    path: (): Step[] => whole().path,
    clear(): void {
      [subtrees, leaves, path] = [[], 0, []];
    },
  };
}

export const rootFrom = (leaf: string, path: readonly Step[]): string =>
  path.reduce((own, { side, hash: other }) => (side === 'left' ? joined(other, own) : joined(own, other)), leaf);
