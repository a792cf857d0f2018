// Folds events into the Board and writes every change down as a merge patch in the same stroke (B1–B4).
import type { Board } from '../../shared/board.ts';
import { emptyBoard } from '../../shared/board.ts';
import { isCallFact, type CallFact, type StoredEvent } from '../../shared/event.ts';
import { unreachable } from '../../shared/unreachable.ts';
import { createAlerts } from './alerts.ts';
import { createArchive } from './archive.ts';
import { createCallStore } from './call-store.ts';
import { createContacts } from './contacts.ts';
import { at } from './counters.ts';
import type { Days } from './days.ts';
import { createDesks } from './desks.ts';
import type { Fold, FoldOptions } from './fold-type.ts';
import { DocumentNode } from './document.ts';
import { createGaps } from './gaps.ts';
import { createHalfHours } from './half-hours.ts';
import { horizonsOf } from './horizons.ts';
import { importedMonth } from './imported.ts';
import { createOfficials } from './officials.ts';
import type { EventHistory } from './event-history.ts';
import { createPeriods } from './periods.ts';
import { createQueues } from './queues.ts';
import { refoldable, type Run } from './refold.ts';
import { createResyncs } from './resyncs.ts';
import type { SittingEvent } from './sitting.ts';
import { readSaved, type Saved } from './saved.ts';
import { createSittings } from './sittings.ts';
import { createContributions } from './contributions.ts';

