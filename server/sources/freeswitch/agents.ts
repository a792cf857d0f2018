// Agents of mod_callcenter → states of desks. An agent has one status (set by people) and one state (what the call centre does
// with him) for all queues; a desk's state is reported once for every queue that it serves.
import type { DeskState } from '../../../shared/board.ts';
import { hidesNumber } from '../../../shared/number.ts';
import type { RawEvent } from '../../../shared/event.ts';
import { idOf, shownName, type Named, type Names } from '../names.ts';
import type { KnownCalls } from '../known-calls.ts';
import { extensionOf } from './contact.ts';
import { ordinalOf } from './event.ts';
import { createShortNames } from './short-names.ts';
import type { Row } from './tables.ts';
import type { TimedEvent } from './timed-event.ts';
import type { Headers } from './wire.ts';

type Agent = {
  contact: string;
  status: string | undefined;
  state: string | undefined;
  /** Its telephone could not be found the last time. */
  isUnreachable: boolean;
  /** On a call outside the queues that the dialplan reports by callcenter_track; known from lists only. */
  isOutside: boolean;
  /** Ids of the queues that it serves; undefined while no list of tiers has come. */
  queues: Set<string> | undefined;
  /** Sequence number of the latest event per field: they come out of order at times. */
  heard: Partial<Record<'status' | 'state', number>>;
  /** When that event arrived, by our clock. */
  heardAt: Partial<Record<'status' | 'state', number>>;
};

/** Events may arrive late: what came so shortly before a list was asked for may be newer than the list. */
export const QUIET_MS = 300;

/** What the call centre does with an available agent; `Idle` gets no calls until another state is set. */
const byState: Readonly<Record<string, DeskState>> = {
  Waiting: 'free',
  Reserved: 'free',
  Receiving: 'ringing',
  'In a queue call': 'busy',
  Idle: 'paused',
};
/** A state that shows whatever the status is, which may not be known yet. */
const WITH_A_CALL = new Set(['Receiving', 'In a queue call']);

/** One status stands for all that a person may be away for, so there is never a reason. */
function stateOf({ status, state = '', isUnreachable, isOutside }: Agent): DeskState | undefined {
  const doing = Object.hasOwn(byState, state) ? byState[state] : undefined;
  if (status === undefined) return WITH_A_CALL.has(state) ? doing : undefined;
  if (status === 'Logged Out') return 'away';
  if (status === 'On Break') return 'paused';
  if (!/^Available\b/.test(status)) return undefined;
  if (isUnreachable) return 'unreachable';
  return isOutside && doing === 'free' ? 'busy' : doing;
}

/** FusionPBX names its agents by UUIDs. */
const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The queue of a desk whose queues are not known. */
const ANYWHERE = '';

export type Agents = ReturnType<typeof createAgents>;

type Parts = { system: string; names: Names; recall: KnownCalls };

