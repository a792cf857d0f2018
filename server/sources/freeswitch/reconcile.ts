// What is asked of FreeSWITCH about calls in progress, and when its counters can be compared with the log.
import { setTimeout as sleep } from 'node:timers/promises';
import { createReconciling, type Asked, type ReconcilerParts } from '../reconcile.ts';
import { isWaiting } from '../visits.ts';
import { createAgentLists, listAgents } from './agent-lists.ts';
import { QUIET_MS } from './agents.ts';
import { timeOf, type Connection } from './connection.ts';
import { resync, type Answers } from './resync.ts';
import { readChannels, readTable, type Row } from './tables.ts';
import type { Translator } from './translate.ts';
import type { Headers } from './wire.ts';

/** mod_callcenter may come after the event socket at a start, or not at all: asked often, then seldom. */
const LOADING_MS = 1_000;
const LOADING_TRIES = 2;
const ABSENT_MS = 5_000;
/** Events that change the list of agents without containing all of the change. */
const CHANGES_AGENTS = new Set(['agent-add', 'agent-contact-change']);

type Parts = ReconcilerParts<Connection, Translator>;

/** Whether mod_callcenter counted a call by then: answered when both are bridged, abandoned otherwise. */
const isCounted = (event: Headers): boolean =>
  event['CC-Action'] === 'member-queue-end' ||
  event['CC-Agent-State'] === 'In a queue call' ||
  (event['Event-Name'] === 'CHANNEL_BRIDGE' && event['variable_cc_side'] !== undefined) ||
  // Answered and never bridged.
  (event['variable_cc_cause'] === 'answered' && event['variable_cc_agent_bridged'] !== 'true');

/** mod_callcenter comes or goes: its API is a module's interface, and in older versions named by that alone. */
const isModule = (event: Headers): boolean =>
  event['Event-Name']?.startsWith('MODULE_') === true &&
  (event['key'] === 'mod_callcenter' || event['name'] === 'callcenter_config');

/** Everything in one go, so that it is from nearly one moment; undefined when mod_callcenter is not there. */
async function answersOf(connection: Connection): Promise<Answers | undefined> {
  const { ask } = connection;
  const queues = readTable(await ask('callcenter_config queue list'));
  if (!queues) return undefined;
  // Asked by name: without one an older mod_callcenter answers with an empty list.
  const quoted = queues.map(({ name = '' }) => (/\s/.test(name) ? `'${name}'` : name));
  const before = ask('show channels as json');
  const lists = quoted.map((name) => ask(`callcenter_config queue list members ${name}`));
  const [channelsBefore, members, { agents, tiers }, channels, counters] = await Promise.all([
    before,
    Promise.all(lists),
    listAgents(connection),
    ask('show channels as json'),
    ask('callcenter_config queue list'),
  ]);
  const rows: (readonly Row[] | undefined)[] = members.map(readTable);
  if (rows.includes(undefined)) return undefined;
  return {
    queues: readTable(counters) ?? queues,
    members: rows.flatMap((row) => row ?? []),
    agents,
    tiers,
    channels: readChannels(channels),
    channelsBefore: readChannels(channelsBefore),
  };
}

export function createReconciler(all: Parts) {
  const { system, link, parts, connection, clock, translator, put, report, loggedUntil, isOver } = all;
  let countedAt = -Infinity;
  let refusals = 0;

  const snapshot = async (): Promise<Answers | 'later'> => {
    const answers = await answersOf(connection);
    if (answers) {
      refusals = 0;
      return answers;
    }
    if (++refusals === LOADING_TRIES) report('denied', 'no-call-centre');
    await sleep(refusals < LOADING_TRIES ? LOADING_MS : ABSENT_MS);
    return 'later';
  };

  const take = async ({ answers, askedAt, asOf, isLastTry }: Asked<Answers>): Promise<boolean> => {
    // Counters are believed when no call was counted within QUIET_MS around their reading: events may be reported late. And the
    // turn may have been long in coming: calls that were counted since are in the log already and not in these counters.
    const counted = countedAt < askedAt - QUIET_MS;
    if (!counted && !isLastTry) return false;
    const { names, recall } = parts;
    const pbxNow = clock.now(askedAt);
    agentLists.known(answers.queues);
    put(resync({ system, link, names, recall, translator, answers, pbxNow, loggedUntil, asOf, counted }));
    await parts.drained();
    return true;
  };

  const { again, isRunning } = createReconciling<Answers>(all, {
    ping: async () => {
      clock.pinged(await timeOf(connection), parts.now());
      return clock.pingTime(parts.now());
    },
    snapshot,
    quietMs: QUIET_MS,
    take,
    done: (_answers, isAccepted) => {
      if (isAccepted) report('up');
    },
  });
  const askAgain = (): void => void again().catch(() => {}); // the connection ended, which `ended` reports

  /** A waiting caller is connected with a desk that picked up before this connection: the table has its name. */
  const isUnknownAnswer = (event: Headers): boolean => {
    if (event['Event-Name'] !== 'CHANNEL_BRIDGE' || event['variable_cc_side'] !== 'member') return false;
    const call = translator.calls.known(event['Unique-ID'] ?? '');
    const visit = call?.visits.at(-1);
    return call !== undefined && visit !== undefined && isWaiting(visit) && !call.pickups.has(visit);
  };

  const agentLists = createAgentLists({
    parts,
    connection,
    clock,
    translator,
    put,
    isOver,
    changed: () => {
      refusals = LOADING_TRIES - 1; // it was there: that it does not answer now is reported at once
      askAgain();
    },
  });

  return {
    again,

    /** Asks again for what changes without an event. `at`: our clock. */
    tick(at: number): void {
      if (!isRunning()) agentLists.tick(at);
    },

    /** Hears every event, for what is counted and for agents that come. */
    heard(event: Headers, arrivedAt: number): void {
      if (isCounted(event)) countedAt = arrivedAt;
      agentLists.heard(event, arrivedAt);
      if (isModule(event)) {
        refusals = LOADING_TRIES - 1;
        askAgain();
      } else if (CHANGES_AGENTS.has(event['CC-Action'] ?? '') || isUnknownAnswer(event)) askAgain();
    },
  };
}