/** Increase it with every change of the fold's result: a checkpoint of another version is folded again. */
export const FOLD_VERSION = 10;

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
  const province = { id: profile.id, ...profile.name };
  const root = new DocumentNode<Board>(saved?.board ?? emptyBoard(province, Object.keys(profile.counties)));
  const board = root.value;
  let position = saved?.position ?? 0;
  const lastAt = new Map<string, number>(Object.entries(saved?.lastAt ?? {}));

  const archive = createArchive(past.month);
  const periods = createPeriods(
    root,
    archive,
    (month) => importedMonth(recall(`month/${month}`, position + 1)),
    saved?.periods,
  );
  const queues = createQueues(root, profile, saved?.queues);
  const seats = new Map(Object.entries(saved?.seats ?? {}));
  const desks = createDesks(root, profile, seats, saved?.desks);
  const sittings = createSittings({
    root,
    recall,
    recallAll: past.sittings,
    around: profile.sitting,
    saved: saved?.sittings,
  });
  sittings.hear(position + 1);
  const officials = createOfficials({ root, periods, sittings, desks }, seats);
  const resyncs = createResyncs(
    (system) => recall(`system/${system}`, position + 1).filter((event) => event.type === 'source.resynced'),
    saved?.resyncs,
  );
  const gaps = createGaps(root, saved?.gaps);
  const contacts = createContacts({ periods, counties: board.counties, calendar, recall });
  const alerts = createAlerts({ root, recall, saved: saved?.alerts });
  const halfHours = createHalfHours(root, calendar, saved?.halfHours);
  const contributions = createContributions({ root, calendar, periods, queues, desks, officials, sittings, halfHours });
  const horizons = () => horizonsOf(board.day, calendar);
  let { horizon, dayStart, oldest } = horizons();
  if (board.day !== undefined) sittings.resume(dayStart, oldest);

  /** No fact lies ahead of the latest report: most sittings are planned before their calls. */
  const recallHeard: EventHistory['callsBetween'] = (from, to, before) => {
    for (const at of lastAt.values()) if (at >= from) return past.callsBetween(from, to, before);
    return [];
  };
  const context = { target: profile.target, gone: resyncs.gone, sittingOf: sittings.sittingOf };
  const calls = createCallStore({
    context,
    recall,
    recallCalls: recallHeard,
    sittings,
    contributions,
    queues,
    desks,
    saved: saved?.calls,
  });

  /** Writes all that was counted to the document: done before anybody looks at it. */
  const flush = (): void => {
    periods.flush({ queue: queues.ensure, desk: desks.ensure, official: officials.ensure });
    officials.flush(dayStart, sittings.flush());
    queues.flush(horizon, (id) => periods.countsToday('queues', id));
    desks.flush(horizon, dayStart, (id) => periods.countsToday('desks', id));
    halfHours.flush();
    resyncs.letGo();
  };

  const turnTo = (day: string): void => {
    if (board.day !== undefined && day <= board.day) return;
    flush();
    periods.turn(day);
    halfHours.turn(day);
    gaps.turn(day);
    alerts.turn(day);
    ({ horizon, dayStart, oldest } = horizons());
    sittings.turn(dayStart, oldest);
    officials.turn();
    queues.touchAll();
    desks.touchAll();
  };

  const resynced = (event: Extract<StoredEvent, { type: 'source.resynced' }>): void => {
    for (const queue of Object.keys({ ...event.counters, ...event.names }))
      queues.mention(queue, event.at, event.id, event.system, event.names?.[queue]);
    // What went unheard over midnight counts on the day on which that was found: there people look.
    const day = calendar.dayOf(event.at);
    for (const [queue, count] of Object.entries(event.unheard ?? {})) {
      queues.mention(queue, event.at, event.id, event.system);
      periods.count(queue, day, at.unheard, count);
    }
    gaps.take(event, day);
    const which = resyncs.take(event);
    if (which !== 'none') calls.readAgain(event.system, which);
  };

  const heardOf = ({ source, at }: StoredEvent): void => {
    if ((lastAt.get(source) ?? -Infinity) < at) lastAt.set(source, at);
  };

  const joinedOn = (day: string): void => {
    if (board.firstCallOn !== undefined && day >= board.firstCallOn) return;
    root.set('firstCallOn', day);
    halfHours.firstCallMoved();
  };

  const edited = (event: SittingEvent, place: number): void => {
    const edit = sittings.edit(event, place);
    if (edit) calls.reassign(edit, place);
  };

  const takeCall = (event: CallFact, place: number): void => {
    heardOf(event);
    if ('queue' in event && event.queue !== undefined) {
      const named = event.type === 'call.joined' ? event.name : undefined;
      queues.mention(event.queue, event.at, event.id, event.source, named);
    }
    if ('desk' in event) desks.mention(event);
    if (event.type === 'call.joined') joinedOn(calendar.dayOf(event.at));
    if (event.type === 'call.answered') desks.served(event);
    calls.take(event, place);
  };

  const fold = (event: StoredEvent, place: number): void => {
    if (isCallFact(event)) return takeCall(event, place);
    switch (event.type) {
      case 'desk.state':
        heardOf(event);
        desks.word(event);
        break;
      case 'source.resynced':
        resynced(event);
        break;
      case 'day.started':
        root.put('startedOn', days.earliest());
        if (days.isStanding(event.day)) turnTo(event.day);
        break;
      case 'day.withdrawn':
        root.put('startedOn', days.earliest());
        break;
      case 'contact.registered':
      case 'contact.tagged':
      case 'contact.corrected':
      case 'contact.withdrawn':
        contacts.take(event, place);
        break;
      case 'sitting.scheduled':
      case 'sitting.moved':
      case 'sitting.cancelled':
        edited(event, place);
        break;
      case 'threshold.set':
        alerts.set(event);
        break;
      case 'alert.raised':
      case 'alert.seen':
      case 'alert.cleared':
        alerts.take(event, place);
        break;
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
      // Announcements, audit, and what the door or the links use.
      case 'sitting.opened':
      case 'sitting.closed':
      case 'source.up':
      case 'source.down':
      case 'profile.changed':
      case 'account.created':
      case 'account.changed':
      case 'account.revoked':
      case 'account.entered':
      case 'account.refused':
      case 'account.left':
      case 'token.created':
      case 'token.revoked':
      case 'display.paired':
      case 'display.changed':
      case 'display.revoked':
      case 'display.reloaded':
      case 'display.identified':
      case 'display.sounded':
      case 'log.scrubbed':
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
      sittings.hear(place);
      try {
        fold(event, place);
      } finally {
        // Also past what could not be folded: the next start would meet it again, for ever.
        position = place;
        sittings.hear(place + 1);
      }
    },

    takePatches() {
      flush();
      return root.drainPatches();
    },
    openCalls: (system) => calls.open(system),
    supposedCalls: (system) => calls.supposed(system),
    deskWord: (desk, queue) => desks.lastWord(desk, queue),
    desksIn: (system, queue) => desks.servingBy(system, queue),
    lastAt: (source) => lastAt.get(source),
    readCall: calls.read,
    inProgress: calls.inProgress,
    sitting: sittings.find,
    nextAlert: alerts.next,
    month(name) {
      flush();
      return board.months[name] ?? archive.look(name);
    },
    kept: archive.kept,
    save(savedDays) {
      flush();
      const state = {
        position,
        lastAt: Object.fromEntries(lastAt),
        board,
        periods: periods.save(),
        queues: queues.save(),
        desks: desks.save(),
        resyncs: resyncs.save(),
        calls: calls.save(),
        gaps: gaps.save(),
        halfHours: halfHours.save(),
        sittings: sittings.save(),
        seats: Object.fromEntries(seats),
        alerts: alerts.save(),
        days: savedDays,
      } satisfies Saved;
      return { state: JSON.stringify(state), months: archive.save() };
    },
  };
}
