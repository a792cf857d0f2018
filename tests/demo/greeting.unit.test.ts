import { describe, expect, it } from 'vitest';
import { greeting } from '../../server/demo/greeting.ts';

const link = 'http://192.0.2.7:3000/#code=c';
const said = (more: Partial<Parameters<typeof greeting>[0]> = {}): string =>
  greeting({
    link,
    address: 'http://192.0.2.7:3000',
    others: [],
    signIn: { password: 'abcd-efgh-ijkl', accounts: [{ name: 'clerk', purpose: 'registers contacts' }] },
    seed: 111,
    speed: 1,
    hasPast: true,
    ...more,
  });

describe('what the terminal says of the demo', () => {
  it('is the link, the accounts, and that the past is invented and by which seed', () => {
    expect(said()).toContain(link);
    expect(said()).toMatch(/login with the password abcd-efgh-ijkl as\n {2}clerk +registers contacts/);
    expect(said()).toMatch(/names are invented \(--seed 111 /);
    expect(said({ hasPast: false })).not.toContain('invented');
  });

  it('is its clock only where that is not the true time', () => {
    expect(said()).not.toContain('clock');
    expect(said({ clock: { demo: '10:14', true: '22:40' } })).toMatch(/clock began at 10:14 .*true time was 22:40/);
  });

  it('is a QR code, a warning and where a TV goes only where others can reach it', () => {
    expect(said()).not.toMatch(/█|▀|encrypted|\/tv/);
    const open = said({ others: ['192.0.2.7', '198.51.100.9'] });
    expect(open).toMatch(/nothing is encrypted/);
    expect(open).toContain('http://192.0.2.7:3000/tv (or at 198.51.100.9)');
    expect(open).toMatch(/▀/);
  });
});
