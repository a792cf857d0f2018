import { describe, expect, it } from 'vitest';
import { emptyMail, mailFaults, mailSettingsOf } from '../../client/admin/mail-draft.ts';

const whole = { ...emptyMail(), to: 'duty@example.org', host: ' mail.example.org ', from: 'wall@example.org' };

describe('the form of a recipient by e-mail', () => {
  it('names each field that is wrong', () => {
    expect(mailFaults(whole)).toEqual({});
    expect(mailFaults(emptyMail())).toEqual({ to: 'empty', from: 'empty', host: true });
    expect(mailFaults({ ...whole, to: 'a@x.org، b@x.org', port: '0', user: 'u' })).toEqual({
      to: 'several',
      port: true,
      password: true,
    });
  });

  it('asks for no server where that of another recipient is chosen', () => {
    const draft = { ...emptyMail(), to: 'duty@example.org', like: 'r-1' };
    expect(mailFaults(draft)).toEqual({});
    expect(mailSettingsOf(draft)).toEqual({ channel: 'email', to: 'duty@example.org', server: { like: 'r-1' } });
  });

  it('sends what was typed, and no empty field', () => {
    expect(mailSettingsOf({ ...whole, port: '۲۵', user: ' u ', password: ' p ' }).server).toEqual({
      host: 'mail.example.org',
      port: 25,
      security: 'starttls',
      from: 'wall@example.org',
      user: 'u',
      password: ' p ',
    });
  });
});
