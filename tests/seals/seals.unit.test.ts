// The days of the log are sealed one after the other, and nothing that was sealed is changed unnoticed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber } from '../../server/log/row.ts';
import { scrubLog } from '../../server/scrub/scrub-log.ts';
import { createTree, rootFrom } from '../../server/seals/merkle.ts';
import { headOf } from '../../server/seals/seal.ts';
import { sealsIn } from '../../server/seals/sealer.ts';
import type { StoredEvent } from '../../shared/event.ts';
import { DAY, HOUR, MINUTE } from '../../shared/time.ts';
import { randomRuns } from '../support/random-runs.ts';
import { calendar, sealedLog, type SealedLog } from '../support/sealed-log.ts';
import { storedBy, storedUnchecked } from '../support/stored-events.ts';
import '../support/given-seed.ts';

const START = Date.parse('2026-11-21T07:00:00Z');
const dayAt = (n: number): string => calendar.dayOf(START + n * DAY);
const begins = (n: number): StoredEvent =>
  storedBy('clock', START + n * DAY - 6 * HOUR)({ type: 'day.started', id: `day/${dayAt(n)}`, day: dayAt(n) });
const held = (day: number, n: number): StoredEvent =>
  storedBy(
    'pbx',
    START + day * DAY + n * MINUTE,
  )({ type: 'call.held', id: `c-${day}-${n}/held`, call: `c-${day}-${n}` });

/** Days of so many calls each, all but the last sealed. */
async function ofDays(counts: readonly number[]): Promise<SealedLog> {
  let now = START;
  const log = sealedLog(() => now);
  for (const [day, count] of counts.entries()) {
    now = START + day * DAY;
    log.append([begins(day), ...Array.from({ length: count }, (_, n) => held(day, n))]);
    await log.seal();
  }
  return log;
}

describe('the seals', () => {
  it('are one a day, each over all that the log took since the one before, its seal among it', async () => {
    const log = await ofDays([3, 0, 4, 2]);
    const seals = sealsIn(log.ledger);
    expect(seals.map(({ seal, day, from, to, events }) => [seal, day, from, to, events])).toEqual([
      [1, dayAt(0), 1, 4, 4],
      [2, dayAt(1), 5, 6, 2],
      [3, dayAt(2), 7, 12, 6],
    ]);
    expect(seals.map(({ previous }) => previous)).toEqual([undefined, seals[0]?.head, seals[1]?.head]);
    expect(log.verify()).toMatchObject({ scrubbed: [], unsealed: { events: 4, days: 0 } });
    expect(log.verify().difference).toBeUndefined();
  });

  it('are the same on two nodes and after a restart, whenever each of them comes to it', async () => {
    const early = await ofDays([3, 1, 4, 2]);
    const late = sealedLog(() => START + 9 * DAY);
    // The late node has the facts in the log's own order, and seals at the end.
    const facts = early.all().filter(({ event }) => event.type !== 'log.sealed');
    late.append(facts.map(({ event }) => event));
    await late.seal();
    const roots = (log: SealedLog) => sealsIn(log.ledger).map(({ day, root }) => [day, root]);
    expect(roots(late)[0]).toEqual(roots(early)[0]);
    // A node that reads the log of the other finds its seals, and makes none of its own.
    const other = sealedLog(() => START + 9 * DAY);
    other.append(early.all().map(({ event }) => event));
    await other.seal();
    expect(other.all()).toEqual(early.all());
    await early.seal();
    expect(other.all()).toEqual(early.all());
    expect(other.differences).toEqual([]);
  });

  it('of a node that derives another one are reported, and the one in the log counts', async () => {
    const log = await ofDays([2]);
    const wrong = { seal: 1, day: dayAt(0), from: 1, to: 2, events: 2, root: '0'.repeat(64) };
    const event = { type: 'log.sealed' as const, id: 'sealed/1', ...wrong, head: headOf(wrong) };
    log.append([begins(1)]);
    await log.seal({ rival: storedBy('clock', START + DAY)(event) });
    expect(log.differences).toMatchObject([{ day: dayAt(0), recorded: headOf(wrong) }]);
    expect(sealsIn(log.ledger)[0]).toMatchObject(wrong);
    expect(log.verify().difference).toMatchObject({ day: dayAt(0) });
  });

  it('take facts of an earlier day into the day on which they were recorded', async () => {
    const log = await ofDays([2, 1]);
    log.append([{ ...held(0, 50), recordedAt: START + DAY }, begins(2)]);
    await log.seal();
    expect(sealsIn(log.ledger).at(-1)).toMatchObject({ day: dayAt(1), events: 4 });
    expect(log.verify().difference).toBeUndefined();
  });
});

