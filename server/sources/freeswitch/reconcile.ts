// Asks FreeSWITCH what is in progress, until the answer can be believed, and takes the calls up from there.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import type { PbxClock } from '../clock.ts';
import type { LinkContext, SourceParts } from '../source.ts';
import { isWaiting } from '../visits.ts';
import { createAgentLists, listAgents } from './agent-lists.ts';
import { QUIET_MS } from './agents.ts';
import { timeOf, type Connection } from './connection.ts';
import { resync, type Answers } from './resync.ts';
import { readChannels, readTable, type Row } from './tables.ts';
import type { Translator } from './translate.ts';
import type { Headers } from './wire.ts';

/** Counters are believed when no call was counted within QUIET_MS around their reading: events may be told late. */
const QUIET_TRIES = 12;
/** mod_callcenter may come after the event socket at a start, or not at all: asked often, then seldom. */
const LOADING_MS = 1_000;
const LOADING_TRIES = 2;
const ABSENT_MS = 5_000;
/** What changes the list of agents without telling all of it. */
const CHANGES_AGENTS = new Set(['agent-add', 'agent-contact-change']);

type Parts = {
  system: string;
  link: string;
  parts: SourceParts;
  connection: Connection;
  clock: PbxClock;
  translator: Translator;
  put: (events: readonly RawEvent[]) => void;
  report: LinkContext['report'];
  heardUntil: number | undefined;
  isOver: () => boolean;
};

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

/** Everything in one go, so that it is told as of nearly one moment; undefined when mod_callcenter is not there. */
async function answersOf(connection: Connection): Promise<Answers | undefined> {
  const { ask } = connection;
  const queues = readTable(await ask('callcenter_config queue list'));
  if (!queues) return undefined;
  // Asked by name: without one an older mod_callcenter answers that nobody is there.
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
  const { system, link, parts, connection, clock, translator, put, report, heardUntil, isOver } = all;
  let countedAt = -Infinity;
  let running: Promise<void> | undefined;
  let wanted = false;
  let refusals = 0;

  /** One question; true when its answer was taken. */
  const ask = async (isLastTry: boolean): Promise<boolean> => {
    const askedAt = parts.now();
    clock.pinged(await timeOf(connection), parts.now());
    const heard = Math.max(heardUntil ?? 0, translator.latest() ?? 0);
    const pingTime = clock.byPing(parts.now());
    // One past the last moment heard of, so that who joined in it is asked about too.
    const asOf = Math.floor(Math.min(heard ? heard + 1 : clock.now(parts.now()), pingTime ?? Infinity));
    const answers = await answersOf(connection);
    if (!answers) {
      if (++refusals === LOADING_TRIES) report('denied', 'no-call-centre');
      await sleep(refusals < LOADING_TRIES ? LOADING_MS : ABSENT_MS);
      return false;
    }
    refusals = 0;
    await sleep(QUIET_MS);
    await parts.drained();
    let isTaken = true;
    await parts.inTurn(system, async () => {
      if (isOver()) return;
      // The turn may have been long in coming: what was counted meanwhile is in the log already and not in these counters.
      const counted = countedAt < askedAt - QUIET_MS;
      isTaken = counted || isLastTry;
      if (!isTaken) return;
      const { names, recall } = parts;
      const pbxNow = clock.now(askedAt);
      agentLists.known(answers.queues);
      put(resync({ system, link, names, recall, translator, answers, pbxNow, heardUntil, asOf, counted }));
      await parts.drained();
    });
    if (isTaken) report('up');
    return isTaken;
  };

  const run = async (): Promise<void> => {
    while (wanted && !isOver()) {
      wanted = false;
      for (let tries = 1; !isOver() && !(await ask(tries >= QUIET_TRIES)); tries++);
    }
  };

  /** Asks (again). Asked while it asks, it asks once more. */
  const again = (): Promise<void> => {
    wanted = true;
    running ??= run().finally(() => (running = undefined));
    return running;
  };
  const askAgain = (): void => void again().catch(() => {}); // the connection ended, which is told by `ended`

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
      refusals = LOADING_TRIES - 1; // it was there: that it does not answer now is told at once
      askAgain();
    },
  });

  return {
    again,

    /** Asks again for what changes without an event. `at`: our clock. */
    tick(at: number): void {
      if (!running) agentLists.tick(at);
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
