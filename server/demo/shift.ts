// Moves one recorded AMI packet in time. Without it a second loop of a recording would be dropped as repeats, and rightly:
// its Uniqueids and times would be those of the first. Packets are latin1 strings, so that every byte survives.

/** `packet` as it would read had the recording been made `ms` milliseconds later. Pure; 0 changes nothing. */
export function shiftPacket(packet: string, ms: number): string {
  if (ms === 0) return packet;
  return packet.replace(/^([A-Za-z]+): ([^\r\n]*)/gm, (line, key: string, value: string) => {
    const moved = shiftValue(key, value, ms);
    return moved === undefined ? line : `${key}: ${moved}`;
  });
}

/** Ids and the times of list answers have whole seconds. Rounding keeps two ids apart: all move by the same amount. */
export const wholeSeconds = (ms: number): number => Math.round(ms / 1000);

function shiftValue(key: string, value: string, ms: number): string | undefined {
  if (/(unique|linked)id$/i.test(key)) return shiftId(value, ms);
  switch (key) {
    case 'Timestamp':
      return shiftTimestamp(value, ms);
    case 'LoginTime':
    case 'LastCall':
    case 'LastPause':
      return /^[1-9]\d*$/.test(value) ? String(Number(value) + wholeSeconds(ms)) : undefined; // 0: never
    case 'EventTV':
    case 'SessionTV':
      return shiftDate(value, ms);
    default: // no other field holds a time
      return undefined;
  }
}

/** `pbx111-1795455838.9`: system name, epoch of creation, a number that grows. A bridge's UUID is no such id. */
const shiftId = (value: string, ms: number) =>
  /^(?:.*-)?\d{9,11}\.\d+$/.test(value)
    ? value.replace(/\d{9,11}(?=\.\d+$)/, (epoch) => String(Number(epoch) + wholeSeconds(ms)))
    : undefined;

function shiftTimestamp(value: string, ms: number): string | undefined {
  const parts = /^(\d+)\.(\d{6})$/.exec(value);
  if (!parts) return undefined;
  const micros = Number(parts[1]) * 1e6 + Number(parts[2]) + Math.round(ms * 1000); // far below 2^53
  return `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`;
}

/** `2026-11-23T17:43:35.872+0000`, always in UTC. */
function shiftDate(value: string, ms: number): string | undefined {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/.test(value)) return undefined;
  return new Date(Date.parse(value.replace('+0000', 'Z')) + Math.round(ms)).toISOString().replace('Z', '+0000');
}
