// A screen that was opened before the server was renewed must notice that it no longer understands it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROTOCOL } from '../../shared/wire.ts';

/** Each PROTOCOL and the shape that it stands for. A line that was released is never edited: screens of it are out there. */
const shapes: Readonly<Record<number, string>> = {
  1: '0a0829b93ae60c99',
  2: 'd2da0ef78d14bc36',
};

/** wire.ts and board.ts without comments, white space and the number itself. */
function shape(): string {
  const hash = createHash('sha256');
  for (const name of ['wire.ts', 'board.ts']) {
    const text = readFileSync(new URL(`../../shared/${name}`, import.meta.url), 'utf8');
    hash.update(
      text
        .replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '')
        .replace(/PROTOCOL = \d+/, '')
        .replace(/[\s;,]+/g, ''),
    );
  }
  return hash.digest('hex').slice(0, 16);
}

describe('the wire', () => {
  it('changes its shape with a new PROTOCOL only', () => {
    const now = shape();
    const advice =
      `shared/wire.ts or shared/board.ts is not what PROTOCOL ${PROTOCOL} stands for: raise PROTOCOL in shared/wire.ts and ` +
      `add "${PROTOCOL + 1}: '${now}'," to the shapes in this test (before the first release the line of 1 may be replaced)`;
    expect(now, advice).toBe(shapes[PROTOCOL]);
  });

  it('has a number of its own for every shape, and PROTOCOL is the last', () => {
    expect(new Set(Object.values(shapes)).size).toBe(Object.keys(shapes).length);
    expect(Math.max(...Object.keys(shapes).map(Number))).toBe(PROTOCOL);
  });
});
