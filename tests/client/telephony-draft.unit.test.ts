// What the form of a telephone link sends.
import { describe, expect, it } from 'vitest';
import {
  draftFaults,
  draftOf,
  emptyDraft,
  isPinned,
  placeOf,
  portFor,
  settingsOf,
} from '../../client/admin/telephony-draft.ts';

const pin = Array.from({ length: 32 }, () => 'AB').join(':');

describe('the form of a telephone link', () => {
  it('sends Persian digits as Latin ones, and nothing of what is empty', () => {
    const draft = { ...emptyDraft(), host: '۱۰.۰.۰.۵', port: '۵۰۳۸', secret: ' s ' };
    expect(settingsOf(draft)).toEqual({
      protocol: 'ami',
      host: '10.0.0.5',
      port: 5038,
      secure: false,
      user: 'wallboard',
      secret: ' s ',
    });
    expect(settingsOf({ ...draft, protocol: 'esl' })).toEqual({
      protocol: 'esl',
      host: '10.0.0.5',
      port: 5038,
      secret: ' s ',
    });
  });

  it('sends a trusted certificate only to the address at which it was seen', () => {
    const draft = { ...emptyDraft(), secure: 'yes' as const, host: 'pbx' };
    const pinned = { ...draft, pin: { fingerprint: pin, place: placeOf(draft) } };
    expect(settingsOf(pinned)).toMatchObject({ pin });
    expect(isPinned({ ...pinned, host: 'other' })).toBe(false);
    expect(settingsOf({ ...pinned, host: 'other' })).not.toHaveProperty('pin', pin);
  });

  it('says which fields are not filled in', () => {
    expect(draftFaults({ ...emptyDraft(), name: 'Pbx 1', host: '', port: '0', user: '' }, false)).toEqual([
      'name',
      'host',
      'port',
      'user',
      'secret',
    ]);
    expect(draftFaults(emptyDraft(), true)).toEqual([]);
  });

  it('follows the choice with the usual port, and leaves one of their own', () => {
    const draft = emptyDraft();
    expect(portFor(draft, { protocol: 'ami', secure: 'yes' })).toBe('5039');
    expect(portFor(draft, { protocol: 'esl', secure: 'no' })).toBe('8021');
    expect(portFor({ ...draft, port: '15038' }, { protocol: 'esl', secure: 'no' })).toBe('15038');
  });

  it('shows a saved link as it was entered, without its secret', () => {
    const row = {
      name: 'pbx',
      protocol: 'ami',
      host: 'pbx',
      port: 5039,
      secure: true,
      user: 'u',
      pin,
      fixed: false,
    } as const;
    expect(draftOf(row)).toMatchObject({ secure: 'yes', port: '5039', secret: '' });
    expect(settingsOf(draftOf(row))).toMatchObject({ pin, secure: true });
  });
});
