// The desks that ask for help, as the wall and the pages of the office show them.
import { expect, it } from 'vitest';
import { helpName, helpViews, openHelps } from '../../client/helps/open-helps.ts';
import { actingIn, isNewlyActing } from '../../client/sound/newly-acting.ts';
import { notices } from '../../client/wall/notices.ts';
import { MINUTE } from '../../shared/time.ts';

const NOW = 1_795_000_000_000;
const ago = (minutes: number): number => NOW - minutes * MINUTE;

it('each desk stands there once, the oldest request first, and then those that were just taken', () => {
  const helps = {
    a: { desk: 'm-1', since: ago(2) },
    b: { desk: 'm-1', since: ago(5) },
    c: { desk: 'm-2', since: ago(9) },
    d: { desk: 'm-3', since: ago(30), takenBy: 'lead', takenAt: ago(3) },
    e: { desk: 'm-4', since: ago(40), takenBy: 'lead', takenAt: ago(20) },
    f: { desk: 'm-3', since: ago(60), takenBy: 'lead', takenAt: ago(50) },
    g: { desk: 'm-2', since: ago(90), takenBy: 'lead', takenAt: ago(80) },
  };
  expect(helpViews(helps, NOW).map(({ help, desk }) => [help, desk])).toEqual([
    ['c', 'm-2'],
    ['b', 'm-1'],
    ['d', 'm-3'],
  ]);
  expect(openHelps(helps, NOW)).toHaveLength(2);
  expect(
    notices({
      ...{ freshness: 'live', heardAt: NOW, links: {}, recording: {}, gaps: {}, alerts: {}, presence: undefined },
      ...{ silent: [], isAdmin: false, helps: openHelps(helps, NOW) },
    }),
  ).toMatchObject([
    { kind: 'help', level: 'act', desk: 'm-2' },
    { kind: 'help', desk: 'm-1' },
  ]);
});

it('a new request sounds, one that was taken does not', () => {
  const before = actingIn({}, {});
  expect(isNewlyActing(before, actingIn({}, { a: { desk: 'm-1', since: NOW } }))).toBe(true);
  expect(isNewlyActing(before, actingIn({}, { a: { desk: 'm-1', since: NOW, takenAt: NOW } }))).toBe(false);
});

it('a desk is called with the official who sits there', () => {
  const today = { answered: 0, completed: 0, missed: 0, talkSeconds: 0 };
  const board = {
    desks: { 'm-1': { name: 'میز ۱', official: 'gov', today }, 'm-2': { name: 'میز ۲', today } },
    officials: { gov: { name: 'فرماندار بابل', today } },
  };
  expect(helpName(board, 'm-1', 'fa')).toBe('میز ۱ (فرماندار بابل)');
  expect(helpName(board, 'm-2', 'fa')).toBe('میز ۲');
  expect(helpName(board, 'gone', 'fa')).toBe('gone');
});
