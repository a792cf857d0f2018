// What an entry of a directory says of a person. Pure: entries come as ldapts gives them.

/** Names of attributes as the server writes them; a value, several, or none. */
export type Entry = { dn: string; [attribute: string]: string | string[] | Buffer | Buffer[] };

export const ID_ATTRIBUTES = ['entryUUID', 'objectGUID', 'nsUniqueId', 'ipaUniqueID', 'GUID'] as const;
const STATE_ATTRIBUTES = [
  'userAccountControl',
  'accountExpires',
  'nsAccountLock',
  'pwdAccountLockedTime',
  'loginDisabled',
];
const NAME_ATTRIBUTES = ['displayName', 'cn'];
/** Operational attributes come only when they are named. */
export const ASKED = [...ID_ATTRIBUTES, ...STATE_ATTRIBUTES, ...NAME_ATTRIBUTES, 'memberOf'];
export const BINARY = ['objectGUID', 'GUID'];

/** Of an attribute in whatever case; options such as `;binary` stay apart. */
export function valuesOf(entry: Entry, attribute: string): (string | Buffer)[] {
  const key = Object.keys(entry).find((one) => one.toLowerCase() === attribute.toLowerCase());
  const value = key === undefined ? [] : entry[key];
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
export const textsOf = (entry: Entry, attribute: string): string[] =>
  valuesOf(entry, attribute).map((value) => (typeof value === 'string' ? value : value.toString('utf8')));
export const textOf = (entry: Entry, attribute: string): string | undefined =>
  textsOf(entry, attribute).find((value) => value.trim() !== '');

/** What stays when somebody is renamed or moved, and the filter that finds it again. */
export function lastingId(entry: Entry): { subject: string; attribute: string; value: string | Buffer } | undefined {
  for (const attribute of ID_ATTRIBUTES) {
    const [value] = valuesOf(entry, attribute);
    if (value === undefined || value.length === 0) continue;
    const isBinary = BINARY.includes(attribute);
    const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value, 'latin1');
    const text = isBinary ? bytes.toString('hex') : String(value).toLowerCase();
    return { subject: `${attribute}:${text}`, attribute, value: isBinary ? bytes : String(value) };
  }
  return undefined;
}

/** The attribute and its value, out of a subject. */
export function idOfSubject(subject: string): { attribute: string; value: string | Buffer } | undefined {
  const [attribute = '', ...rest] = subject.split(':');
  const known = ID_ATTRIBUTES.find((one) => one === attribute);
  if (known === undefined) return undefined;
  const text = rest.join(':');
  return { attribute: known, value: BINARY.includes(known) ? Buffer.from(text, 'hex') : text };
}

export const fullNameOf = (entry: Entry): string | undefined =>
  NAME_ATTRIBUTES.map((attribute) => textOf(entry, attribute)).find((name) => name !== undefined);

const DISABLED_BIT = 0x2;
/** FILETIME: tenths of microseconds since 1601. */
const FILETIME_PER_MS = 10_000n;
const FILETIME_OF_1970 = 116_444_736_000_000_000n;
const NEVER = new Set(['0', '9223372036854775807']);
/** What password policies write for a lock that only an administrator lifts. */
const LOCKED_FOR_GOOD = '000001010000Z';

/** Why an account is closed, in the ways of Active Directory, OpenLDAP, 389 DS, FreeIPA and eDirectory. */
export function whyClosed(entry: Entry, now: number): 'disabled' | 'expired' | undefined {
  const control = textOf(entry, 'userAccountControl');
  if (control !== undefined && /^-?\d{1,10}$/.test(control) && (Number(control) & DISABLED_BIT) !== 0)
    return 'disabled';
  const isTrue = (attribute: string): boolean => textOf(entry, attribute)?.toLowerCase() === 'true';
  if (isTrue('nsAccountLock') || isTrue('loginDisabled')) return 'disabled';
  if (textOf(entry, 'pwdAccountLockedTime') === LOCKED_FOR_GOOD) return 'disabled';
  const expires = textOf(entry, 'accountExpires');
  if (expires === undefined || !/^\d{1,19}$/.test(expires) || NEVER.has(expires)) return undefined;
  return (BigInt(expires) - FILETIME_OF_1970) / FILETIME_PER_MS <= BigInt(now) ? 'expired' : undefined;
}
