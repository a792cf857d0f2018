// A plain board that changes as a province's does, and the patches of its changes: stands in for the fold.
import fc from 'fast-check';
import { emptyBoard, emptyMonth, noCalls, type Board, type DeskOnBoard, noVisits } from '../../shared/board.ts';
import { diff, type MergePatch } from '../../shared/patch.ts';
import { HOUR } from '../../shared/time.ts';

export const MONTH = '1405-09';
const queueOf = { 'q-sari': 'sari', 'q-sari2': 'sari', 'q-babol': 'babol', 'q-open': undefined } as const;
const deskIds = ['d-1', 'd-2', 'd-3'];
const officialIds = ['o-1', 'o-2'];

export type RandomChange = { what: (typeof whats)[number]; pick: number; value: number };
const whats = [
  'queue',
  'queue gone',
  'wait',
  'wait over',
  'call',
  'call of nothing known',
  'topic',
  'idle',
  'desk gone',
  'sitting',
  'sitting gone',
  'official',
  'month',
  'verification',
  'talk',
  'alert',
  'seen',
  'alert gone',
  'message',
  'message gone',
  'county',
  'day',
] as const;

/** Windows of changes: each inner list is folded before the patch is taken. */
export const windows = fc.array(
  fc.array(
    fc.record({ what: fc.constantFrom(...whats), pick: fc.nat(11), value: fc.integer({ min: 1, max: 1_000_000 }) }),
    { minLength: 1, maxLength: 8 },
  ),
  { minLength: 1, maxLength: 20 },
);

/** `taking`: one patch for the whole window, or one per change, as a fold does that cannot merge them. */
export function createRandomBoard(taking: 'merged' | 'one by one' = 'merged') {
  const board = emptyBoard({ id: 'mazandaran', fa: 'مازندران', en: 'Mazandaran' }, ['sari', 'babol']);
  const patches: MergePatch[] = [];
  let before = structuredClone(board);
  const note = (): void => {
    const patch = diff(before, board);
    if (patch) patches.push(structuredClone(patch));
    before = structuredClone(board);
  };
  return {
    board,
    takePatches: (): MergePatch[] => {
      note();
      return patches.splice(0);
    },
    change(change: RandomChange): void {
      applyChange(board, change);
      if (taking === 'one by one') note();
    },
  };
}
export type RandomBoard = ReturnType<typeof createRandomBoard>;

function applyChange(board: Board, { what, pick, value }: RandomChange): void {
  const queueIds = Object.keys(queueOf) as (keyof typeof queueOf)[];
  const queueId = queueIds[pick % queueIds.length]!;
  const queue = board.queues[queueId];
  const deskId = deskIds[pick % deskIds.length]!;
  const official = officialIds[pick % officialIds.length]!;
  const sitting = `s-${pick % 3}`;
  const alert = `waiting/${queueId}`;
  const desk = (): DeskOnBoard =>
    (board.desks[deskId] ??= { name: deskId, today: { answered: 0, completed: 0, missed: 0, talkSeconds: 0 } });
  const month = (board.months[MONTH] ??= emptyMonth());
  switch (what) {
    case 'queue': {
      const county = queueOf[queueId];
      board.queues[queueId] = { name: queueId, waiting: value, talking: pick, waits: {}, today: noCalls() };
      if (county) board.queues[queueId].county = county;
      if (pick % 2) board.queues[queueId].oldestJoinedAt = value;
      return;
    }
    case 'queue gone':
      return void delete board.queues[queueId];
    case 'wait':
      if (queue) queue.waits[`k${pick}`] = value;
      return;
    case 'wait over':
      if (queue) delete queue.waits[`k${pick}`];
      return;
    case 'call':
      desk().call = { answeredAt: value, queue: queueId, county: 'sari', topic: 'bank-loan' };
      desk().state = 'busy';
      return;
    case 'call of nothing known':
      desk().call = { answeredAt: value, queue: queueId };
      return;
    case 'topic':
      if (board.desks[deskId]?.call) board.desks[deskId].call.topic = `topic-${value}`;
      return;
    case 'idle':
      delete desk().call;
      desk().state = pick % 2 ? 'free' : 'away';
      return;
    case 'desk gone':
      return void delete board.desks[deskId];
    case 'sitting':
      board.sittings[sitting] = {
        official,
        from: value,
        to: value + 2 * HOUR,
        level: 'county',
        queue: queueId,
        desk: deskId,
        ...noVisits(),
        lastTalks: {},
      };
      if (pick % 2) board.sittings[sitting].county = pick % 4 === 1 ? 'sari' : 'babol';
      return;
    case 'sitting gone':
      return void delete board.sittings[sitting];
    case 'official':
      board.officials[official] = { name: official, today: { answered: 1, completed: 1, talkSeconds: value } };
      if (pick % 2) board.officials[official].sitting = sitting;
      desk().official = official;
      return;
    case 'month':
      month.contacts += 1;
      month.byCounty[pick % 2 ? 'sari' : 'babol'] = value;
      month.byTopic[`topic-${pick}`] = value;
      return;
    case 'verification':
      return void (month.verification.met = value);
    case 'talk':
      return void (month.byOfficial[official] = { answered: pick, completed: pick, talkSeconds: value });
    case 'alert':
      board.alerts[alert] = {
        rule: 'waiting',
        level: 'watch',
        subject: queueId,
        since: value,
        value: 7,
        limit: 6,
        step: 1,
      };
      return;
    case 'seen':
      if (board.alerts[alert])
        Object.assign(board.alerts[alert], { seenBy: `person-${pick}`, action: 'called', remark: 'n', actedBy: 'x' });
      return;
    case 'message':
      board.messages[`msg-${pick % 3}`] = {
        level: 'info',
        from: value,
        to: value + 1,
        fa: 'متن',
        postedBy: `person-${pick}`,
        ...(pick % 2 && { counties: pick % 4 === 1 ? { sari: true } : { babol: true, sari: true } }),
      };
      return;
    case 'message gone':
      return void delete board.messages[`msg-${pick % 3}`];
    case 'alert gone':
      return void delete board.alerts[alert];
    case 'county':
      board.counties[pick % 2 ? 'sari' : 'babol'] = { waiting: pick, talking: 0, today: value, month: value };
      return;
    case 'day':
      board.day = `${MONTH}-${String((value % 29) + 1).padStart(2, '0')}`;
      board.month = MONTH;
      return;
  }
}
