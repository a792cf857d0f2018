import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyBoard, emptyMonth, noCalls, type Board, noVisits } from '../../shared/board.ts';
import { applyPatch, canonical } from '../../shared/patch.ts';
import { redactBoard, redactPatch, viewFor, viewName, type View } from '../../server/access/views.ts';
import { createRevisions } from '../../server/push/revisions.ts';
import { createRandomBoard, MONTH, windows } from '../support/random-board.ts';
import { randomRuns } from '../support/random-runs.ts';

const display: View = { kind: 'display', topics: false };
const ofSari: View = { kind: 'display', topics: false, counties: ['sari'] };
const ofBoth: View = { kind: 'display', topics: false, counties: ['babol', 'sari'] };
const views: View[] = [
  { kind: 'full' },
  display,
  { kind: 'display', topics: true },
  ofSari,
  ofBoth,
  { kind: 'display', topics: true, counties: ['babol'] },
  { kind: 'display', topics: false, counties: ['nowhere'] },
];

/** Two counties, a queue of nobody's, and something of everything that a view may lack. */
function fullBoard(): Board {
  const board = emptyBoard({ id: 'p', fa: 'پ', en: 'P' }, ['sari', 'babol']);
  const queue = { name: 'q', waiting: 2, talking: 1, waits: { k1: 10 }, today: noCalls() };
  const today = { answered: 1, completed: 1, missed: 0, talkSeconds: 9 };
  const call = { answeredAt: 5, topic: 'bank-loan' };
  const sitting = { from: 1, to: 2, ...noVisits() };
  board.now = { waiting: 6, oldestJoinedAt: 7, talking: 3, desksOnDuty: 4 };
  board.queues = {
    's-1': { ...queue, county: 'sari', oldestJoinedAt: 20, system: 'pbx111' },
    's-2': { ...queue, county: 'sari', oldestJoinedAt: 11 },
    'b-1': { ...queue, county: 'babol', oldestJoinedAt: 7 },
    open: queue,
  };
  board.desks = {
    'in-call': { name: 'd', state: 'busy', call: { ...call, queue: 's-1' }, today },
    'at-sitting': { name: 'd', state: 'free', today },
    'of-official': { name: 'd', state: 'away', official: 'o-sari', today },
    lent: { name: 'd', state: 'busy', official: 'o-sari', call: { ...call, queue: 'b-1' }, today },
    elsewhere: { name: 'd', state: 'free', official: 'o-babol', today },
    nobody: { name: 'd', today },
  };
  const official = { name: 'o', today: { answered: 1, completed: 1, talkSeconds: 9 } };
  board.officials = { 'o-sari': { ...official, sitting: 'by-county' }, 'o-babol': { ...official, sitting: 'other' } };
  board.sittings = {
    'by-county': { ...sitting, official: 'o-sari', level: 'county', county: 'sari', lastTalks: {} },
    'by-queue': { ...sitting, official: 'o-sari', level: 'province', queue: 's-1', desk: 'at-sitting', lastTalks: {} },
    other: { ...sitting, official: 'o-babol', level: 'county', county: 'babol', lastTalks: {} },
  };
  board.months = {
    [MONTH]: {
      ...emptyMonth(),
      contacts: 31,
      byCounty: { sari: 11, babol: 20 },
      byTopic: { loan: 31 },
      byOfficial: { 'o-sari': { answered: 4, completed: 3, talkSeconds: 900 } },
    },
  };
  const alert = { rule: 'waiting', level: 'watch', since: 1, value: 7, limit: 6, step: 1, seenBy: 'somebody' } as const;
  board.alerts = {
    'waiting/s-1': { ...alert, subject: 's-1' },
    'waiting/b-1': { ...alert, subject: 'b-1' },
    'skew/pbx111': { ...alert, subject: 'pbx111' },
  };
  return board;
}

describe('the choice of a view', () => {
  it('narrows displays only', () => {
    for (const role of ['deputy', 'supervisor', 'admin'] as const)
      expect(viewFor({ role, counties: ['sari'] }, { topics: false })).toEqual({ kind: 'full' });
    expect(viewFor({ role: 'display' }, { topics: false })).toEqual(display);
    expect(viewFor({ role: 'display', counties: ['sari'] }, { topics: false })).toEqual(ofSari);
  });

  it('names views apart, and one set of counties always the same', () => {
    const names = [...views.slice(0, 2), ofSari, ofBoth].map(viewName);
    expect(names).toEqual(['full', 'display', 'display/sari', 'display/babol+sari']);
    for (const counties of [
      ['sari', 'babol'],
      ['babol', 'sari', 'babol'],
    ])
      expect(viewName(viewFor({ role: 'display', counties }, { topics: false }))).toBe('display/babol+sari');
  });
});

