// How each telephone system is doing, as its links report it.
import { expect, it } from 'vitest';
import { createLinkBook } from '../../server/sources/links.ts';

it('a link that is down has been so since it went down, whatever else keeps it there', () => {
  let now = 1_000;
  const book = createLinkBook({ now: () => now });
  const pbx = { link: 'ami-1', system: 'pbx' };
  book.report({ ...pbx, state: 'up' });
  book.heard('ami-1', 4_000, 12);
  now = 5_000;
  book.report({ ...pbx, state: 'down', code: 'silent' });
  now = 9_000;
  book.report({ ...pbx, state: 'down', code: 'unreachable' });
  expect(book.links()).toEqual({
    pbx: { state: 'down', code: 'unreachable', since: 5_000, lastHeardAt: 4_000, skew: 12 },
  });
  now = 20_000;
  book.report({ ...pbx, state: 'refused', code: 'login-refused' });
  expect(book.links()['pbx']).toMatchObject({ state: 'refused', since: 20_000 });
});

it('B6: a system that was not heard since the start was heard as far as the log has facts of it', () => {
  const book = createLinkBook({ now: () => 9_000, lastWord: (system) => (system === 'pbx' ? 2_000 : undefined) });
  book.report({ link: 'ami-1', system: 'pbx', state: 'down', code: 'unreachable' });
  book.report({ link: 'ami-2', system: 'new', state: 'down', code: 'unreachable' });
  const down = { state: 'down', code: 'unreachable', since: 9_000 };
  expect(book.links()).toEqual({ pbx: { ...down, lastHeardAt: 2_000 }, new: down });
  book.heard('ami-1', 9_500, undefined);
  expect(book.links()['pbx']?.lastHeardAt).toBe(9_500);
});
