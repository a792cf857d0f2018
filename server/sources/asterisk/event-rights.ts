// Whether Asterisk sends us the events of its queues. It accepts the login of a user without the right to read them, and then
// stays silent: only its lists, asked again, show that something happened. Pure.
import type { Packet } from './wire.ts';

/** Everything in an answer to QueueStatus whose change comes with an event of class `agent`. */
function printOf(list: readonly Packet[]): string {
  const lines = list.map((packet) => {
    switch (packet['Event']) {
      case 'QueueParams':
        return ['params', packet['Queue'], packet['Completed'], packet['Abandoned']];
      case 'QueueEntry':
        return ['entry', packet['Queue'], packet['Uniqueid']];
      case 'QueueMember':
        return ['member', packet['Queue'], packet['Location'], packet['Status'], packet['Paused']];
      default: // an open set: what else a list may hold
        return [];
    }
  });
  return lines
    .map((line) => line.join(' '))
    .sort()
    .join('\n');
}

export type EventRights = ReturnType<typeof createEventRights>;

export function createEventRights() {
  let isProven = false;
  let last: string | undefined;
  let isMissing = false;

  return {
    heard(packet: Packet): void {
      if (!packet['Privilege']?.startsWith('agent,')) return;
      isProven = true;
      isMissing = false;
    },
    /** One event proves the right for as long as the connection lasts: then no list need be asked for. */
    isProven: (): boolean => isProven,
    /** True while lists changed and not one event came. */
    isMissing: (): boolean => isMissing,

    /** Takes an answer to QueueStatus; returns whether it shows a change without an event. */
    compareLists(list: readonly Packet[]): boolean {
      const now = printOf(list);
      const changed = last !== undefined && last !== now;
      last = now;
      if (isProven || !changed) return false;
      return (isMissing = true);
    },
  };
}
