// Words beside numbers.
import { describe, expect, it } from 'vitest';
import { alertText } from '../../client/alerts/alert-text.ts';
import { en as alerts } from '../../client/alerts/messages.en.ts';
import { en as parts } from '../../client/parts/messages.en.ts';
import { en } from '../../client/text/messages.en.ts';
import { numerals } from '../../client/text/numerals.ts';
import { en as wall } from '../../client/wall/messages.en.ts';
import type { AlertOnBoard } from '../../shared/board.ts';
import { usualLevels } from '../../shared/rules.ts';
import { MINUTE } from '../../shared/time.ts';
import { boards, NOW } from '../fixtures/boards.ts';

describe('in English', () => {
  it('the singular is used for one', () => {
    const { officials, floor } = wall;
    expect([en.onDuty(1), officials.count(1), officials.answers(1), floor.answered(1)]).toEqual([
      ...['desk on duty', 'official', 'answer', 'citizen was answered'],
    ]);
    expect(en.moreNotices('1')).toBe('and 1 more notice');
    expect(en.moreSystems('1')).toBe('1 more system');
    expect(en.summary('1', '0:10', '1')).toBe('1 waiting, longest wait 0:10, 1 desk on duty');
    expect(en.gap('pbx', '1', undefined, '12:00')).toMatch(/· 1 call not captured$/);
    expect(en.daysChart('Azar', '4', '1')).toMatch(/with 1 contact$/);
    expect(alerts.wouldHave('1', '0:20', '2', '0:10')).toMatch(/warning 1 time, 0:20 · critical 2 times, 0:10$/);
    expect(parts.table.notUnderstood('1')).toBe('1 row could not be read and will not be saved');
    const late: AlertOnBoard = {
      rule: 'late-official',
      level: 'watch',
      subject: 's',
      since: 0,
      value: 1,
      limit: 1,
      step: 1,
    };
    const board = boards.calm();
    board.sittings['s'] = {
      ...boards.sitting().sittings['s-late']!,
      from: NOW - 90_000,
      to: NOW + MINUTE,
      desk: 'none',
    };
    const links = { pbx111: { state: 'up', since: 0, lastHeardAt: NOW } } as const;
    const seen = {
      board,
      links,
      profile: { agencies: {}, counties: {}, topics: {}, thresholds: usualLevels },
      now: NOW,
    };
    expect(alertText(late, seen, en.alert, numerals('en'))).toMatchObject({
      text: expect.stringMatching(/is 1 minute late$/),
    });
  });
  it('the plural is used for none and for more', () => {
    expect([en.onDuty(0), en.onDuty(2), wall.officials.count(0)]).toEqual([
      ...['desks on duty', 'desks on duty', 'officials'],
    ]);
    expect(en.moreNotices('11')).toBe('and 11 more notices');
  });
});
