import { describe, expect, it } from 'vitest';
import { readEmailAddress } from '../../shared/email-address.ts';

describe('an e-mail address', () => {
  it.each([
    ['duty@ostandari.example', 'duty@ostandari.example'],
    ['  Duty.Officer+111@Mail.Example ', 'Duty.Officer+111@mail.example'],
    ['\u200fduty@ostandari\u200c.example\u202c', 'duty@ostandari.example'],
    ['duty۱۱۱@ostandari.example', 'duty111@ostandari.example'],
    ['duty@مازندران.ایران', 'duty@xn--mgbaxid6ijd.xn--mgba3a4f16a'],
    ['root@localhost', 'root@localhost'],
  ])('%j is read as %s', (typed, address) => {
    expect(readEmailAddress(typed)).toEqual({ address });
  });

  it.each([
    ['', 'empty'],
    ['\u200f \u200c', 'empty'],
    ['a@example.org, b@example.org', 'several'],
    ['a@example.org؛ b@example.org', 'several'],
    ['a@example.org، b@example.org', 'several'],
    ['a@example.org\nb@example.org', 'several'],
    ['علی@example.org', 'not-latin'],
    ['example.org', 'shape'],
    ['@example.org', 'shape'],
    ['a@', 'shape'],
    ['a@b@example.org', 'shape'],
    ['a..b@example.org', 'shape'],
    ['a b@example.org', 'shape'],
    ['a@example..org', 'shape'],
    ['a@example.org>', 'shape'],
    ['Name <a@example.org>', 'shape'],
    ['a@127.0.0.1', 'shape'],
    ['a@1', 'shape'],
    ['a@example.org:25', 'shape'],
    ['a@example.org/x', 'shape'],
    [`${'a'.repeat(65)}@example.org`, 'shape'],
    [`a@${'b.'.repeat(130)}org`, 'shape'],
  ])('%j is refused as %s', (typed, fault) => {
    expect(readEmailAddress(typed)).toEqual({ fault });
  });
});