describe('the view of a display', () => {
  it('lacks topics of calls, verification and follow-up, talk times of officials and who saw an alert, and nothing else', () => {
    const board = fullBoard();
    const expected = structuredClone(board);
    for (const desk of Object.values(expected.desks)) delete desk.call?.topic;
    for (const alert of Object.values(expected.alerts)) delete alert.seenBy;
    delete (expected.months[MONTH] as Partial<Board['months'][string]>).verification;
    delete (expected.months[MONTH] as Partial<Board['months'][string]>).followUp;
    delete (expected.months[MONTH] as Partial<Board['months'][string]>).followUpByKind;
    delete (expected.months[MONTH]!.byOfficial['o-sari'] as { talkSeconds?: number }).talkSeconds;
    expect(redactBoard(board, display)).toEqual(expected);
  });

  it('has an alert about a topic only where displays may show topics, and a county’s screen only its own', () => {
    const board = fullBoard();
    const [one] = Object.values(board.alerts);
    const name = 'topic-surge/sari--water/1405-09-03-1';
    board.alerts[name] = { ...one!, rule: 'topic-surge', subject: 'sari--water' };
    const shows = (view: View): boolean => Object.hasOwn(redactBoard(board, view).alerts, name);
    expect(shows({ kind: 'display', topics: false })).toBe(false);
    expect(shows({ kind: 'display', topics: true })).toBe(true);
    expect(shows({ kind: 'display', topics: true, counties: ['sari'] })).toBe(true);
    expect(shows({ kind: 'display', topics: true, counties: ['babol'] })).toBe(false);
    expect(redactPatch({ alerts: { [name]: { value: 7 } } }, { kind: 'display', topics: false })).toEqual({
      alerts: {},
    });
  });

  it('has no alert about the cases of agencies, in the document and in patches', () => {
    const board = fullBoard();
    const [one] = Object.values(board.alerts);
    const name = 'cases-overdue/gas/1405-09-03-1';
    const before = Object.keys(redactBoard(board, display).alerts);
    board.alerts[name] = { ...one!, rule: 'cases-overdue', subject: 'gas' };
    expect(Object.keys(redactBoard(board, display).alerts)).toEqual(before);
    expect(redactPatch({ alerts: { [name]: { value: 7 }, x: { value: 1 } } }, display)).toEqual({
      alerts: { x: { value: 1 } },
    });
  });

  it('shows topics where the profile allows it', () => {
    expect(redactBoard(fullBoard(), { kind: 'display', topics: true }).desks['in-call']?.call?.topic).toBe('bank-loan');
  });

  it('leaves the board itself alone', () => {
    const board = fullBoard();
    for (const view of views) redactBoard(board, view);
    expect(board).toEqual(fullBoard());
  });

  it('lets deletions through a patch, and cuts objects that arrive whole', () => {
    const patch = {
      desks: { a: null, b: { call: null }, c: { call: { answeredAt: 1, queue: 'q', topic: 't' } } },
      months: { '1405-08': null, [MONTH]: { ...emptyMonth() } },
      alerts: { x: { seenBy: 'somebody' }, y: { seenBy: null } },
    };
    expect(redactPatch(patch, display)).toMatchObject({
      desks: { a: null, b: { call: null }, c: { call: { answeredAt: 1, queue: 'q' } } },
      months: { '1405-08': null },
      alerts: { x: {}, y: {} },
    });
    expect(JSON.stringify(redactPatch(patch, display))).not.toMatch(/topic"|verification|followUp|seenBy/);
  });
});

describe('the view of a county', () => {
  const part = redactBoard(fullBoard(), ofSari);

  it('keeps its queues, sittings and counters', () => {
    expect(Object.keys(part.queues)).toEqual(['s-1', 's-2']);
    expect(Object.keys(part.sittings)).toEqual(['by-county', 'by-queue']);
    expect(Object.keys(part.counties)).toEqual(['sari']);
    expect(Object.keys(part.alerts)).toEqual(['waiting/s-1', 'skew/pbx111']);
  });

  it('keeps a desk by its present call, else by its sitting or that of its official', () => {
    expect(Object.keys(part.desks)).toEqual(['in-call', 'at-sitting', 'of-official']);
    expect(Object.keys(part.officials)).toEqual(['o-sari']);
  });

  it('keeps a desk by the queue that it served last, where the document has it', () => {
    const board = fullBoard();
    Object.assign(board.desks['nobody']!, { queue: 's-2' });
    Object.assign(board.desks['of-official']!, { queue: 'b-1' });
    expect(Object.keys(redactBoard(board, ofSari).desks)).toEqual(['in-call', 'at-sitting', 'nobody']);
  });

  it('recomputes `now`', () => {
    expect(part.now).toEqual({ waiting: 4, oldestJoinedAt: 11, talking: 2, desksOnDuty: 2 });
  });

  it('keeps of a month its own contacts, and leaves out the rest', () => {
    expect(part.months[MONTH]).toMatchObject({ contacts: 11, byCounty: { sari: 11 }, byTopic: {}, byOfficial: {} });
    expect(part.months[MONTH]).not.toHaveProperty('calls');
    expect(part.months[MONTH]).not.toHaveProperty('cases');
    expect(part.months[MONTH]).not.toHaveProperty('verification');
  });

  it('is empty, not an error, for an unknown county', () => {
    const none = redactBoard(fullBoard(), { kind: 'display', topics: false, counties: ['constructor'] });
    expect(none).toMatchObject({ queues: {}, desks: {}, sittings: {}, counties: {}, alerts: {}, now: { waiting: 0 } });
    expect(none.months[MONTH]?.contacts).toBe(0);
  });

  it('of several counties is all that belongs to any of them, and nothing else', () => {
    const both = redactBoard(fullBoard(), ofBoth);
    expect(Object.keys(both.queues)).toEqual(['s-1', 's-2', 'b-1']);
    expect(Object.keys(both.sittings)).toEqual(['by-county', 'by-queue', 'other']);
    expect(Object.keys(both.desks)).toEqual(['in-call', 'at-sitting', 'of-official', 'lent', 'elsewhere']);
    expect(both.now).toEqual({ waiting: 6, oldestJoinedAt: 7, talking: 3, desksOnDuty: 4 });
    expect(both.months[MONTH]).toMatchObject({ contacts: 31, byCounty: { sari: 11, babol: 20 } });
  });
});

describe('B4 holds in every view', () => {
  for (const taking of ['merged', 'one by one'] as const)
    it(`applying a view's patches gives the view's next snapshot, patches taken ${taking}`, () => {
      // A failure prints the seed and the smallest case.
      fc.assert(
        fc.property(windows, (all) => {
          const randomBoard = createRandomBoard(taking);
          const revisions = createRevisions(randomBoard);
          const screens = views.map((view) => ({ view, document: structuredClone(revisions.see(view)) }));
          for (const view of views) revisions.watch(view);
          for (const changes of all) {
            for (const change of changes) randomBoard.change(change);
            for (const step of revisions.advance())
              for (const screen of screens) {
                const patch = JSON.parse(JSON.stringify(step.patchFor(screen.view)));
                screen.document = applyPatch(screen.document, patch);
              }
            for (const { view, document } of screens) {
              expect(canonical(document), viewName(view)).toBe(canonical(revisions.see(view)));
              expect(canonical(document)).not.toContain('null');
            }
          }
        }),
        { numRuns: randomRuns(300) },
      );
    });

  it('counts every patch as one revision in every view, also those that a view sees nothing of', () => {
    const randomBoard = createRandomBoard();
    randomBoard.change({ what: 'queue', pick: 0, value: 3 });
    const revisions = createRevisions(randomBoard);
    revisions.advance();
    revisions.watch(ofSari);
    randomBoard.change({ what: 'queue', pick: 2, value: 3 });
    const [step] = revisions.advance();
    expect(step).toMatchObject({ from: 1, to: 2 });
    expect(step?.patchFor(ofSari)).toEqual({});
    expect(revisions.advance()).toEqual([]);
    expect(revisions.rev()).toBe(2);
  });
});

describe('a display never sees what its view lacks', () => {
  it('in no patch and no document', () => {
    fc.assert(
      fc.property(windows, (all) => {
        const randomBoard = createRandomBoard('one by one');
        const revisions = createRevisions(randomBoard);
        revisions.watch(ofSari);
        for (const changes of all) {
          for (const change of changes) randomBoard.change(change);
          for (const step of revisions.advance()) {
            expect(JSON.stringify(step.patchFor(display))).not.toMatch(
              /"topic":|verification|followUp|seenBy|postedBy|actedBy|"remark"/,
            );
            expect(JSON.stringify(step.patchFor(ofSari))).not.toMatch(
              /"topic":|seenBy|postedBy|actedBy|"remark"|q-babol|q-open|"babol"/,
            );
          }
          expect(JSON.stringify(revisions.see(display))).not.toMatch(
            /"topic":|verification|followUp|seenBy|postedBy|actedBy|"remark"/,
          );
          expect(JSON.stringify(revisions.see(ofSari))).not.toMatch(
            /"topic":|seenBy|postedBy|actedBy|"remark"|q-babol|"babol"/,
          );
        }
      }),
      { numRuns: randomRuns(200) },
    );
  });
});
