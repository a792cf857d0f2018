// The same against a real OpenLDAP, where it is installed (`apt install slapd`); CI has none.
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { house, PERSON_PASSWORD } from '../support/directory-people.ts';
import { ldapAt } from '../support/ldap-settings.ts';
import { noSlapd, startSlapd, type Slapd } from '../support/slapd.ts';
import { peopleSignIn } from './ldap-people.ts';

const file = (name: string): string => new URL(`../fixtures/tls/${name}.pem`, import.meta.url).pathname;
const usual = getCACertificates('default');

describe.skipIf(noSlapd)('OpenLDAP', () => {
  let slapd: Slapd;
  beforeAll(async () => void (slapd = await startSlapd(house(), { cert: file('named'), key: file('key') })));
  afterAll(() => slapd.stop());
  afterEach(() => setDefaultCACertificates(usual));

  peopleSignIn(async () => `ldap://127.0.0.1:${slapd.port}`);

  it('is spoken to over StartTLS where its authority is trusted, and not at all where it is not', async () => {
    const ldap = () => ldapAt(`ldap://localhost:${slapd.port}`, { LDAP_TLS: '' });
    await expect(ldap().signIn('reza', PERSON_PASSWORD)).rejects.toMatchObject({ reason: 'certificate' });
    setDefaultCACertificates([...usual, readFileSync(file('named'), 'utf8')]);
    expect(await ldap().signIn('reza', PERSON_PASSWORD)).toMatchObject({ role: 'clerk' });
  });
});
