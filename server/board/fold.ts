// Folds events into the Board and writes every change down as a merge patch in the same stroke (B1–B4).
import { emptyBoard, type Board } from '../../shared/board.ts';
import { isCallFact, type CallFact, type StoredEvent } from '../../shared/event.ts';
import { isRecordOnly } from '../../shared/record-only.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { createAlerts } from './alerts.ts';
import { createArchive } from './archive.ts';
import { createCallStore } from './call-store.ts';
import { createContactCounts } from './contact-counts.ts';
import { createContacts } from './contacts.ts';
import { at } from './counters.ts';
import type { Days } from './days.ts';
import { createDesks } from './desks.ts';
import type { Fold, FoldOptions } from './fold-type.ts';
import { DocumentNode } from './document.ts';
import { createGaps, unheardBy } from './gaps.ts';
import { createHalfHours } from './half-hours.ts';
import { horizonsOf } from './horizons.ts';
import { importedMonth } from './imported.ts';
import { createLastFacts } from './last-facts.ts';
import { createMentions } from './mentions.ts';
import { createNaming } from './naming.ts';
import { createOfficials } from './officials.ts';
import type { EventHistory } from './event-history.ts';
import { createPeriods } from './periods.ts';
import { createQueues } from './queues.ts';
import { refoldable, type Run } from './refold.ts';
import { createPosted } from './posted.ts';
import { createResyncs } from './resyncs.ts';
import { readSaved, type Saved } from './saved.ts';
import { createSittings } from './sittings.ts';
import { createContributions } from './contributions.ts';

/** Increase it with every change of the fold's result: a checkpoint of another version is folded again. */
export const FOLD_VERSION = 12;

export function createFold(options: FoldOptions): Fold {
  const saved = options.saved === undefined ? undefined : readSaved(options.saved);
  return refoldable({
    past: options.past,
    saved: saved?.days,
    inSteps: options.inSteps ?? false,
    begin: (from, past, days) => beginRun({ ...options, past }, from === 'checkpoint' ? saved : undefined, days),
  });
}

