// What an alert says: the figure as it stands now, as its tile shows it, beside the limit in force.
import { describe, expect, it } from 'vitest';
import { alertText } from '../../client/alerts/alert-text.ts';
import { en } from '../../client/text/messages.en.ts';
import { numerals } from '../../client/text/numerals.ts';
import type { AlertOnBoard } from '../../shared/board.ts';
import { serviceLevel, totalOf } from '../../shared/measure.ts';
import { livingValue, usualLevels, type Rule } from '../../shared/rules.ts';
import { HOUR, MINUTE } from '../../shared/time.ts';
import { boards, NOW } from '../fixtures/boards.ts';

const links = { pbx111: { state: 'up', since: NOW - HOUR, lastHeardAt: NOW } } as const;
const alert = (rule: Rule, subject = 'province', more: Partial<AlertOnBoard> = {}): AlertOnBoard => ({
  rule,
  subject,
  level: 'act',
  since: NOW - 10 * MINUTE,
  value: 0,
  limit: 1,
  step: 1,
  ...more,
});
const seen = () => ({
  board: boards.busy(),
  links,
  profile: { agencies: {}, counties: {}, topics: {}, thresholds: usualLevels },
  now: NOW,
});
const words = (one: AlertOnBoard, at = seen()) => alertText(one, at, en.alert, numerals('en'));

describe('an alert', () => {
  it('shows the value that stands on the wall now, not the one at which it was raised', () => {
    const at = seen();
    const level = serviceLevel(totalOf(Object.values(at.board.queues))!)!;
    expect(words(alert('service-level', 'province', { value: 0 }))).toEqual({
      text: `Service level of the province: ${numerals('en').percent(level)}`,
      limit: '30%',
    });
    expect(words(alert('waiting', 'province', { value: 13 })).text).toBe('Waiting in the province: 9');
    expect(words(alert('longest-wait', 'province', { value: 240 })).text).toBe('Longest wait in the province: 4:12');
    const later = { ...at, now: NOW + MINUTE };
    expect(words(alert('longest-wait', 'province', { value: 240 }), later).text).toMatch(/5:12$/);
  });

  it('shows the limit in force, a queue’s own before the province’s', () => {
    const at = seen();
    at.board.thresholds = { waiting: { act: 8 }, 'waiting/samad-sari': { act: 3 } };
    expect(words(alert('waiting', 'province', { limit: 12 }), at).limit).toBe('8');
    expect(words(alert('waiting', 'samad-sari', { limit: 12 }), at).limit).toBe('3');
    expect(words(alert('waiting', 'samad-sari', { limit: 12, level: 'watch' }), at).limit).toBe('6');
  });

  it('of a telephone system that is not heard stands still with its figures', () => {
    const down = { pbx111: { state: 'down', since: NOW, lastHeardAt: NOW } } as const;
    const at = (now: number) => livingValue(alert('longest-wait'), { board: boards.busy(), links: down, now });
    expect(at(NOW + 10 * MINUTE)).toBe(at(NOW));
  });

  it('B10: shows no value where none is known any more', () => {
    expect(words(alert('waiting', 'gone')).text.replace(/[\u2066-\u2069]/g, '')).toBe('Waiting in gone');
    expect(livingValue(alert('source-down', 'pbx111'), seen())).toBeUndefined();
    expect(livingValue(alert('late-official', 'nobody'), seen())).toBeUndefined();
  });

  it('of a silence says how long it has lasted at least', () => {
    const quiet = alert('quiet-source', 'pbx111', { value: 10.2, since: NOW - 4 * MINUTE });
    expect(words(quiet).text).toMatch(/for at least 10 minutes$/);
    expect(words({ ...quiet, since: NOW - 25 * MINUTE }).text).toMatch(/for at least 25 minutes$/);
  });
});
