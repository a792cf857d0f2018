// How each telephone system is doing, as its links report it.
import { expect, it } from 'vitest';
import { mergeLinks, createLinkRegistry } from '../../server/sources/links.ts';

it('a link that is down has been so since it went down, whatever else keeps it there', () => {
  let now = 1_000;
  const book = createLinkRegistry({ now: () => now });
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

it('B6: a system that was silent since the start has data as far as the log has facts of it', () => {
  const book = createLinkRegistry({ now: () => 9_000, lastFactAt: (system) => (system === 'pbx' ? 2_000 : undefined) });
  book.report({ link: 'ami-1', system: 'pbx', state: 'down', code: 'unreachable' });
  book.report({ link: 'ami-2', system: 'new', state: 'down', code: 'unreachable' });
  const down = { state: 'down', code: 'unreachable', since: 9_000 };
  expect(book.links()).toEqual({ pbx: { ...down, lastHeardAt: 2_000 }, new: down });
  book.report({ link: 'ami-1', system: 'pbx', state: 'up' });
  book.heard('ami-1', 9_500, undefined);
  expect(book.links()['pbx']?.lastHeardAt).toBe(9_500);
});

it('B6: a greeting, a refused login or missing rights make figures no fresher', () => {
  let now = 1_000;
  const book = createLinkRegistry({ now: () => now });
  const pbx = { link: 'ami-1', system: 'pbx' };
  book.report({ ...pbx, state: 'down', code: 'connecting' });
  book.heard('ami-1', 1_500, undefined);
  book.report({ ...pbx, state: 'refused', code: 'login-refused' });
  book.heard('ami-1', 2_000, 12);
  expect(book.links()['pbx']).toEqual({ state: 'refused', code: 'login-refused', since: 1_000, skew: 12 });
  now = 3_000;
  book.report({ ...pbx, state: 'up' });
  book.heard('ami-1', 4_000, 12);
  book.report({ ...pbx, state: 'denied', code: 'no-queue-status' });
  book.heard('ami-1', 9_000, 12);
  expect(book.links()['pbx']?.lastHeardAt).toBe(4_000);
});

it('B6: figures of a system are as fresh as the link to it that reported last', () => {
  const book = createLinkRegistry({ now: () => 1_000 });
  for (const link of ['ami-1', 'ami-2']) book.report({ link, system: 'pbx', state: 'up' });
  book.heard('ami-1', 2_000, undefined);
  book.heard('ami-2', 8_000, undefined);
  book.report({ link: 'ami-1', system: 'pbx', state: 'refused', code: 'login-refused' });
  book.report({ link: 'ami-2', system: 'pbx', state: 'down', code: 'closed' });
  expect(book.links()['pbx']).toMatchObject({ state: 'refused', lastHeardAt: 8_000 });
  const [one, other] = [
    { pbx: { state: 'refused', since: 5, lastHeardAt: 10 } },
    { pbx: { state: 'down', since: 6, lastHeardAt: 90 } },
  ] as const;
  for (const both of [
    [one, other],
    [other, one],
  ])
    expect(mergeLinks(both)).toEqual({ pbx: { state: 'refused', since: 5, lastHeardAt: 90 } });
});

it('each link is named by itself, with why it is not up', () => {
  const book = createLinkRegistry({ now: () => 1_000 });
  book.report({ link: 'pbx-a', system: 'pbx', state: 'up' });
  book.report({ link: 'pbx-b', system: 'pbx', state: 'refused', code: 'login-refused' });
  expect(book.byName()).toEqual({
    'pbx-a': { state: 'up', since: 1_000 },
    'pbx-b': { state: 'refused', since: 1_000, code: 'login-refused' },
  });
});

it('a system that began at another time than one of that name on another node is another system', () => {
  const elsewhere = [{ system: 'pbx', at: '2026-11-30 08:00:00' }];
  const book = createLinkRegistry({ now: () => 1_000, elsewhere: () => elsewhere });
  book.report({ link: 'ami-1', system: 'pbx', state: 'up' });
  expect(book.began('ami-1', 'pbx', '2026-11-30 09:00:00')).toEqual({ link: undefined, at: '2026-11-30 08:00:00' });
  expect(book.begun()).toEqual([]);
  expect(book.began('ami-1', 'pbx', '2026-11-30 08:00:00')).toBeUndefined();
  expect(book.begun()).toEqual(elsewhere);
});

it('a link that is refused for a twin elsewhere is reported on the system that is counted', () => {
  const up = { pbx: { state: 'up' as const, since: 1 } };
  const refused = { pbx: { state: 'refused' as const, since: 2, code: 'twin-system' } };
  for (const all of [
    [up, refused],
    [refused, up],
  ])
    expect(mergeLinks(all)).toEqual({ pbx: { state: 'up', since: 1, code: 'twin-system' } });
});
