// A screen that was opened before the server was renewed must notice that it no longer understands it.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { PROTOCOL } from '../../shared/wire.ts';
import { wireShape } from './wire-shape.ts';

/** Each PROTOCOL and the shape that it stands for. A line that was released is never edited: screens of it are out there. */
const shapes: Readonly<Record<number, string>> = {
  1: 'e619246ac2e6ed45',
  2: '815b6b386796f82c',
  3: 'fea1f0eb940bffae',
  4: 'e8404bf61c7394f0',
  5: 'ac32b7dc74387740',
};

// Once for all: the compiler reads every type of the program for it.
const text = wireShape();

describe('the wire', () => {
  it('changes its shape with a new PROTOCOL only', () => {
    const now = createHash('sha256').update(text).digest('hex').slice(0, 16);
    const advice =
      `what crosses the socket is not what PROTOCOL ${PROTOCOL} stands for: raise PROTOCOL in shared/wire.ts and ` +
      `add "${PROTOCOL + 1}: '${now}'," to the shapes in this test (before the first release the line of 1 may be replaced)`;
    expect(now, advice).toBe(shapes[PROTOCOL]);
  });

  it('covers types of other files, such as the settings of a screen and the levels of a limit', () => {
    for (const part of ['sound', 'watch', 'thresholds', 'oldestJoinedAt', 'verification', 'free'])
      expect(text).toContain(part);
    expect(text).not.toMatch(/\bany\b/);
  });

  it('has a number of its own for every shape, and PROTOCOL is the last', () => {
    expect(new Set(Object.values(shapes)).size).toBe(Object.keys(shapes).length);
    expect(Math.max(...Object.keys(shapes).map(Number))).toBe(PROTOCOL);
  });
});
