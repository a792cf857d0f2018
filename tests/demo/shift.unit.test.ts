import { describe, expect, it } from 'vitest';
import { shiftPacket, wholeSeconds } from '../../server/demo/shift.ts';
import { HOUR } from '../../shared/time.ts';

const lines = (...all: string[]) => `${all.join('\r\n')}\r\n\r\n`;

describe('a packet moved in time', () => {
  it('moves its Timestamp to the microsecond', () => {
    const packet = lines('Event: Hangup', 'Timestamp: 1795455838.999999', 'SystemName: pbx111');
    expect(shiftPacket(packet, 1)).toBe(lines('Event: Hangup', 'Timestamp: 1795455839.000999', 'SystemName: pbx111'));
    expect(shiftPacket(packet, HOUR)).toContain('Timestamp: 1795459438.999999');
    expect(shiftPacket(packet, -838_999.999)).toContain('Timestamp: 1795455000.000000');
  });

  it('moves every id of a channel', () => {
    const fields = ['Uniqueid', 'Linkedid', 'DestUniqueid', 'DestLinkedid', 'TransfereeUniqueid', 'LocalOneLinkedid'];
    const at = (id: string) => lines('Event: AttendedTransfer', ...fields.map((field) => `${field}: ${id}`));
    expect(shiftPacket(at('pbx111-1795455838.9'), HOUR)).toBe(at('pbx111-1795459438.9'));
    expect(shiftPacket(at('1795455838.17'), HOUR)).toBe(at('1795459438.17'));
    expect(shiftPacket(at('my-pbx-2-1795455838.9'), HOUR)).toBe(at('my-pbx-2-1795459438.9'));
  });

  it('moves the times of list answers, but not a time of 0', () => {
    const packet = lines(
      'Event: QueueMember',
      'LastCall: 0',
      'LastPause: 1795455838',
      'LoginTime: 1795455813',
      'Wait: 12',
    );
    expect(shiftPacket(packet, HOUR)).toBe(
      lines('Event: QueueMember', 'LastCall: 0', 'LastPause: 1795459438', 'LoginTime: 1795459413', 'Wait: 12'),
    );
  });

  it('moves the dates of security events', () => {
    const packet = lines('Event: SuccessfulAuth', 'EventTV: 2026-11-23T17:43:35.872+0000');
    expect(shiftPacket(packet, HOUR)).toBe(lines('Event: SuccessfulAuth', 'EventTV: 2026-11-23T18:43:35.872+0000'));
  });

  it('touches nothing else: bridges, numbers, names, the text of a user event', () => {
    const packet = lines(
      'Event: BridgeEnter',
      'BridgeUniqueid: 0d3c3a5e-8a52-4a57-9f3b-1795455838aa',
      'CallerIDNum: 01795455838',
      'CallerIDName: \u00d8\u00b2 Uniqueid: 1795455838.9',
      'Timestamp: soon',
      'EventTV: yesterday',
      'Value: 1795455838.9',
    );
    expect(shiftPacket(packet, HOUR)).toBe(packet);
  });

  it('is the packet itself when it is not moved, and keeps extra empty lines', () => {
    const packet = `${lines('Event: TestEvent', 'Timestamp: 1795455838.000001')}\r\n`;
    expect(shiftPacket(packet, 0)).toBe(packet);
    expect(shiftPacket(packet, HOUR)).toHaveLength(packet.length);
  });

  it('keeps ids apart that were apart, whatever the shift', () => {
    const ids = [0, 1, 2].map((s) => shiftPacket(lines(`Uniqueid: ${1795455838 + s}.${s}`), 1_499.5));
    expect(new Set(ids).size).toBe(3);
    expect(wholeSeconds(1_499.5)).toBe(1);
  });
});
