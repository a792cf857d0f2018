// Sends notices: alerts, and reports whose time has come. Before it sends, a node claims the attempt by an event to which all nodes
// would give the same id, so of any number of nodes one sends. A node that dies between claim and sending is followed by another
// after a while: at least once then, and what may be a repeat is marked as one.
import type { LogEntry, RawEvent } from '../../shared/event.ts';
import { HOUR, MINUTE, SECOND } from '../../shared/time.ts';
import { hidesNumber } from '../../shared/number.ts';
import { CLOCK, OFFICE } from '../door/own-sources.ts';
import type { Intake } from '../log/intake.ts';
import { LogUnwritable } from '../log-unwritable.ts';
import type { StoredRecipient } from '../vault/recipients.ts';
import { createBook, isRelevant } from './book.ts';
import { dueNotices, isSettled, nextTry, type Due } from './due.ts';
import { dueReports } from './due-reports.ts';
import type { ReportSchedule } from './report-schedule.ts';
import type { Message, Outcome } from './outcome.ts';
import type { Send } from './send.ts';
import type { Around } from './wanted.ts';

type Parts = {
  intake: Pick<Intake, 'relay'>;
  /** Those of the vault, with their secrets. */
  recipients: () => Promise<readonly StoredRecipient[]> | readonly StoredRecipient[];
  send: Send;
  /** Of a report it is written now, from the log. */
  messageOf: (due: Due, at: number) => Message | Promise<Message>;
  reports: ReportSchedule;
  /** How long a node that starts waits with reports: what it missed is filled in first, ms. */
  reportsWaitMs?: number | undefined;
  around: () => Around;
  /** The events of an alert, for one whose notice is tried again long after. */
  eventsOfAlert: (alert: string) => readonly LogEntry[];
  now: () => number;
  /** A clock that never jumps, ms. */
  steady: () => number;
  /** A name of this run. */
  node: string;
  leaseMs?: number | undefined;
  errors: { error: (facts: object, message: string) => void };
};

/** Longer than any sending takes, with room for the writing of its outcome. */
export const LEASE_MS = 90 * SECOND;
/** By then the links are up and their systems have been compared. */
export const REPORTS_WAIT_MS = 2 * MINUTE;
/** So many to one recipient at a time: one that is slow holds up no other. A telephone rings for one after the other. */
const atOnce = ({ channel }: StoredRecipient): number => (channel === 'phone' ? 1 : 4);
const LOOK_MS = 500;
const AGAIN_MS = 2 * SECOND;
/** How long the end of the server waits for what is under way. */
const LAST_WAIT_MS = 2 * SECOND;

export type Notifier = ReturnType<typeof createNotifier>;

