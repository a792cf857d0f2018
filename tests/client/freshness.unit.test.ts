// How old the numbers are, and what follows from that.
import { describe, expect, it } from 'vitest';
import { notices } from '../../client/wall/notices.ts';
import { createOffset } from '../../client/state/offset.ts';
import { secondsSince } from '../../shared/elapsed.ts';
import { freshness } from '../../shared/freshness.ts';
import { urgency } from '../../shared/urgency.ts';
import { MINUTE } from '../../shared/time.ts';

const T = 1_795_455_100_000;
const quiet = {
  heardAt: T,
  links: { pbx: { state: 'up', since: T } },
  recording: {},
  gaps: {},
  alerts: {},
  presence: { heard: 'live' },
  silent: [],
  isAdmin: false,
} as const;

describe('freshness (B6)', () => {
  it.each([
    [T, 'live'],
    [T + 5_000, 'live'],
    [T + 5_001, 'stale'],
    [T + 30_000, 'stale'],
    [T + 30_001, 'lost'],
    [T - 700, 'live'],
  ] as const)('at %i is %s', (now, expected) => expect(freshness(T, now)).toBe(expected));
  it('is lost before the first message and when refused', () => {
    expect(freshness(undefined, T)).toBe('lost');
    expect(freshness(T, T, true)).toBe('lost');
  });
});

describe('a wait', () => {
  it('is counted in the clock of the telephone system', () => {
    expect(secondsSince(T - MINUTE, T)).toBe(60);
    expect(secondsSince(T - MINUTE, T, 4_000)).toBe(56);
    expect(secondsSince(T + 900, T)).toBe(0);
  });
});

describe('a threshold', () => {
  it('is reached at its value', () => {
    const limits = { watch: 6, act: 12 };
    expect([5, 6, 11, 12].map((value) => urgency(value, limits))).toEqual(['calm', 'watch', 'watch', 'act']);
  });
});

describe('the clock offset', () => {
  it('believes the least-delayed message', () => {
    const offset = createOffset(0);
    offset.observe(10_000, 1_000 + 300);
    offset.observe(12_000, 3_000 + 5);
    offset.observe(14_000, 5_000 + 900);
    expect(offset.current).toBe(8_995);
  });
  it('forgets after five minutes, so that a drifting clock is followed', () => {
    const offset = createOffset(0);
    offset.observe(10_000, 1_000);
    for (const at of [100_000, 200_000, 301_500]) offset.observe(at + 8_500, at);
    expect(offset.current).toBe(8_500);
  });
});

describe('notices', () => {
  it('are none when all is well', () => expect(notices({ ...quiet, freshness: 'live' })).toEqual([]));
  it('name the gravest first', () => {
    const found = notices({
      freshness: 'stale',
      heardAt: T,
      recording: { since: T - 9 },
      presence: { heard: 'stale', until: T - 5_000 },
      silent: [],
      isAdmin: false,
      gaps: { g: { system: 'b', from: T - MINUTE, to: T, unheard: 3 } },
      alerts: {
        'late-official/s/1': {
          rule: 'late-official',
          subject: 's',
          level: 'watch',
          since: T,
          value: 5,
          limit: 5,
          step: 1,
        },
        'waiting/q/1': { rule: 'waiting', subject: 'q', level: 'act', since: T, value: 9, limit: 8, step: 2 },
        // The hero and the link's own notice say these.
        'waiting/province/1': {
          rule: 'waiting',
          subject: 'province',
          level: 'act',
          since: T,
          value: 9,
          limit: 8,
          step: 1,
        },
        'source-down/b/1': { rule: 'source-down', subject: 'b', level: 'act', since: T, value: 30, limit: 30, step: 1 },
      },
      links: {
        b: { state: 'up', since: T, skew: -4_200 },
        a: { state: 'refused', code: 'login-refused', since: T - 5 },
      },
    });
    expect(found.map(({ kind }) => kind)).toEqual(['offline', 'recording', 'link', 'alert', 'alert', 'gap', 'skew']);
    // True up to the earlier of the server's and the telephone system's last report.
    expect(found[0]).toMatchObject({ since: T - 5_000, heardAt: T });
    expect(found[3]).toMatchObject({ id: 'waiting/q/1', level: 'act' });
    expect(found[6]).toMatchObject({ system: 'b', ms: 4_200 });
  });
  it('say to an administrator, and to nobody else, that no telephone system is configured', () => {
    const never = { ...quiet, links: {}, freshness: 'live', presence: { heard: 'never' } } as const;
    expect(notices({ ...never, isAdmin: true })).toMatchObject([{ kind: 'no-telephony' }]);
    expect(notices(never)).toEqual([]);
    // Other programs post the calls: nothing is missing.
    expect(notices({ ...never, isAdmin: true, presence: undefined })).toEqual([]);
  });
  it('say what is wrong with a queue_log, and how far a long one was read', () => {
    const links = {
      a: { state: 'up', since: T, queueLog: { code: 'stale', until: T } },
      b: { state: 'up', since: T, queueLog: { code: 'reading', until: T } },
      c: { state: 'down', since: T, queueLog: { code: 'stale' } },
    } as const;
    const found = notices({ ...quiet, links, freshness: 'live' }).filter(({ kind }) => kind === 'queue-log');
    expect(found).toEqual([
      { kind: 'queue-log', level: 'watch', system: 'a', queueLog: links.a.queueLog },
      { kind: 'queue-log', level: 'quiet', system: 'b', queueLog: links.b.queueLog },
    ]);
  });
  it('let a skew of two seconds pass', () => {
    const links = { pbx: { state: 'up', since: T, skew: 2_000 } } as const;
    expect(notices({ ...quiet, links, freshness: 'live' })).toEqual([]);
  });
});
