// The life of one connection to FreeSWITCH under one name: learn who it is and who its agents are, ask what is in progress, then listen.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import { createPbxClock } from '../clock.ts';
import type { LinkContext, SourceParts } from '../source.ts';
import type { LinkOptions } from './link-options.ts';
import { timeOf, type Connection } from './connection.ts';
import { ofMicroseconds } from './event.ts';
import { listAgents } from './agent-lists.ts';
import { createReconciler } from './reconcile.ts';
import { createTranslator, type Translator } from './translate.ts';
import type { Headers } from './wire.ts';

/** How long the API may take to name the system and its agents: the events do not wait for it any longer. */
const KNOWN_WITHIN_MS = 1_500;
const NAME_LOOK_MS = 10;
const TICK_MS = 50;
/** An event is 14 kB at most: this many are held while the system is not known, for two seconds or so. */
const BUFFER_LIMIT = 20_000;

export function createSession({
  options,
  parts,
  report,
  system,
  setSystemName: learn,
  standIn,
}: LinkContext & { options: LinkOptions; parts: SourceParts }) {
  const { now } = parts;
  const { link } = options;
  const clock = createPbxClock();
  /** What came before the system and its agents were known. */
  let held: { event: Headers; arrivedAt: number }[] | undefined = [];
  let translator: Translator | undefined;
  /** The system's name for all events. */
  let name: string | undefined;
  let takingUp: ReturnType<typeof createReconciler> | undefined;
  let ticking: NodeJS.Timeout | undefined;
  let over = false;

  const put = (events: readonly RawEvent[]): void => {
    if (events.length > 0 && name !== undefined) parts.put(events, name);
  };

  const timed = (event: Headers, arrivedAt: number): number =>
    clock.timeOf(ofMicroseconds(event['Event-Date-Timestamp']), arrivedAt);

  const hear = (event: Headers, arrivedAt: number): void => {
    takingUp?.heard(event, arrivedAt);
    if (translator) put(translator.hear(event, timed(event, arrivedAt), arrivedAt));
  };

  const listen = (called: string): Translator => {
    name = called;
    return (translator = createTranslator({ system: called, names: parts.names, recall: parts.recall }));
  };

  const hearHeld = (): void => {
    const before = held ?? [];
    held = undefined;
    for (const { event, arrivedAt } of before) hear(event, arrivedAt);
  };

  /** The name that FreeSWITCH goes by: its switchname, which is its host's unless it was given another. */
  const askName = async ({ ask }: Connection): Promise<void> => {
    if (options.system !== undefined) return;
    for (const question of ['switchname', 'hostname']) {
      const told = (await ask(question)).trim();
      if (/^[\w.-]{1,255}$/.test(told) && !told.startsWith('-')) return void learn(told);
      if (system() !== undefined) return;
    }
  };

  /** The system's name and its agents by the API, if it answers in time. */
  const introduced = async (connection: Connection) => {
    const inTime = new AbortController();
    const told = (async () => {
      clock.pinged(await timeOf(connection), now());
      await askName(connection);
      return listAgents(connection);
    })();
    try {
      return await Promise.race([told, sleep(KNOWN_WITHIN_MS, undefined, { signal: inTime.signal })]);
    } finally {
      inTime.abort();
      told.catch(() => {}); // the connection ended, which is told by `ended`
    }
  };

  return {
    event(event: Headers, arrivedAt: number): void {
      if (!held) return hear(event, arrivedAt);
      timed(event, arrivedAt);
      if (held.length < BUFFER_LIMIT) held.push({ event, arrivedAt });
    },

    word(arrivedAt: number, pong: number | undefined): void {
      clock.pinged(pong, arrivedAt);
      parts.links.heard(link, arrivedAt, clock.skew(), pong);
    },

    /** Whether its events have this name, or may yet have it. */
    isFor: (called: string): boolean => name === undefined || name === called,

    /** The password was accepted and the events come. Rejects when the connection ends before it is done. */
    async begin(connection: Connection): Promise<void> {
      const lists = await introduced(connection);
      // Where the API does not give the name the first event does: a heartbeat, at the latest.
      while (system() === undefined && !over) await sleep(NAME_LOOK_MS);
      await parts.drained();
      if (over) return;
      const called = system() ?? standIn();
      const heardUntil = parts.recall.lastAt(called);
      const listening = listen(called);
      listening.agents.know(lists?.agents ?? [], lists?.tiers);
      // Without mod_callcenter there are no events; where the API is slow it may be there.
      if (!lists || lists.agents) report('up');
      takingUp = createReconciler({
        system: called,
        link,
        parts,
        connection,
        clock,
        translator: listening,
        put,
        report,
        heardUntil,
        isOver: () => over,
      });
      hearHeld();
      ticking = setInterval(() => {
        put(listening.tick(now()));
        takingUp?.tick(now());
      }, TICK_MS);
      await takingUp.again();
    },

    stop(): void {
      over = true;
      clearInterval(ticking);
      // Cut before it was taken up: what came is not lost for that.
      if (held?.length) {
        if (!translator) listen(system() ?? standIn());
        hearHeld();
      }
      if (translator) put(translator.tick(now() + 60_000));
    },
  };
}
