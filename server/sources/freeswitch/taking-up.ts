// Asks FreeSWITCH what is in progress, until the answer can be believed, and takes the calls up from there.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import type { PbxClock } from '../clock.ts';
import type { LinkVoice, SourceParts } from '../source.ts';
import { timeOf, type Connection } from './connection.ts';
import { resync, type Answers } from './resync.ts';
import { readChannels, readTable, type Row } from './tables.ts';
import type { Translator } from './translate.ts';
import type { Headers } from './wire.ts';

/** Counters are believed when no call was counted within this time around their reading: events may be told late. */
const QUIET_MS = 300;
const QUIET_TRIES = 12;
/** mod_callcenter may come after the event socket at a start, or not at all: asked often, then seldom. */
const LOADING_MS = 1_000;
const LOADING_TRIES = 5;
const ABSENT_MS = 5_000;
const COUNTED = new Set(['bridge-agent-start', 'member-queue-end']);
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
  report: LinkVoice['report'];
  heardUntil: number | undefined;
  isOver: () => boolean;
};

export const listAgents = async ({ ask }: Connection) => {
  const [agents, tiers] = await Promise.all([ask('callcenter_config agent list'), ask('callcenter_config tier list')]);
  return { agents: readTable(agents), tiers: readTable(tiers) };
};

/** Everything in one go, so that it is told as of nearly one moment; undefined when mod_callcenter is not there. */
async function answersOf(connection: Connection): Promise<Answers | undefined> {
  const { ask } = connection;
  const queues = readTable(await ask('callcenter_config queue list'));
  if (!queues) return undefined;
  // Asked by name: without one an older mod_callcenter answers that nobody is there.
  const quoted = queues.map(({ name = '' }) => (/\s/.test(name) ? `'${name}'` : name));
  const lists = quoted.map((name) => ask(`callcenter_config queue list members ${name}`));
  const [members, { agents, tiers }, channels, counters] = await Promise.all([
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
  };
}

export function createTakingUp(all: Parts) {
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
    const byPing = clock.byPing(parts.now());
    // One past the last moment heard of, so that who joined in it is asked about too.
    const asOf = Math.floor(Math.min(heard ? heard + 1 : clock.now(parts.now()), byPing ?? Infinity));
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

  return {
    again,

    /** Hears every event, for what is counted and for agents that come. */
    heard(event: Headers, arrivedAt: number): void {
      const action = event['CC-Action'] ?? '';
      if (COUNTED.has(action)) countedAt = arrivedAt;
      if (CHANGES_AGENTS.has(action)) again().catch(() => {}); // the connection ended, which is told by `ended`
    },
  };
}
