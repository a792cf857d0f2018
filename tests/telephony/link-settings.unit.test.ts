// What is made of the settings of a link, and to whom its secret may go.
import { describe, expect, it } from 'vitest';
import { linkOf, needsSystem, rowOf, secretFor } from '../../server/telephony/link-settings.ts';

const fields = {
  protocol: 'ami',
  host: 'pbx.example.ir',
  port: 5039,
  secure: true,
  user: 'wallboard',
  secret: 'geheim',
  queueLog: '/var/log/asterisk/queue_log',
} as const;
const { secret: _secret, ...settings } = fields;
const link = linkOf({ name: 'pbx', fields });

describe('the settings of a link', () => {
  it('are shown without the secret', () => {
    expect(link).toMatchObject({ link: 'pbx', protocol: 'ami', secret: 'geheim' });
    expect(rowOf(link)).toEqual({ name: 'pbx', ...settings });
    const other = linkOf({ name: 'fs', fields: { protocol: 'esl', host: '::1', port: 8021, secret: 'ClueCon' } });
    expect(other).toEqual({ link: 'fs', protocol: 'esl', host: '::1', port: 8021, password: 'ClueCon' });
    expect(JSON.stringify([rowOf(link), rowOf(other)])).not.toMatch(/geheim|ClueCon/);
  });

  it('get the secret that is kept for the same place and user, and for no other', () => {
    expect(secretFor(settings, link)).toBe('geheim');
    expect(secretFor({ ...settings, queueLog: '/other', system: 'x' }, link)).toBe('geheim');
    for (const other of [{ host: 'evil.example.ir' }, { port: 5038 }, { secure: false }, { user: 'admin' }])
      expect(secretFor({ ...settings, ...other }, link)).toBeUndefined();
    expect(secretFor({ protocol: 'esl', host: fields.host, port: fields.port }, link)).toBeUndefined();
    expect(secretFor(settings, undefined)).toBeUndefined();
  });

  it('need the name of the system where another link leads to another address without one', () => {
    const elsewhere = linkOf({ name: 'b', fields: { ...fields, host: '10.0.0.2' } });
    expect(needsSystem(link, [elsewhere])).toBe(true);
    expect(needsSystem({ ...link, system: 'a' }, [elsewhere])).toBe(false);
    expect(needsSystem(link, [{ ...elsewhere, system: 'b' }])).toBe(false);
    expect(needsSystem(link, [{ ...link, link: 'c', port: 5038 }])).toBe(false);
  });
});
