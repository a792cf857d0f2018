// Distinguished names (RFC 4514) in one spelling, so that two of them can be compared: servers write the same name with `\,` or
// `\2C`, in any case and with blanks. Pure.

/** A key that is equal for equal names; undefined where it is none. */
export function dnKey(text: string): string | undefined {
  const parts = split(text.trim(), ',');
  if (parts === undefined || text.trim() === '') return undefined;
  const names: string[] = [];
  for (const part of parts) {
    const pairs = split(part, '+')?.map(pairKey);
    if (pairs === undefined || !pairs.every((pair) => pair !== undefined)) return undefined;
    names.push(pairs.toSorted().join('+'));
  }
  return names.join(',');
}

/** The domain that the end of a name spells, as `example.ir` of `ou=people,dc=example,dc=ir`; empty where it spells none. */
export const domainOf = (dn: string): string =>
  (dnKey(dn) ?? '')
    .split(',')
    .flatMap((pair) => (pair.startsWith('dc=') ? [decodeURIComponent(pair.slice('dc='.length))] : []))
    .join('.');

export const isDn = (text: string): boolean => dnKey(text) !== undefined;

/** At a sign that is not escaped; undefined when it ends within an escape. */
function split(text: string, at: ',' | '+'): string[] | undefined {
  const parts = [''];
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] ?? '';
    if (sign === '\\') {
      if (i + 1 === text.length) return undefined;
      parts.push(`${parts.pop()}${sign}${text[++i]}`);
    } else if (sign === at || (at === ',' && sign === ';')) parts.push('');
    else parts.push(`${parts.pop()}${sign}`);
  }
  return parts;
}

function pairKey(pair: string): string | undefined {
  const at = pair.indexOf('=');
  const type = pair.slice(0, Math.max(at, 0)).trim().toLowerCase();
  if (!/^(?:[a-z][a-z0-9-]*|\d+(?:\.\d+)+)$/.test(type)) return undefined;
  const value = valueOf(pair.slice(at + 1).trim());
  // Encoded again, so that a comma within a value is none between names.
  return value === undefined ? undefined : `${type}=${encodeURIComponent(folded(value))}`;
}

/** Without its escapes, each of which is a sign or a byte of UTF-8. */
function valueOf(text: string): string | undefined {
  const bytes: number[] = [];
  const add = (sign: string): void => void bytes.push(...Buffer.from(sign));
  for (let i = 0; i < text.length;) {
    const [escape, hex, sign] = /^\\(?:([0-9a-f]{2})|(.))/is.exec(text.slice(i)) ?? [];
    if (escape === undefined) {
      const plain = String.fromCodePoint(text.codePointAt(i) ?? 0);
      add(plain);
      i += plain.length;
    } else {
      if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
      else add(sign ?? '');
      i += escape.length;
    }
  }
  const value = Buffer.from(bytes).toString('utf8');
  return value.trim() === '' || value.includes('\u{fffd}') ? undefined : value;
}

const folded = (value: string): string => value.normalize('NFKC').toLowerCase().trim().replace(/\s+/g, ' ');