/** What somebody may do to the rows of a log, at a position. */
const tamperings: Record<string, (log: SealedLog, position: number) => void> = {
  changed: ({ db }, at) =>
    db.prepare(`update event set body = replace(body, '"v":1', '"v":2') where position = ?`).run(at),
  'set a millisecond later': ({ db }, at) =>
    db
      .prepare(`update event set body = json_set(body, '$.at', json_extract(body, '$.at') + 1) where position = ?`)
      .run(at),
  deleted: ({ db }, at) => db.prepare('delete from event where position = ?').run(at),
  'filed elsewhere': ({ db }, at) =>
    db.prepare('update event set day = ? where position = ?').run(dayNumber('1399-01-01'), at),
  'hidden from its subject': ({ db }, at) =>
    db.prepare(`update event set subject = 'call/x' where position = ?`).run(at),
  exchanged: ({ db }, at) => {
    const [a, b] = db.prepare('select * from event where position in (?, ?) order by position').all(at, at + 1);
    const put = db.prepare('update event set source = ?, id = ?, subject = ?, day = ?, body = ? where position = ?');
    const fields = (row: typeof a, to: number) => [
      ...[String(row?.['source']), String(row?.['id']), (row?.['subject'] ?? null) as string | null],
      ...[Number(row?.['day']), String(row?.['body']), to],
    ];
    put.run('x', 'x', null, 0, '{}', at + 1);
    put.run(...fields(b, at));
    put.run(...fields(a, at + 1));
  },
  replaced: ({ db }, at) => {
    const event = storedUnchecked('pbx', START)({ type: 'call.held', id: 'other', call: 'other' });
    db.prepare('update event set body = ?, source = ?, id = ?, subject = ?, day = ? where position = ?').run(
      ...[JSON.stringify(event), 'pbx', 'other', 'call/other', dayNumber(calendar.dayOf(START)), at],
    );
  },
};

describe('what was changed after it was sealed', () => {
  it('is found, whichever event it was and whatever was done to it, and the first day that differs is named', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 6 }),
        fc.constantFrom(...Object.keys(tamperings)),
        fc.nat(),
        async (counts, what, where) => {
          const log = await ofDays(counts);
          const { seals } = log.verify();
          const last = seals.at(-1)?.to ?? 0;
          const position = 1 + (where % last);
          const day = seals.find(({ to }) => position <= to)?.day;
          tamperings[what]?.(log, position);
          const { difference } = log.verify();
          const isOfSeal = log.all().every(({ event }) => event.type !== 'log.sealed' || event.v === 1);
          expect(difference, `${what} at ${position}`).toBeDefined();
          // A seal that was changed itself is found where it is compared with its day; all others on their own day.
          if (difference && isOfSeal && what !== 'hidden from its subject')
            expect(difference.day <= String(day)).toBe(true);
        },
      ),
      { numRuns: randomRuns(60) },
    );
  });

  it('is found where all seals behind it were made anew, by a head that was published', async () => {
    const log = await ofDays([3, 3, 3]);
    const published = log.verify().seals.at(-1)?.head;
    tamperings['changed']?.(log, 2);
    log.db.exec(`delete from event where subject = 'seals'`);
    await log.seal();
    const { difference, seals } = log.verify();
    expect(difference).toBeUndefined();
    expect(seals.some(({ head }) => head === published)).toBe(false);
  });

  it('is no difference where numbers were taken out: the record in the log says so, and its new content is held to', async () => {
    const log = await ofDays([2]);
    const soiled = storedUnchecked('pbx', START)({ type: 'call.held', id: 'x', call: 'c-0912-123-4567' });
    log.append([soiled, begins(1), held(1, 1)]);
    await log.seal();
    expect(log.verify().difference).toBeUndefined();
    const scrub = () => scrubLog({ db: log.db, calendar, keyed: () => 'k', write: true, now: START + DAY });
    expect(scrub().events).toBe(1);
    expect(JSON.stringify(log.all())).not.toContain('0912');
    expect(log.verify()).toMatchObject({ scrubbed: [{ day: dayAt(0), events: 1 }] });
    expect(log.verify().difference).toBeUndefined();
    // It finds nothing more: hashes are no numbers.
    expect(scrub().events).toBe(0);
    log.append([begins(2)]);
    await log.seal();
    expect(log.verify().difference).toBeUndefined();
    const { position } = log.all().find(({ event }) => event.id === 'x') ?? { position: 0 };
    tamperings['changed']?.(log, position);
    expect(log.verify().difference).toMatchObject({ day: dayAt(0) });
  });
});

describe('a tree', () => {
  it('has for each of its leaves a way to its root, and for no other leaf', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (count, at) => {
        const leaves = Array.from({ length: count }, (_, n) => n.toString(16).padStart(64, '0'));
        const place = at % count;
        const tree = createTree(place);
        for (const leaf of leaves) tree.add(leaf);
        expect(rootFrom(leaves[place] ?? '', tree.path())).toBe(tree.root());
        expect(rootFrom('f'.repeat(64), tree.path())).not.toBe(tree.root());
      }),
      { numRuns: randomRuns(100) },
    );
  });

  it('is that of RFC 9162: three leaves are a pair and one', () => {
    const [a = '', b = '', c = ''] = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
    const rootOf = (...leaves: string[]): string => {
      const tree = createTree();
      for (const leaf of leaves) tree.add(leaf);
      return tree.root();
    };
    expect(rootOf(a, b, c)).toBe(rootOf(rootOf(a, b), c));
    expect(rootOf()).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
