// What other nodes publish of themselves, as this one takes it.
import { describe, expect, it, onTestFinished } from 'vitest';
import { keysOf } from '../../../server/log/redis/keys.ts';
import { createSeen } from '../../../server/log/redis/last-seen.ts';
import { readReport } from '../../../server/log/redis/neighbour-report.ts';
import { createNeighbours } from '../../../server/log/redis/peers.ts';

const NOW = 1_795_455_100_000;
const link = { state: 'up', since: NOW, lastHeardAt: NOW };
const whole = {
  where: 'hall:1',
  at: NOW,
  poured: NOW,
  links: { pbx111: link },
  begun: [{ system: 'pbx111', at: '1795455000' }],
  present: { 'd-abc': { since: NOW, page: 'wall' } },
  screens: 1,
};
const { begun: _begun, ...older } = whole;

describe('what a node publishes of itself', () => {
  it('is read as it is, of an older release without what that lacks, and of a newer one without what it adds', () => {
    expect(readReport(JSON.stringify(whole))).toEqual(whole);
    expect(readReport(JSON.stringify(older))?.begun).toEqual([]);
    expect(readReport(JSON.stringify({ ...whole, more: 1 }))).toEqual(whole);
  });

  it('keeps its other links and displays, and how far it has poured, where one of them is unfit', () => {
    const links = { ...whole.links, a: null, b: { ...link, state: 'x' }, c: { ...link, since: 'x' } };
    const present = { ...whole.present, 'd-def': 1 };
    expect(readReport(JSON.stringify({ ...whole, links, present }))).toEqual(whole);
  });

  it.each([
    ...['', '{', 'null', '7', '[]', '{}'],
    ...[{ links: undefined }, { links: [] }, { present: 1 }, { at: 'x' }].map((wrong) =>
      JSON.stringify({ ...whole, ...wrong }),
    ),
  ])('is no report when it is %s', (text) => {
    expect(readReport(text)).toBeUndefined();
  });

  it('says nothing of a node whose report is none, and all of the others', async () => {
    const answers: Record<string, unknown> = {
      TIME: [String(NOW / 1_000), '0'],
      HKEYS: ['a', 'b', 'c'],
      MGET: ['{}', JSON.stringify(whole), 'x'],
      HGETALL: [],
    };
    const neighbours = createNeighbours({
      send: async ([command = '']) => (answers[command] ?? 1) as never,
      keys: keysOf('mazandaran'),
      node: { name: () => 'me', where: 'here:1', rename: () => {} },
      read: () => 1,
      check: async () => {},
      clock: () => NOW,
      seen: createSeen(),
      onClock: () => {},
      onError: () => {},
    });
    onTestFinished(neighbours.leave);
    await neighbours.meet();
    expect(neighbours.links()).toEqual([{ pbx111: link }]);
    expect(neighbours.begun()).toEqual(whole.begun);
    expect([...neighbours.present().keys()]).toEqual(['d-abc']);
  });
});
