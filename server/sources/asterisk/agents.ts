// Queue members → desks. A desk is an extension, but Asterisk names members as they were configured: two people of one name,
// one telephone under two spellings. AMI reports name and interface, queue_log the name alone (the interface alone where
// log_membername_as_agent is off), and the profile may know the desk by either.
import { normalizeForSearch } from '../../../shared/normalize-for-search.ts';
import { extensionIn, idOf, shownName, type Named, type Names } from '../names.ts';
import type { Packet } from './wire.ts';

/** Member name → interface. */
export type Members = Readonly<Record<string, string>>;
/** Interface → member name, where another extension has that name, too. */
export type Twins = Readonly<Record<string, string>>;
/** `others`: further desks that may be meant, where a name alone is not enough. */
export type Agent = Named & { others?: readonly string[] };
export type Agents = ReturnType<typeof createAgents>;

/** Events that prove a membership; an AgentComplete may come after the member was removed. */
const PRESENT = new Set(['QueueMember', 'QueueMemberAdded', 'QueueMemberStatus', 'QueueMemberPause', 'AgentCalled']);

const nameIn = (packet: Packet): string => packet['MemberName'] ?? packet['Name'] ?? '';
const faceIn = (packet: Packet): string => packet['Interface'] ?? packet['Location'] ?? '';

/** `before`, `twinsBefore`: what was known at an earlier time. Of two interfaces under one name the later report counts. */
export function createAgents(names: Names, before: Members = {}, twinsBefore: Twins = {}) {
  const faceOf = new Map<string, string>();
  const nameOf = new Map<string, string>();
  /** The first spelling of each name of an interface: the others are no other desk. */
  const spellings = new Map<string, string>();
  /** Interface → queues that it serves now, as far as this connection knows. */
  const serving = new Map<string, Set<string>>();
  const twins = new Map<string, string>();

  const spelling = (name: string, face: string): string => spellings.get(`${face} ${normalizeForSearch(name)}`) ?? name;

  const learn = (name: string, face: string): void => {
    faceOf.set(name, face);
    nameOf.set(face, name);
    const key = `${face} ${normalizeForSearch(name)}`;
    if (face !== '' && !spellings.has(key)) spellings.set(key, name);
  };
  for (const [name, face] of Object.entries(before)) learn(name, face);
  for (const [face, name] of Object.entries(twinsBefore)) {
    learn(name, face);
    twins.set(face, name);
  }

  /** Two members of one name at the same time sit at two desks, and stay two. */
  const findTwins = (name: string, face: string, isIn: (queues: Set<string>) => boolean): void => {
    for (const [other, queues] of serving)
      if (nameOf.get(other) === name && extensionIn(other) !== extensionIn(face) && isIn(queues))
        twins.set(other, name).set(face, name);
  };

  const notePresence = (packet: Packet, name: string, face: string): void => {
    const event = packet['Event'] ?? '';
    const queue = packet['Queue'] ?? '';
    if (event === 'QueueMemberRemoved') {
      serving.get(face)?.delete(queue);
      if (serving.get(face)?.size === 0) serving.delete(face);
    } else if (PRESENT.has(event)) {
      const queues = serving.get(face) ?? new Set();
      serving.set(face, queues.add(queue));
      // A member that moves to another telephone, queue by queue, is in none of them twice.
      findTwins(name, face, (of) => of.has(queue));
    }
  };

  const isTwin = (face: string): boolean => twins.has(face) || twins.has(names.cover(face));

  const deskAt = (name: string, face: string): Named => {
    const written = spelling(name, face);
    const named = names.desk(written, face);
    if (!isTwin(face) || names.profileDesk(written, face) !== undefined) return named;
    const extension = extensionIn(face);
    const id = idOf(`${written}-${extension}`, names.keyed);
    return names.one({ id, name: shownName(`${written} · ${extension}`) });
  };

  return {
    /** Any packet: an event about a member, or a QueueMember of an answer. */
    heard(packet: Packet): void {
      const [name, face] = [nameIn(packet), faceIn(packet)];
      if (name === '' || face === '') return;
      learn(name, face);
      notePresence(packet, name, face);
    },

    /** The list of all members, so that none is named before its twin is known. */
    applySnapshot(packets: readonly Packet[]): void {
      serving.clear();
      const inOrder = [...packets].sort((a, b) => (nameIn(a) < nameIn(b) ? -1 : 1));
      for (const packet of inOrder) this.heard(packet);
      for (const face of serving.keys()) findTwins(nameOf.get(face) ?? '', face, () => true);
    },

    /** The desk of a member by name and interface. */
    deskAt,
    deskOf: (packet: Packet): Named => deskAt(nameIn(packet), faceIn(packet)),

    /**
     * The desk of a telephone by interface or extension, or of a member by name; undefined where no queue has it: the telephone
     * may be a citizen's.
     */
    deskOn(phone: string): Named | undefined {
      const face = [...nameOf.keys()].find((one) => one === phone) ?? faceOf.get(phone);
      const same = face ?? [...nameOf.keys()].find((one) => extensionIn(one) === extensionIn(phone));
      if (same !== undefined) return deskAt(nameOf.get(same) ?? '', same);
      return names.profileDesk(phone, phone) === undefined ? undefined : names.desk(phone, phone);
    },

    /** The desk of an agent by its name in queue_log. */
    desk(agent: string): Agent {
      // What was kept has its numbers covered (B8).
      const covered = names.cover(agent);
      const name = nameOf.get(agent) ?? nameOf.get(covered);
      if (name !== undefined) return deskAt(name, agent);
      const face = faceOf.get(agent) ?? faceOf.get(covered);
      if (face === undefined || !isTwin(face)) return deskAt(agent, face ?? agent);
      // The name does not show which of them it is.
      const others = [...twins].flatMap(([one, called]) => (called === agent ? [deskAt(agent, one).id] : []));
      return { ...names.desk(agent, agent), others };
    },

    /** Whether AMI has mentioned it. */
    isKnown: (agent: string): boolean => [agent, names.cover(agent)].some((one) => faceOf.has(one) || nameOf.has(one)),
    /** As they may be kept: a member on a mobile has its number in its interface (B8). */
    members: (): Members =>
      Object.fromEntries([...faceOf].map(([name, face]) => [names.cover(name), names.cover(face)])),
    twins: (): Twins =>
      Object.fromEntries([...twins].map(([face, name]) => [names.cover(face), names.cover(name)]).sort()),
  };
}
