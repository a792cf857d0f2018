import { describe, expect, it } from 'vitest';
import {
  again,
  emptyMessage,
  endIn,
  messageDays,
  messageFaults,
  messageOf,
  type MessageDraft,
} from '../../client/messages/message-draft.ts';
import { DAY, HOUR } from '../../shared/time.ts';

const TEHRAN = 210;
/** 10:15:30 in Tehran. */
const NOW = Date.parse('2026-11-30T06:45:30Z');
const MIDNIGHT = Date.parse('2026-11-29T20:30:00Z');
const latin = (text: string): string => text;
const draft = (more: Partial<MessageDraft> = {}): MessageDraft => ({
  ...emptyMessage(NOW, TEHRAN, latin),
  fa: 'متن',
  ...more,
});

describe('the form of a message', () => {
  it('begins with now and an end in an hour', () => {
    expect(emptyMessage(NOW, TEHRAN, latin)).toMatchObject({ from: '', toDay: String(MIDNIGHT), to: '11:16' });
    expect(messageFaults(draft(), NOW)).toEqual({});
    expect(messageOf(draft())).toEqual({
      level: 'info',
      fa: 'متن',
      to: Date.parse('2026-11-30T07:46:00Z'),
      counties: [],
      displays: [],
    });
  });

  it('ends tomorrow where the day is over before', () => {
    const late = MIDNIGHT + 23.5 * HOUR;
    expect(endIn(60, late, TEHRAN, latin)).toEqual({ toDay: String(MIDNIGHT + DAY), to: '00:30' });
  });

  it('reads hours in Persian digits, and the end of a day', () => {
    const sent = messageOf(draft({ from: '۱۲:۳۰', to: '24:00', en: ' text ' }));
    expect(sent).toMatchObject({ from: MIDNIGHT + 12.5 * HOUR, to: MIDNIGHT + DAY, en: 'text' });
  });

  it.each<[string, Partial<MessageDraft>, object]>([
    ['no text', { fa: ' ' }, { fa: 'required' }],
    ['a long text', { fa: 'x'.repeat(121), en: 'y'.repeat(121) }, { fa: 'long', en: 'long' }],
    ['no time', { from: 'x', to: '' }, { from: 'time', to: 'time' }],
    ['a beginning that is over', { from: '9' }, { from: 'over' }],
    ['an end that is over', { to: '10:15' }, { to: 'over' }],
    ['an end before the beginning', { from: '12', to: '11' }, { to: 'order' }],
  ])('names what is wrong: %s', (_what, more, faults) => {
    expect(messageFaults(draft(more), NOW)).toEqual(faults);
  });

  it('lets a message end within 31 days', () => {
    const last = messageDays(NOW, TEHRAN).at(-1)!;
    expect(messageFaults(draft({ toDay: String(last), to: '10:15' }), NOW)).toEqual({});
    expect(messageFaults(draft({ fromDay: String(last + DAY), from: '10', toDay: String(last) }), NOW)).toEqual({
      to: 'order',
    });
  });

  it('takes words and screens of an earlier message, and no time', () => {
    const message = { id: 'g', level: 'act' as const, en: 'text', from: 1, to: 2, postedAt: 1 };
    const next = again({ ...message, counties: ['sari'], displays: ['d-1'] }, NOW, TEHRAN, latin);
    expect(next).toMatchObject({
      level: 'act',
      fa: '',
      en: 'text',
      counties: ['sari'],
      displays: ['d-1'],
      to: '11:16',
    });
  });
});
