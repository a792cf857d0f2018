// What queue_log calls an agent → the desk that AMI's packets name. queue_log writes the member's name alone, or its interface
// alone where log_membername_as_agent is off; AMI says both, and the profile may know the desk by either.
import type { Named, Names } from '../names.ts';
import type { Packet } from './wire.ts';

/** Member name → interface. */
export type Members = Readonly<Record<string, string>>;
export type Agents = ReturnType<typeof createAgents>;

/** `before`: what was known at an earlier time. Of two interfaces under one name the later word counts. */
export function createAgents(names: Names, before: Members = {}) {
  const faceOf = new Map<string, string>();
  const nameOf = new Map<string, string>();
  const learn = (name: string, face: string): void => {
    faceOf.set(name, face);
    nameOf.set(face, name);
  };
  for (const [name, face] of Object.entries(before)) learn(name, face);

  return {
    /** Any packet: an event about a member, or a QueueMember of an answer. */
    heard(packet: Packet): void {
      const name = packet['MemberName'] ?? packet['Name'];
      const face = packet['Interface'] ?? packet['Location'];
      if (name !== undefined && name !== '' && face !== undefined && face !== '') learn(name, face);
    },

    desk(agent: string): Named {
      const known = names.cover(agent);
      return names.desk(
        nameOf.get(agent) ?? nameOf.get(known) ?? agent,
        faceOf.get(agent) ?? faceOf.get(known) ?? agent,
      );
    },

    /** Whether AMI was heard to speak of it. */
    isKnown: (agent: string): boolean => [agent, names.cover(agent)].some((one) => faceOf.has(one) || nameOf.has(one)),
    /** As they may be kept: a member on a mobile has its number in its interface (B8). */
    members: (): Members =>
      Object.fromEntries([...faceOf].map(([name, face]) => [names.cover(name), names.cover(face)])),
  };
}
