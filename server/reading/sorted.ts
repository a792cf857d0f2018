// A long list that stays in order while single rows come and go, and that is read from any place on in short pieces.
import { firstPlace } from '../../shared/first-place.ts';

/** Rows in one block: inserting moves at most this many. */
const MOST_IN_BLOCK = 400;

export type Sorted<Key, Row extends Key> = {
  add: (row: Row) => void;
  /** Takes out the row that was added; nothing happens when it is not there. */
  remove: (row: Row) => void;
  /** The rows behind a key, or the first ones: some of them, none only at the end. */
  behind: (key: Key | undefined) => readonly Row[];
};

/** `compare` distinguishes any two rows. */
export function createSorted<Key, Row extends Key>(compare: (a: Key, b: Key) => number): Sorted<Key, Row> {
  const blocks: Row[][] = [];

  /** The block whose last row is not before the key. */
  const blockFor = (key: Key): number =>
    firstPlace(blocks, (block) => compare(block[block.length - 1] as Row, key) >= 0);

  return {
    add(row) {
      const at = Math.min(blockFor(row), blocks.length - 1);
      const block = blocks[at];
      if (!block) return void blocks.push([row]);
      block.splice(
        firstPlace(block, (one) => compare(one, row) >= 0),
        0,
        row,
      );
      if (block.length > MOST_IN_BLOCK) blocks.splice(at + 1, 0, block.splice(MOST_IN_BLOCK / 2));
    },
    remove(row) {
      const at = blockFor(row);
      const block = blocks[at];
      if (!block) return;
      const place = firstPlace(block, (one) => compare(one, row) >= 0);
      if (block[place] !== row) return;
      block.splice(place, 1);
      if (block.length === 0) blocks.splice(at, 1);
    },
    behind(key) {
      if (key === undefined) return [...(blocks[0] ?? [])];
      const block = blocks[firstPlace(blocks, (one) => compare(one[one.length - 1] as Row, key) > 0)];
      return block?.slice(firstPlace(block, (one) => compare(one, key) > 0)) ?? [];
    },
  };
}
