// Names of a directory: distinguished ones in one spelling, typed ones in all, filters as trees, and what an account is called.
import { describe, expect, it } from 'vitest';
import { dnKey, domainOf } from '../../server/directory/dn.ts';
import { idOfSubject, lastingId } from '../../server/directory/entry-facts.ts';
import { parseFilter } from '../../server/directory/filter-text.ts';
import { accountNames, cleanName, isEmptyPassword, otherSpellings } from '../../server/directory/login-name.ts';
import { claimAt, groupsIn, isStrong } from '../../server/directory/openid.ts';
import { awayBecause } from '../../server/directory/outcome.ts';
import { isValidName } from '../../server/vault/names.ts';

describe('a distinguished name', () => {
  it('is one however it is written', () => {
    const same = ['cn=Admins\\, 111,ou=Groups,dc=ir', 'CN=admins\\2C  111, OU=groups , DC=IR'];
    expect(new Set(same.map(dnKey)).size).toBe(1);
    expect(dnKey('cn=\\D8\\B9\\D9\\84\\DB\\8C,dc=ir')).toBe(dnKey('cn=علی,dc=ir'));
    expect(dnKey('cn=a+uid=b,dc=ir')).toBe(dnKey('uid=b+cn=a,dc=ir'));
  });

  it('keeps apart what only looks alike', () => {
    expect(dnKey('cn=a\\,ou=b,dc=ir')).not.toBe(dnKey('cn=a,ou=b,dc=ir'));
    expect(dnKey('cn=علی,dc=ir')).not.toBe(dnKey('cn=علي,dc=ir'));
  });

  it('spells the domain that it lies in', () => {
    expect(domainOf('OU=People, DC=Example,dc=IR')).toBe('example.ir');
    expect(domainOf('ou=people,o=office')).toBe('');
  });

  it.each(['', 'admins', 'cn=', 'cn=a,', '=a', 'cn=a\\', '1x=a', 'cn=a,,dc=ir'])('is not %j', (text) => {
    expect(dnKey(text)).toBeUndefined();
  });
});

describe('a filter', () => {
  it('is a tree, with bytes of UTF-8, options and rules', () => {
    expect(parseFilter('(&(objectClass=person)(!(employeeType=left)))')).toEqual({
      kind: 'and',
      parts: [
        { kind: 'equal', attribute: 'objectClass', value: 'person' },
        { kind: 'not', part: { kind: 'equal', attribute: 'employeeType', value: 'left' } },
      ],
    });
    expect(parseFilter('cn=\\d8\\b9\\2a')).toEqual({ kind: 'equal', attribute: 'cn', value: 'ع*' });
    expect(parseFilter('(cn;lang-fa=a*b*)')).toMatchObject({ kind: 'substrings', attribute: 'cn;lang-fa', any: ['b'] });
    expect(parseFilter('(memberOf:1.2.840.113556.1.4.1941:=cn=x,dc=ir)')).toEqual({
      kind: 'rule',
      attribute: 'memberOf',
      rule: '1.2.840.113556.1.4.1941',
      value: 'cn=x,dc=ir',
    });
    expect(parseFilter('(uid=*)')).toEqual({ kind: 'present', attribute: 'uid' });
  });

  it.each(['', '()', '(a=b', 'a=b)', '(&)', '(a=b)(c=d)', '(a=\\80)', '(!a=b)', '(a b=c)'])('is not %j', (text) => {
    expect(parseFilter(text)).toBeUndefined();
  });
});

describe('a typed name', () => {
  it('loses what nobody sees, and keeps the half-space', () => {
    expect(cleanName('\u200e reza\u200f\ufeff ')).toBe('reza');
    expect(cleanName('علی\u200cرضا')).toBe('علی\u200cرضا');
  });

  it('has the spellings of other keyboards', () => {
    expect(otherSpellings('علی کریمی')).toEqual(expect.arrayContaining(['علي كريمي', 'علي کريمي', 'علی كریمی']));
    expect(otherSpellings('علي')).toContain('علی');
    expect(otherSpellings('user۱۲')).toContain('user12');
    expect(otherSpellings('علی\u200cرضا')).toContain('علیرضا');
    expect(otherSpellings('reza')).toEqual([]);
  });

  it('makes a name of an account, which is Latin, allowed and never a number', () => {
    expect(accountNames('Reza.Ahmadi@example.ir', 's')[0]).toBe('reza-ahmadi');
    expect(accountNames('MAZ\\reza', 's')[1]).toBe('reza-2');
    expect(accountNames('علی', 's')[0]).toMatch(/^person-[a-p]{8}$/);
    expect(accountNames('x'.repeat(60), 's').every((name) => name.length <= 32)).toBe(true);
    for (const login of ['09121234567', 'setup', '---', 'علی', ''])
      expect(accountNames(login, 's').some(isValidName), login).toBe(true);
  });

  it('with a password of control characters has none', () => {
    expect(['', '\0', '\n\t'].map(isEmptyPassword)).toEqual([true, true, true]);
    expect(isEmptyPassword(' ')).toBe(false);
  });
});

describe('what a directory says', () => {
  it('of a lasting id is found again by it, also where it is bytes', () => {
    const guid = Buffer.from('0180ffd98c', 'hex');
    const id = lastingId({ dn: 'x', objectGUID: guid });
    expect(id?.subject).toBe('objectGUID:0180ffd98c');
    expect(idOfSubject(id?.subject ?? '')).toEqual({ attribute: 'objectGUID', value: guid });
    expect(idOfSubject('uid:reza')).toBeUndefined();
    expect(lastingId({ dn: 'x', entryUUID: [] })).toBeUndefined();
  });

  it('of groups is a text, a list, or nothing', () => {
    let odd = 0;
    const groups = (claim: unknown): string[] => groupsIn(claim, () => void odd++);
    expect([groups('a'), groups(['a', 'b']), groups(undefined), groups(null)]).toEqual([['a'], ['a', 'b'], [], []]);
    expect([groups([{ name: 'a' }, 'b']), groups(7), odd]).toEqual([['b'], [], 2]);
    expect(claimAt({ realm_access: { roles: ['a'] } }, 'realm_access.roles')).toEqual(['a']);
    expect(claimAt({ 'https://x.ir/groups': 'a' }, 'https://x.ir/groups')).toBe('a');
    expect(claimAt({}, 'constructor')).toBeUndefined();
  });

  it('of a second factor is mfa, or an acr that the settings name', () => {
    expect(isStrong({ amr: ['pwd', 'mfa'] }, [])).toBe(true);
    expect(isStrong({ amr: ['pwd'], acr: 'gold' }, ['gold'])).toBe(true);
    expect(isStrong({ amr: 'mfa', acr: 'gold' }, [])).toBe(false);
    expect(isStrong({}, ['gold'])).toBe(false);
  });

  it('by an error of the network or of TLS is why it is away', () => {
    const coded = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });
    const reason = (cause: unknown): string => awayBecause(cause).reason;
    expect(reason(new TypeError('fetch failed', { cause: coded('ECONNREFUSED') }))).toBe('unreachable');
    expect(reason(coded('DEPTH_ZERO_SELF_SIGNED_CERT'))).toBe('certificate');
    expect(reason(coded('ERR_TLS_CERT_ALTNAME_INVALID'))).toBe('certificate');
    expect(reason(coded('ERR_SSL_WRONG_VERSION_NUMBER'))).toBe('tls');
    expect(reason(new Error('Connection timeout'))).toBe('late');
    expect(reason(new Error('no idea'))).toBe('unexpected');
  });
});