function beginRun({ profile, calendar, past }: FoldOptions, saved: Saved | undefined, days: Days): Run {
  const recall = past.eventsOf;
  const root = new DocumentNode<Board>(
    saved?.board ?? emptyBoard({ id: profile.id, ...profile.name }, Object.keys(profile.counties)),
  );
  const board = root.value;
  let position = saved?.position ?? 0;
  const lastFacts = createLastFacts(saved?.lastAt);
  const archive = createArchive(past.month);
  const periods = createPeriods(
    root,
    archive,
    (month) => importedMonth(recall(`month/${month}`, position + 1)),
    saved?.periods,
  );
  const naming = createNaming(profile, saved?.naming);
  const queues = createQueues(root, profile, naming, saved?.queues);
  const seats = new Map(Object.entries(saved?.seats ?? {}));
  const desks = createDesks(root, profile, naming, seats, saved?.desks);
  const sittings = createSittings({
    root,
    recall,
    recallAll: past.sittings,
    around: profile.sitting,
    saved: saved?.sittings,
  });
  sittings.setPosition(position + 1);
  const officials = createOfficials({ root, periods, sittings, desks, naming }, seats);
  const resyncs = createResyncs(
    (system) => recall(`system/${system}`, position + 1).filter((event) => event.type === 'source.resynced'),
    saved?.resyncs,
  );
  const gaps = createGaps(root, saved?.gaps);
  const counts = createContactCounts({ periods, counties: board.counties, calendar });
  const contacts = createContacts({ counts, calendar, recall });
  const alerts = createAlerts({ root, recall, saved: saved?.alerts });
  const posted = createPosted({ root, recall, saved });
  const halfHours = createHalfHours(root, calendar, saved?.halfHours);
  const counted = { root, calendar, periods, contacts: counts, queues, desks, officials, sittings, halfHours };
  const contributions = createContributions(counted);
  const horizons = () => horizonsOf(board.day, calendar);
  let { horizon, dayStart, oldest } = horizons();
  if (board.day !== undefined) sittings.resume(dayStart, oldest);

  /** No fact lies ahead of the latest report: most sittings are planned before their calls. */
  const recallCalls: EventHistory['callsBetween'] = (from, to, before) =>
    lastFacts.isAnySince(from) ? past.callsBetween(from, to, before) : [];
  const context = { target: profile.target, gone: resyncs.gone, sittingOf: sittings.sittingOf };
  const calls = createCallStore({
    context,
    recall,
    recallCalls,
    sittings,
    contributions,
    queues,
    desks,
    saved: saved?.calls,
    isFromBeginning: saved === undefined,
  });

  /** Something may have been folded since the document was written. */
  let isUnwritten = true;
  /** Writes all that was counted to the document: done before anybody looks at it. */
  const flush = (): void => {
    if (!isUnwritten) return;
    if (naming.hasChanged()) for (const part of [queues, desks, officials]) part.touchAll();
    contributions.flush();
    officials.flushMonths();
    periods.flush({ queue: queues.ensure, desk: desks.ensure, official: officials.ensure });
    officials.flush(dayStart, sittings.flush());
    queues.flush(horizon, (id) => periods.countsToday('queues', id));
    desks.flush(horizon, dayStart, (id) => periods.countsToday('desks', id));
    halfHours.flush();
    resyncs.clearCache();
    isUnwritten = false;
  };

  const turnTo = (day: string): void => {
    if (board.day !== undefined && day <= board.day) return;
    flush();
    periods.turn(day);
    halfHours.turn(day);
    gaps.turn(day);
    alerts.turn(day);
    ({ horizon, dayStart, oldest } = horizons());
    posted.turn(dayStart);
    sittings.turn(dayStart, oldest);
    for (const part of [officials, queues, desks]) part.touchAll();
  };

  const resynced = (event: Extract<StoredEvent, { type: 'source.resynced' }>): void => {
    for (const queue of Object.keys({ ...event.counters, ...event.names }))
      queues.mention(queue, event.at, event.id, event.system, event.names?.[queue]);
    // What went unheard over midnight counts on the day on which that was found: there people look.
    const day = calendar.dayOf(event.at);
    for (const [queue, count] of unheardBy(event)) {
      queues.mention(queue, event.at, event.id, event.system);
      periods.count(queue, day, at.unheard, count);
    }
    gaps.take(event, day);
    const which = resyncs.take(event);
    if (which !== 'none') calls.recheck(event.system, which);
  };

  const joinedOn = (day: string): void => {
    if (board.firstCallOn !== undefined && day >= board.firstCallOn) return;
    root.set('firstCallOn', day);
    halfHours.firstCallMoved();
  };

  const mentions = createMentions({ lastFacts, queues, desks, joinedAt: (when) => joinedOn(calendar.dayOf(when)) });
  const takeCall = (event: CallFact, place: number): void => {
    mentions.take(event);
    calls.take(event, place);
  };

  const fold = (event: StoredEvent, place: number): void => {
    if (isCallFact(event)) return takeCall(event, place);
    if (isRecordOnly(event)) return;
    switch (event.type) {
      case 'desk.state':
        lastFacts.take(event.source, event.at);
        desks.takeState(event);
        break;
      case 'source.resynced':
        resynced(event);
        break;
      case 'day.started':
      case 'day.withdrawn':
        root.put('startedOn', days.earliest());
        if (event.type === 'day.started' && days.isStanding(event.day)) turnTo(event.day);
        break;
      case 'contact.registered':
      case 'contact.tagged':
      case 'contact.corrected':
      case 'contact.withdrawn':
        contacts.take(event, place);
        break;
      case 'sitting.scheduled':
      case 'sitting.moved':
      case 'sitting.cancelled': {
        const edit = sittings.edit(event, place);
        if (edit) calls.reassign(edit, place);
        break;
      }
      case 'threshold.set':
        alerts.set(event);
        break;
      case 'queue.named':
      case 'desk.named':
      case 'official.named':
        naming.take(event);
        break;
      case 'alert.raised':
      case 'alert.seen':
      case 'alert.cleared':
        alerts.take(event, place);
        break;
      case 'message.posted':
      case 'message.withdrawn':
      case 'help.asked':
      case 'help.taken':
        posted.take(event, place, dayStart);
        break;
      case 'case.advised':
      case 'case.unrelated':
      case 'case.referred':
      case 'case.answered':
      case 'case.closed':
      case 'case.verified':
        if (event.contact !== undefined) contacts.take({ ...event, contact: event.contact }, place);
        else if (event.call !== undefined) calls.take({ ...event, call: event.call }, place);
        break;
      case 'month.imported':
        periods.importTo(event.month);
        break;
      // These change nothing on the board; the door, the links and lists read them.
      case 'sitting.opened':
      case 'sitting.closed':
      case 'source.up':
      case 'source.down':
      case 'profile.changed':
      case 'verification.sampled':
        break;
      default:
        unreachable(event);
    }
  };

  return {
    get board() {
      flush();
      return board;
    },
    get position() {
      return position;
    },

    apply({ position: place, event }) {
      sittings.setPosition(place);
      try {
        fold(event, place);
      } finally {
        // Also past what could not be folded: the next start would meet it again, for ever.
        position = place;
        isUnwritten = true;
        sittings.setPosition(place + 1);
      }
    },

    takePatches() {
      flush();
      return root.drainPatches();
    },
    openCalls: (system) => calls.open(system),
    supposedCalls: (system) => calls.supposed(system),
    latestDeskState: (desk, queue) => desks.latestState(desk, queue),
    desksIn: (system, queue) => desks.servingBy(system, queue),
    lastAt: lastFacts.of,
    readCall: calls.read,
    inProgress: calls.inProgress,
    sitting: sittings.find,
    nextAlert: alerts.next,
    naming,
    reported: { queues: queues.reported, desks: desks.reported },
    knowsVisit: calls.knowsVisit,
    month(name) {
      flush();
      return board.months[name] ?? archive.look(name);
    },
    kept: archive.kept,
    beginSave(savedDays) {
      flush();
      const state = {
        position,
        lastAt: lastFacts.save(),
        board,
        periods: periods.save(),
        queues: queues.save(),
        desks: desks.save(),
        resyncs: resyncs.save(),
        gaps: gaps.save(),
        halfHours: halfHours.save(),
        sittings: sittings.save(),
        seats: Object.fromEntries(seats),
        alerts: alerts.save(),
        naming: naming.save(),
        ...posted.save(),
        days: savedDays,
      } satisfies Omit<Saved, 'calls'>;
      return { rest: JSON.stringify(state), calls: calls.beginSave(), months: archive.save() };
    },
  };
}
