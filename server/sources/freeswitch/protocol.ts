// What a session with FreeSWITCH does beside the common life: it asks the API for the system's name and its agents, and asks again
// for what changes without an event.
import { setTimeout as sleep } from 'node:timers/promises';
import { listAgents } from './agent-lists.ts';
import { timeOf, type Connection } from './connection.ts';
import { ofMicroseconds } from './event.ts';
import type { LinkOptions } from './link-options.ts';
import { createReconciler } from './reconcile.ts';
import { createTranslator, type Translator } from './translate.ts';
import type { Headers } from './wire.ts';
import type { Opened, Protocol, Running, SessionContext } from '../session.ts';

/** How long the API may take to name the system and its agents: the events do not wait for it any longer. */
const KNOWN_WITHIN_MS = 1_500;
const NAME_LOOK_MS = 10;
/** An event is 14 kB at most: this many are held while the system is not known, for two seconds or so. */
const HOLD_LIMIT = 20_000;

export function createProtocol(
  options: LinkOptions,
  { parts, clock, system, setSystemName, report, isOver }: SessionContext,
): Protocol<Headers, Connection, Translator> {
  let lists: Awaited<ReturnType<typeof listAgents>> | undefined;

  /** The name that FreeSWITCH goes by: its switchname, which is its host's unless it was given another. */
  const askName = async ({ ask }: Connection): Promise<void> => {
    if (options.system !== undefined) return;
    for (const question of ['switchname', 'hostname']) {
      const answer = (await ask(question)).trim();
      if (/^[\w.-]{1,255}$/.test(answer) && !answer.startsWith('-')) return void setSystemName(answer);
      if (system() !== undefined) return;
    }
  };

  /** The system's name and its agents by the API, if it answers in time. */
  const introduced = async (connection: Connection) => {
    const inTime = new AbortController();
    const answers = (async () => {
      clock.pinged(await timeOf(connection), parts.now());
      await askName(connection);
      return listAgents(connection);
    })();
    try {
      return await Promise.race([answers, sleep(KNOWN_WITHIN_MS, undefined, { signal: inTime.signal })]);
    } finally {
      inTime.abort();
      answers.catch(() => {}); // `ended` reports the end
    }
  };

  const start = (opened: Opened<Connection, Translator>): Running<Headers> => {
    opened.translator.agents.know(lists?.agents ?? [], lists?.tiers);
    // Without mod_callcenter there are no events; where the API is slow it may be there.
    if (!lists || lists.agents) report('up');
    const { again: reconcile, heard, tick } = createReconciler(opened);
    return { reconcile, tick, observe: (event, _at, arrivedAt) => heard(event, arrivedAt) };
  };

  return {
    holdLimit: HOLD_LIMIT,
    sentAt: (event) => ofMicroseconds(event['Event-Date-Timestamp']),

    async identify(connection) {
      lists = await introduced(connection);
      // Where the API does not give the name the first event does: a heartbeat, at the latest.
      while (system() === undefined && !isOver()) await sleep(NAME_LOOK_MS);
    },

    createTranslator: ({ is }) => createTranslator({ system: is, names: parts.names, recall: parts.recall }),

    prepare: (opened) => Promise.resolve(() => start(opened)),
  };
}
