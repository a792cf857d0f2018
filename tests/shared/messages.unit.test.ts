import { describe, expect, it } from 'vitest';
import { messagesNow, messageText, type MessageScreen } from '../../shared/messages.ts';
import type { MessageOnBoard } from '../../shared/board.ts';

const NOW = 1_000_000;
const message = (more: Partial<MessageOnBoard> = {}): MessageOnBoard => ({
  level: 'info',
  from: NOW - 10,
  to: NOW + 10,
  fa: 'متن',
  ...more,
});
const tv: MessageScreen = { isPerson: false, display: 'd-hall' };
const ids = (messages: Record<string, MessageOnBoard>, screen = tv, now = NOW): string[] =>
  messagesNow(messages, screen, now).map(([id]) => id);

describe('messages', () => {
  it('stand from their beginning until just before their end', () => {
    expect([NOW - 11, NOW - 10, NOW + 9, NOW + 10].map((now) => ids({ a: message() }, tv, now).length)).toEqual([
      0, 1, 1, 0,
    ]);
  });

  it('stand on the displays that they are for, and in front of everybody who may write one', () => {
    const messages = { all: message(), hall: message({ displays: { 'd-hall': true } }) };
    expect(ids(messages)).toEqual(['all', 'hall']);
    expect(ids(messages, { isPerson: false, display: 'd-door' })).toEqual(['all']);
    expect(ids(messages, { isPerson: false })).toEqual(['all']);
    expect(ids(messages, { isPerson: true })).toEqual(['all', 'hall']);
  });

  it('stand with the gravest first, then the latest', () => {
    const messages = {
      a: message(),
      b: message({ level: 'act', from: NOW - 99 }),
      c: message({ level: 'watch' }),
      d: message({ from: NOW - 1 }),
    };
    expect(ids(messages)).toEqual(['b', 'c', 'd', 'a']);
  });

  it('are read in the language of the screen, or in the only one', () => {
    const both = { fa: 'متن', en: 'text' };
    expect([messageText(both, 'fa'), messageText(both, 'en')]).toEqual(['متن', 'text']);
    expect([messageText({ fa: 'متن' }, 'en'), messageText({ en: 'text' }, 'fa')]).toEqual(['متن', 'text']);
  });
});
