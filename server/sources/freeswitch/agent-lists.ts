// Agents and tiers that are added and deleted, which mod_callcenter reports by no event: their lists are asked for again.
import { setTimeout as sleep } from 'node:timers/promises';
import type { RawEvent } from '../../../shared/event.ts';
import type { PbxClock } from '../clock.ts';
import type { SourceParts } from '../source.ts';
import { QUIET_MS } from './agents.ts';
import type { Connection } from './connection.ts';
import { readTable, type Row } from './tables.ts';
import type { Translator } from './translate.ts';
import type { Headers } from './wire.ts';

/** 300 agents make 60 kB. */
export const LISTS_EVERY_MS = 20_000;
/** After a call every agent gets a new state within milliseconds, unless he was deleted. */
const STATE_WITHIN_MS = 2_000;
const ENDS = new Set(['bridge-agent-end', 'bridge-agent-fail']);

type Parts = {
  parts: Pick<SourceParts, 'names' | 'now' | 'drained'>;
  connection: Connection;
  clock: PbxClock;
  translator: Translator;
  put: (events: readonly RawEvent[]) => void;
  isOver: () => boolean;
  /** Queues came or went, or mod_callcenter is gone: all is asked for again. */
  changed: () => void;
};

export const listAgents = async ({ ask }: Connection) => {
  const [agents, tiers] = await Promise.all([ask('callcenter_config agent list'), ask('callcenter_config tier list')]);
  return { agents: readTable(agents), tiers: readTable(tiers) };
};

const namesIn = (queues: readonly Row[]): string =>
  queues
    .map(({ name }) => name)
    .sort()
    .join('\n');

export function createAgentLists({ parts, connection, clock, translator, put, isOver, changed }: Parts) {
  const { names, now, drained } = parts;
  /** Agents whose state after a call is still to come, and until when. */
  const owed = new Map<string, number>();
  let dueAt = Infinity;
  let queuesThen: string | undefined;
  let isAsking = false;

  const ask = async (): Promise<void> => {
    const askedAt = now();
    const [answer, { agents, tiers }] = await Promise.all([
      connection.ask('callcenter_config queue list'),
      listAgents(connection),
    ]);
    const queues = readTable(answer);
    await sleep(QUIET_MS);
    await drained();
    if (isOver()) return;
    if (!queues || !agents || namesIn(queues) !== queuesThen) return changed();
    const ids = queues.flatMap(({ name = '' }) => names.queue(name)?.id ?? []);
    const at = Math.round(clock.now(askedAt));
    put([
      ...translator.agents.applySnapshot(agents, tiers, ids, at, askedAt),
      ...translator.agents.markMissing(agents, ids, at, askedAt),
    ]);
  };

  return {
    /** All was asked for just now, with these queues. */
    known(queues: readonly Row[]): void {
      queuesThen = namesIn(queues);
      dueAt = now() + LISTS_EVERY_MS;
    },

    heard(event: Headers, arrivedAt: number): void {
      const action = event['CC-Action'] ?? '';
      const agent = event['CC-Agent'] ?? '';
      if (ENDS.has(action)) owed.set(agent, arrivedAt + STATE_WITHIN_MS);
      else if (action === 'agent-state-change') owed.delete(agent);
      // Perhaps he was given a tier just now.
      else if (action === 'agent-status-change' && translator.agents.servesNone(agent))
        dueAt = Math.min(dueAt, arrivedAt + STATE_WITHIN_MS);
    },

    tick(at: number): void {
      for (const [agent, due] of owed) {
        if (due > at) continue;
        owed.delete(agent);
        if (dueAt !== Infinity) dueAt = at;
      }
      if (at < dueAt || isAsking) return;
      dueAt = at + LISTS_EVERY_MS;
      isAsking = true;
      ask()
        .catch(() => {}) // the connection ended, which `ended` reports
        .finally(() => (isAsking = false));
    },
  };
}