/** Begins with `start`, once the log has been read. */
export function createNotifier(parts: Parts) {
  const { intake, send, now, steady, node, errors, leaseMs = LEASE_MS } = parts;
  const book = createBook();
  let recipients: readonly StoredRecipient[] = [];
  const inFlight = new Map<string, string>();
  const running = new Set<Promise<void>>();
  /** Until when a recipient asked for patience, and the log is let alone; by the steady clock. */
  const patience = new Map<string, number>();
  const resting = new Map<string, number>();
  let logRestsUntil = 0;
  let reportsFrom = Infinity;
  let forgottenAt = -Infinity;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const load = async (): Promise<void> => {
    try {
      recipients = await parts.recipients();
    } catch (cause) {
      errors.error({ err: cause }, 'the recipients of notices could not be read now');
    }
  };

  const write = async (event: RawEvent, source = CLOCK): Promise<boolean> => {
    const [appended] = await intake.relay([event], source, ({ code, message }) =>
      errors.error({ type: event.type, code, reason: message }, 'an event about a notice does not fit into the log'),
    );
    if (appended === undefined) throw new Error(`refused: ${event.type}`);
    if (appended.repeated) return false;
    book.apply(event, steady());
    return true;
  };
  /** What was sent is written down however long the log is away; else another node sends it again. */
  const writeOutcome = async (event: RawEvent, source = CLOCK): Promise<void> => {
    do {
      try {
        await write(event, source);
        return;
      } catch (cause) {
        if (!(cause instanceof LogUnwritable)) throw cause;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS).unref());
      }
    } while (!stopped);
  };

  const outcomeEvent = (due: Due, outcome: Outcome): RawEvent => {
    const { key, about, recipient, notice, attempt } = due;
    const at = now();
    const facts = { at, alert: about, recipient: recipient.id, via: recipient.channel, notice, attempt };
    if (outcome.ok) return { type: 'notice.sent', id: key, ...facts };
    const next = outcome.final ? undefined : nextTry(attempt, at, outcome.afterMs);
    const detail = outcome.detail
      ?.replace(/\p{Cc}/gu, ' ')
      .trim()
      .slice(0, 200);
    return {
      type: 'notice.failed',
      id: `${key}/${attempt}/failed`,
      ...facts,
      reason: outcome.reason,
      ...(detail !== undefined && detail !== '' && !hidesNumber(detail) && { detail }),
      ...(next !== undefined && { next }),
      ...(outcome.perhaps && { perhaps: true as const }),
    };
  };

  /** As a person's own at the page: the audit says who it was. */
  const seenEvent = ({ about: alert }: Due, by: string): RawEvent => ({
    type: 'alert.seen',
    id: `alert/${alert}/seen/${by}`,
    at: now(),
    alert,
    by,
  });

  const sendNow = async (due: Due): Promise<Outcome> => {
    let message: Message;
    try {
      message = await parts.messageOf(due, now());
    } catch (cause) {
      errors.error({ err: cause, about: due.about }, 'a notice could not be written now');
      return { ok: false, reason: 'internal' };
    }
    return send(due.recipient, message);
  };

  const attempt = async (due: Due): Promise<void> => {
    const { key, about, recipient, notice } = due;
    try {
      if (!due.resumed) {
        const facts = { alert: about, recipient: recipient.id, via: recipient.channel, notice };
        const claim = { ...facts, at: now(), attempt: due.attempt, node };
        const isOurs = await write({ type: 'notice.claimed', id: `${key}/${due.attempt}`, ...claim });
        if (!isOurs) {
          // Whose it is comes with the log; if it is ours after all, a later look resumes it.
          resting.set(key, steady() + AGAIN_MS);
          return;
        }
      }
      if (stopped) return;
      const outcome = await sendNow(due);
      if (!outcome.ok && outcome.afterMs !== undefined) patience.set(recipient.id, steady() + outcome.afterMs);
      await writeOutcome(outcomeEvent(due, outcome));
      if (outcome.ok && outcome.seenBy !== undefined) await writeOutcome(seenEvent(due, outcome.seenBy), OFFICE);
    } catch (cause) {
      // The writer of the log reports whether it takes events.
      if (cause instanceof LogUnwritable) logRestsUntil = steady() + AGAIN_MS;
      else {
        errors.error({ err: cause, recipient: recipient.id }, 'a notice could not be recorded');
        resting.set(key, steady() + MINUTE); // One that does not fit holds up no other.
      }
    }
  };

  const begin = (due: Due): void => {
    inFlight.set(due.key, due.recipient.id);
    const run = attempt(due).finally(() => {
      inFlight.delete(due.key);
      running.delete(run);
      look();
    });
    running.add(run);
  };

  /** A notice that is tried again may be older than what is remembered of its alert. */
  const recallAlerts = (): void => {
    for (const state of book.notices.values())
      if (!isSettled(state) && state.notice !== 'report' && !book.alerts.has(state.alert))
        for (const { event } of parts.eventsOfAlert(state.alert)) book.apply(event, steady());
  };

  const look = (): void => {
    if (stopped || timer === undefined) return;
    const at = now();
    if (steady() - forgottenAt > HOUR) {
      book.forget(at);
      forgottenAt = steady();
    }
    if (recipients.length === 0 || steady() < logRestsUntil) return;
    recallAlerts();
    for (const [key, until] of resting) if (steady() >= until) resting.delete(key);
    const isInFlight = (key: string): boolean => inFlight.has(key) || resting.has(key);
    const busy = new Map<string, number>();
    for (const recipient of inFlight.values()) busy.set(recipient, (busy.get(recipient) ?? 0) + 1);
    const moment = { ...parts.around(), now: at, steady: steady(), node, leaseMs, isInFlight };
    const due = dueNotices(book, recipients, moment);
    if (steady() >= reportsFrom) due.push(...dueReports(book, recipients, parts.reports, moment));
    for (const one of due) {
      const { id } = one.recipient;
      const count = busy.get(id) ?? 0;
      if (count >= atOnce(one.recipient) || steady() < (patience.get(id) ?? 0)) continue;
      busy.set(id, count + 1);
      begin(one);
    }
  };

  return {
    book,
    /** Entries of the log, old ones before `start`. */
    take(entries: readonly LogEntry[]): void {
      const learntAt = steady();
      let isNews = false;
      for (const { event } of entries) {
        if (!isRelevant(event)) continue;
        book.apply(event, learntAt);
        isNews = true;
      }
      if (isNews) look();
    },
    async start(): Promise<void> {
      await load();
      if (stopped) return;
      reportsFrom = steady() + (parts.reportsWaitMs ?? REPORTS_WAIT_MS);
      timer = setInterval(look, LOOK_MS);
      look();
    },
    /** The vault has changed. */
    recipientsChanged: async (): Promise<void> => {
      await load();
      look();
    },
    async stop(): Promise<void> {
      stopped = true;
      clearInterval(timer);
      let late: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => (late = setTimeout(resolve, LAST_WAIT_MS)));
      await Promise.race([Promise.all(running), limit]);
      clearTimeout(late);
    },
  };
}