export function createAgents({ system, names, recall }: Parts) {
  const agents = new Map<string, Agent>();
  /** The last emitted state per desk and queue, so that only changes become events. */
  const emitted = new Map<string, { state: DeskState; at: number }>();
  const shortNames = createShortNames();
  let now = 0;

  const of = (name: string): Agent => {
    let agent = agents.get(name);
    if (!agent) {
      agent = {
        contact: '',
        status: undefined,
        state: undefined,
        isUnreachable: false,
        isOutside: false,
        queues: undefined,
        heard: {},
        heardAt: {},
      };
      agents.set(name, agent);
    }
    return agent;
  };

  /** Its id is that of the profile or of the whole name. What the profile does not name is shown as briefly as it can be. */
  const deskOf = (name: string): Named => {
    const extension = extensionOf(agents.get(name)?.contact ?? '');
    const member = name.replace(/@default$/i, '');
    const desk = names.desk(member, `user/${extension}`);
    if (desk.name !== shownName(member)) return desk;
    const short = shortNames.short(name);
    const isReadable = extension !== '' && !hidesNumber(extension);
    return { id: desk.id, name: shownName(uuidPattern.test(short) && isReadable ? extension : short) };
  };

  const latestState = (desk: string, queue: string): DeskState | undefined =>
    emitted.get(`${desk} ${queue}`)?.state ?? recall.latestDeskState(desk, queue);

  /** `ordinal`: undefined for what is in a list, which counts after all that came before and before all that comes. */
  const changeAt = (
    desk: Pick<Named, 'id'> & Partial<Named>,
    queue: string,
    state: DeskState,
    when: number,
    ordinal: string | undefined,
  ): readonly RawEvent[] => {
    const key = `${desk.id} ${queue}`;
    const at = ordinal === undefined ? Math.max(when, (emitted.get(key)?.at ?? -Infinity) + 1) : when;
    const isNew = latestState(desk.id, queue) !== state;
    emitted.set(key, { state, at });
    if (!isNew) return []; // the log has it already, and a second event would lose since when it is so
    const changed: RawEvent = {
      type: 'desk.state',
      id: `${idOf(system)}/desk/${desk.id}/${queue || 'any'}/${ordinal ?? `!${at}`}/${state}`,
      at,
      desk: desk.id,
      ...(desk.name !== undefined && { name: desk.name }),
      ...(queue !== ANYWHERE && { queue }),
      state,
      ...(ordinal === undefined && { approx: true as const }),
    };
    return [changed];
  };

  const change = (name: string, at: number, ordinal?: string): readonly RawEvent[] => {
    const agent = of(name);
    const state = stateOf(agent);
    if (state === undefined) return [];
    const desk = deskOf(name);
    return [...(agent.queues ?? [ANYWHERE])].flatMap((queue) => changeAt(desk, queue, state, at, ordinal));
  };

  /**
   * The life of FreeSWITCH and the event's number in it: the same on every link, never again. Its clock ticks slower than
   * it speaks: of two states of one moment the fold believes the greater id, so all numbers are of one length.
   */
  const ordinalIn = (event: Headers, at: number): string =>
    `${names.hashOf(event['Core-UUID'] ?? '')}-${(ordinalOf(event) ?? at.toString(36)).padStart(10, '.')}`;

  const set = (
    field: 'status' | 'state',
    value: string | undefined,
    { event, at }: TimedEvent,
  ): readonly RawEvent[] => {
    const name = event['CC-Agent'] ?? '';
    if (name === '' || value === undefined) return [];
    const agent = of(name);
    const number = Number(event['Event-Sequence'] ?? NaN);
    if (number < (agent.heard[field] ?? -Infinity)) return [];
    agent.heard[field] = number;
    agent.heardAt[field] = now;
    // An agent whose status changes may have moved to another telephone.
    if (field === 'status' && agent.status !== value) agent.isUnreachable = false;
    agent[field] = value;
    return change(name, at, ordinalIn(event, at));
  };

  /** Whether an event reported it after a list that was asked for at a moment of our clock; without one, ever. */
  const isNewer = (agent: Agent, field: 'status' | 'state', askedAt: number | undefined): boolean =>
    (agent.heardAt[field] ?? -Infinity) >= (askedAt === undefined ? 0 : askedAt - QUIET_MS);

  /** Takes over `agent list` and `tier list` without an event. `askedAt`: our clock; not newer than any event if absent. */
  const know = (rows: readonly Row[], tiers: readonly Row[] | undefined, askedAt?: number): void => {
    shortNames.learn(rows.flatMap(({ name }) => name ?? []));
    const served = new Map<string, string[]>();
    for (const { agent = '', queue = '' } of tiers ?? []) {
      const id = names.queue(queue)?.id;
      if (id !== undefined) served.set(agent, [...(served.get(agent) ?? []), id]);
    }
    for (const { name = '', contact = '', status, state, external_calls_count: outside = '0' } of rows) {
      if (name === '') continue;
      const agent = of(name);
      Object.assign(agent, {
        contact,
        isOutside: Number(outside) > 0,
        ...(status !== undefined && !isNewer(agent, 'status', askedAt) && { status }),
        ...(state !== undefined && !isNewer(agent, 'state', askedAt) && { state }),
        ...(tiers && { queues: new Set(served.get(name)) }),
      });
    }
  };

  return {
    deskOf,
    /** The desk of an agent by its extension or name; undefined for any other: it may be a citizen's. */
    deskOn(extension: string): Named | undefined {
      if (extension === '') return undefined;
      for (const [name, { contact }] of agents)
        if (extensionOf(contact) === extension || name === extension) return deskOf(name);
      return names.profileDesk(extension, extension) === undefined ? undefined : names.desk(extension, extension);
    },
    know,
    clock(arrivedAt: number): void {
      now = arrivedAt;
    },
    /** In no tier by the last list: nothing that he does is on the board. */
    servesNone: (name: string): boolean => agents.get(name)?.queues?.size === 0,
    status: (heard: TimedEvent): readonly RawEvent[] => set('status', heard.event['CC-Agent-Status'], heard),
    state: (heard: TimedEvent): readonly RawEvent[] => set('state', heard.event['CC-Agent-State'], heard),

    /** agent-contact-change. */
    contact({ event }: TimedEvent): readonly RawEvent[] {
      const name = event['CC-Agent'] ?? '';
      if (name !== '') of(name).contact = event['CC-Agent-Contact'] ?? '';
      return [];
    },

    /** The agent was offered a call of this queue; tiers that come and go fire no event of their own. */
    serves(name: string, rawQueue: string): void {
      const queue = names.queue(rawQueue)?.id;
      if (queue !== undefined) agents.get(name)?.queues?.add(queue);
    },

    unreachable({ event, at }: TimedEvent): readonly RawEvent[] {
      const name = event['CC-Agent'] ?? '';
      if (name === '') return [];
      of(name).isUnreachable = true;
      return change(name, at, ordinalIn(event, at));
    },

    /** sofia::register: a telephone is there, perhaps one that was looked for in vain. */
    registered({ event, at }: TimedEvent): readonly RawEvent[] {
      const events: RawEvent[] = [];
      const user = event['from-user'] ?? '';
      for (const [name, agent] of agents) {
        if (!agent.isUnreachable || user === '' || extensionOf(agent.contact) !== user) continue;
        agent.isUnreachable = false;
        events.push(...change(name, at, ordinalIn(event, at)));
      }
      return events;
    },

    /** Its telephone was there; its next state shows what it does now. */
    reached(name: string): void {
      const agent = agents.get(name);
      if (agent) agent.isUnreachable = false;
    },

    /**
     * Lists of now: so it is, since an unknown time. `queues`: all that there are, to find those no longer served. `at`:
     * after all that the log had before this connection; `askedAt` as in `know`.
     */
    applySnapshot(
      rows: readonly Row[],
      tiers: readonly Row[] | undefined,
      queues: readonly string[],
      at: number,
      askedAt?: number,
    ): readonly RawEvent[] {
      const events: RawEvent[] = [];
      know(rows, tiers, askedAt);
      for (const { name = '' } of rows) {
        const serving = agents.get(name)?.queues;
        if (name === '') continue;
        events.push(...change(name, at));
        if (!serving) continue;
        const desk = deskOf(name);
        for (const queue of [...queues, ANYWHERE]) {
          const state = serving.has(queue) ? undefined : latestState(desk.id, queue);
          if (state !== undefined && state !== 'away') events.push(...changeAt(desk, queue, 'away', at, undefined));
        }
      }
      return events;
    },

    /** As `applySnapshot`: agents who are not in the list were deleted, of which no event comes. */
    markMissing(rows: readonly Row[], queues: readonly string[], at: number, askedAt?: number): readonly RawEvent[] {
      const listed = new Set(rows.map(({ name }) => name));
      const here = new Set(rows.map(({ name = '' }) => deskOf(name).id));
      for (const [name, agent] of agents) {
        if (listed.has(name)) continue;
        // Added since the list was asked for.
        if (askedAt !== undefined && (isNewer(agent, 'status', askedAt) || isNewer(agent, 'state', askedAt)))
          here.add(deskOf(name).id);
        else if (askedAt !== undefined) agents.delete(name);
      }
      return [...queues, ANYWHERE].flatMap((queue) =>
        [...recall.desksIn(system, queue)]
          .filter((id) => !here.has(id))
          .flatMap((id) => changeAt({ id }, queue, 'away', at, undefined)),
      );
    },
  };
}
