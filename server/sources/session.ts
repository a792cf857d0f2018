// The life of one connection to a telephone system under one name: holds the events until the system is known, reconciles the
// calls in progress with the log, then translates what comes. What differs by system is its protocol.
import type { RawEvent } from '../../shared/event.ts';
import { MINUTE } from '../../shared/time.ts';
import { createPbxClock, type PbxClock } from './clock.ts';
import type { ReconcilerParts } from './reconcile.ts';
import type { LinkContext, SourceParts } from './source.ts';

const TICK_MS = 50;

/** The name that all events of a session go by. No call is reported under an uncertain one. */
export type SessionName = { is: string; isCertain: boolean };

/** Times are epoch ms. */
export type Translating<Message> = {
  /** `at`: the time of the message, or of its arrival where it has none. `arrivedAt`: our clock. */
  translate: (message: Message, at: number, arrivedAt: number) => readonly RawEvent[];
  /** What time alone decides. `now`: our clock. */
  tick: (now: number) => readonly RawEvent[];
};

/** What a protocol may use of its session. */
export type SessionContext = LinkContext & {
  parts: SourceParts;
  clock: PbxClock;
  put: (events: readonly RawEvent[]) => void;
  isOver: () => boolean;
};

/** A session whose name is known, or is taken for known. */
export type Opened<Connection, Translator> = ReconcilerParts<Connection, Translator> & { name: SessionName };

export type Running<Message> = {
  /** Sees every message before it is translated. */
  observe: (message: Message, at: number, arrivedAt: number) => void;
  /** Called every TICK_MS. `now`: our clock. */
  tick: (now: number) => void;
  /** Reconciles the calls in progress with the log; rejects when the connection ends first. */
  reconcile: () => Promise<void>;
  /** A gap is still being filled behind the events: when it is, the calls are reconciled once more. */
  filling?: Promise<void> | undefined;
};

/** What differs by telephone system. Rejects when the connection ends first. */
export type Protocol<Message, Connection, Translator> = {
  /** So many messages are held while the system is not known. */
  holdLimit: number;
  /** The system's time in a message; undefined where it shows none. */
  sentAt: (message: Message) => number | undefined;
  /** The telephone system has finished its start: calls are reconciled again. Neither held nor translated. */
  isBooted?: (message: Message) => boolean;
  /** Learns the name and the clock of the system; resolves also when they cannot be had in time. */
  identify: (connection: Connection) => Promise<void>;
  /** Whether this system must not be counted; then it ends the connection. */
  isRefused?: (connection: Connection) => Promise<boolean>;
  createTranslator: (name: SessionName) => Translator;
  /** Learns what must be known before messages are translated; resolves with what starts that. */
  prepare: (opened: Opened<Connection, Translator>) => Promise<() => Running<Message>>;
};

export type Session<Message, Connection> = {
  /** A message that answers no question. `arrivedAt`: our clock. */
  event: (message: Message, arrivedAt: number) => void;
  /** Anything at all arrived. `pong`: the system's time, where it answered a ping. */
  activity: (arrivedAt: number, pong: number | undefined) => void;
  /** The login was accepted. Rejects when the connection ends before the calls are reconciled. */
  begin: (connection: Connection) => Promise<void>;
  stop: () => void;
  /** Whether its events have this name, or may yet have it. */
  isFor: (name: string) => boolean;
};

type Parts<Message, Connection, Translator> = {
  link: string;
  parts: SourceParts;
  context: LinkContext;
  createProtocol: (context: SessionContext) => Protocol<Message, Connection, Translator>;
};

export function createSession<Message, Connection, Translator extends Translating<Message>>({
  link,
  parts,
  context,
  createProtocol,
}: Parts<Message, Connection, Translator>): Session<Message, Connection> {
  const { now } = parts;
  const clock = createPbxClock();
  /** What came before the system was known. */
  let held: { message: Message; arrivedAt: number }[] | undefined = [];
  let name: SessionName | undefined;
  let translator: Translator | undefined;
  let running: Running<Message> | undefined;
  let ticking: NodeJS.Timeout | undefined;
  let over = false;
  const isOver = (): boolean => over;

  const put = (events: readonly RawEvent[]): void => {
    if (!name) return;
    const certain = name.isCertain ? events : events.filter(({ type }) => !type.startsWith('call.'));
    if (certain.length > 0) parts.put(certain, name.is);
  };

  const protocol = createProtocol({ ...context, parts, clock, put, isOver });
  const timeOf = (message: Message, arrivedAt: number): number => clock.timeOf(protocol.sentAt(message), arrivedAt);

  const handle = (message: Message, arrivedAt: number): void => {
    const at = timeOf(message, arrivedAt);
    running?.observe(message, at, arrivedAt);
    if (translator) put(translator.translate(message, at, arrivedAt));
  };

  const handleHeld = (): void => {
    const before = held ?? [];
    held = undefined;
    for (const { message, arrivedAt } of before) handle(message, arrivedAt);
  };

  const openTranslator = () => {
    const known = context.system();
    const chosen = { is: known ?? context.fallbackName(), isCertain: known !== undefined };
    name = chosen;
    const opened = protocol.createTranslator(chosen);
    translator = opened;
    return { name: chosen, system: chosen.is, translator: opened };
  };

  return {
    event(message, arrivedAt) {
      if (protocol.isBooted?.(message)) return void running?.reconcile().catch(() => {}); // `ended` reports the end
      if (!held) return handle(message, arrivedAt);
      timeOf(message, arrivedAt);
      if (held.length < protocol.holdLimit) held.push({ message, arrivedAt });
    },

    activity(arrivedAt, pong) {
      clock.pinged(pong, arrivedAt);
      parts.links.heard(link, arrivedAt, clock.skew(), pong);
    },

    isFor: (system) => name === undefined || (name.isCertain && name.is === system),

    async begin(connection) {
      await protocol.identify(connection);
      await parts.drained();
      if (over || (await protocol.isRefused?.(connection))) return;
      const { system, name, translator } = openTranslator();
      const loggedUntil = parts.recall.lastAt(system);
      const { report } = context;
      const opened = { system, name, translator, link, parts, connection, clock, put, report, loggedUntil, isOver };
      const start = await protocol.prepare(opened);
      if (over) return;
      const started = start();
      running = started;
      handleHeld();
      ticking = setInterval(() => {
        put(translator.tick(now()));
        started.tick(now());
      }, TICK_MS);
      await started.reconcile();
      if (!started.filling) return;
      await started.filling;
      if (!over) await started.reconcile();
    },

    stop() {
      over = true;
      clearInterval(ticking);
      // Cut before it was reconciled: what came is not lost for that.
      if (held?.length) {
        if (!translator) openTranslator();
        handleHeld();
      }
      if (translator) put(translator.tick(now() + MINUTE));
    },
  };
}
