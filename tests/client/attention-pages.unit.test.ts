import { describe, expect, it } from 'vitest';
import { attentionPage } from '../../client/wall/attention-pages.ts';
import { TURN_MS } from '../../client/wall/fit-rows.ts';

const lines = Array.from({ length: 60 }, (_, n) => n);

describe('lines of which not all have room', () => {
  it('stand all together where they have', () => {
    expect(attentionPage(lines.slice(0, 9), 3, 9, 5 * TURN_MS)).toEqual({
      shown: lines.slice(0, 9),
      hidden: [],
      page: 1,
      pages: 1,
    });
  });

  it('rotate so that each is seen, and those that need attention stand on every page', () => {
    const first = attentionPage(lines, 3, 12, 0);
    const seen = new Set<number>();
    for (let turn = 0; turn < first.pages; turn++) {
      const { shown, hidden, page, pages } = attentionPage(lines, 3, 12, turn * TURN_MS);
      expect([page, pages]).toEqual([turn + 1, first.pages]);
      expect(shown.slice(0, 3)).toEqual([0, 1, 2]);
      expect(shown.length).toBeLessThanOrEqual(12);
      expect([...shown, ...hidden].sort((a, b) => a - b)).toEqual(lines);
      shown.forEach((one) => seen.add(one));
    }
    expect(seen.size).toBe(60);
    expect(attentionPage(lines, 3, 12, first.pages * TURN_MS)).toEqual(first);
  });

  it('leave room for the others to turn, however many need attention', () => {
    const { shown, pages } = attentionPage(lines, 60, 12, 0);
    expect(shown).toEqual(lines.slice(0, 12));
    expect(pages).toBe(17);
    expect(attentionPage(lines, 60, 12, 0, 1 / 3).pages).toBe(7);
  });

  it('all stand that must, where one line is left to turn', () => {
    const { shown, pages } = attentionPage(lines, 30, 12, 4 * TURN_MS, 3 / 4, 11);
    expect(shown).toEqual([...lines.slice(0, 11), 15]);
    expect(pages).toBe(49);
    expect(attentionPage(lines, 30, 12, 0, 3 / 4, 40).shown.slice(0, 11)).toEqual(lines.slice(0, 11));
  });

  it.each([0, 1, 2])('never fail in a room of %i', (room) => {
    const { shown } = attentionPage(lines, 5, room, 3 * TURN_MS, undefined, 5);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.length).toBeLessThanOrEqual(Math.max(1, room));
  });
});
