// What a user of the manager interface may read and do, as far as it showed. Asterisk lists no rights: events prove those that
// came, and lists that changed without an event prove those that are missing. Pure.
import { createEventRights } from '../sources/asterisk/event-rights.ts';
import type { Answer } from '../sources/asterisk/connection.ts';
import type { Packet } from '../sources/asterisk/wire.ts';
import type { Steps } from './steps.ts';

/** Classes that the links ask for, in the order in which they matter. */
const CLASSES = ['agent', 'call', 'dialplan', 'user', 'system'];
/** Those whose events come with some calls only: that none came proves nothing. */
const RARER = ['user', 'dialplan'];

export type EventsSeen = ReturnType<typeof createEventsSeen>;

export function createEventsSeen() {
  const classes = new Set<string>();
  const rights = createEventRights();
  let channels: string | undefined;
  let hasChannelsChanged = false;
  let booted: { uptime: number | undefined; at: number } | undefined;
  let unstamped = false;
  return {
    take(packet: Packet, arrivedAt: number): void {
      rights.heard(packet);
      const [name = ''] = (packet['Privilege'] ?? '').split(',');
      classes.add(name);
      if (packet['Event'] !== 'FullyBooted') {
        unstamped ||= name !== '' && packet['Timestamp'] === undefined;
        return;
      }
      const uptime = packet['Uptime'];
      booted = {
        uptime: uptime !== undefined && /^\d{1,12}$/.test(uptime) ? Number(uptime) : undefined,
        at: arrivedAt,
      };
    },
    listed(queues: Answer, calls: Answer): void {
      if (queues.ok) rights.compareLists(queues.list);
      if (!calls.ok) return;
      const now = calls.list
        .map((packet) => packet['Uniqueid'])
        .sort()
        .join();
      hasChannelsChanged ||= channels !== undefined && channels !== now;
      channels = now;
    },
    /** Whether events of a class came. */
    has: (name: string): boolean => classes.has(name),
    isSilent: (name: 'agent' | 'call'): boolean =>
      !classes.has(name) && (name === 'agent' ? rights.isMissing() : hasChannelsChanged),
    proved: (): string[] => CLASSES.filter((name) => classes.has(name)),
    unseen: (): string[] => RARER.filter((name) => !classes.has(name)),
    /** The answer to the login of a user who may read class system. */
    booted: () => booted,
    /** Events have no time. */
    isUnstamped: (): boolean => unstamped,
  };
}

export function judgeRights(steps: Steps, seen: EventsSeen, queues: Answer, calls: Answer): void {
  const proved = seen.proved();
  const missing = [
    ...(['agent', 'call'] as const).filter(seen.isSilent).map((name) => `read ${name}`),
    ...(!calls.ok && /permission/i.test(calls.message) ? ['write reporting'] : []),
    // Sent after every login to those who may read it, unless Asterisk still starts.
    ...(queues.ok && !seen.has('system') ? ['read system'] : []),
  ];
  if (missing.length > 0) {
    const isLittle = missing.every((right) => right === 'read system');
    return steps.add({
      step: 'rights',
      state: isLittle ? 'open' : 'bad',
      code: 'rights-missing',
      missing,
      proved,
    });
  }
  const unseen = seen.unseen();
  if (seen.has('agent') && seen.has('call'))
    steps.good('rights', 'rights-proved', { proved, ...(unseen.length > 0 && { unseen }) });
  else steps.open('rights', 'rights-unproved', { proved });
}
