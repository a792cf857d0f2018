// The setting LDAP_FILTER (RFC 4515) as a tree, parsed at start: a missing parenthesis is a fault of the setting and not a
// failed sign-in. Parsed here, because ldapts takes escapes beyond ASCII, options and OIDs for something else. Pure.

export type FilterTree =
  | { kind: 'and' | 'or'; parts: FilterTree[] }
  | { kind: 'not'; part: FilterTree }
  | { kind: 'present'; attribute: string }
  | { kind: 'equal' | 'least' | 'most' | 'like'; attribute: string; value: string }
  | { kind: 'substrings'; attribute: string; initial: string; any: string[]; final: string }
  | { kind: 'rule'; attribute: string; rule: string; value: string };

const ATTRIBUTE = String.raw`(?:[A-Za-z][A-Za-z0-9-]*|\d+(?:\.\d+)+)(?:;[A-Za-z0-9-]+)*`;
const ITEM = new RegExp(`^(${ATTRIBUTE})(?::([A-Za-z0-9.-]+):)?(=|>=|<=|~=)([^()]*)$`, 's');

/** Undefined where it is none. */
export function parseFilter(text: string): FilterTree | undefined {
  const trimmed = text.trim();
  const whole = trimmed.startsWith('(') ? trimmed : `(${trimmed})`;
  const read = readAt(whole, 0);
  return read?.end === whole.length ? read.tree : undefined;
}

type Read = { tree: FilterTree; end: number };

function readAt(text: string, from: number): Read | undefined {
  if (text[from] !== '(') return undefined;
  const sign = text[from + 1];
  if (sign === '&' || sign === '|') {
    const parts: FilterTree[] = [];
    let at = from + 2;
    while (text[at] === '(') {
      const part = readAt(text, at);
      if (part === undefined) return undefined;
      parts.push(part.tree);
      at = part.end;
    }
    if (parts.length === 0 || text[at] !== ')') return undefined;
    return { tree: { kind: sign === '&' ? 'and' : 'or', parts }, end: at + 1 };
  }
  if (sign === '!') {
    const part = readAt(text, from + 2);
    return part && text[part.end] === ')' ? { tree: { kind: 'not', part: part.tree }, end: part.end + 1 } : undefined;
  }
  const end = text.indexOf(')', from);
  const tree = end < 0 ? undefined : itemOf(text.slice(from + 1, end));
  return tree && { tree, end: end + 1 };
}

function itemOf(text: string): FilterTree | undefined {
  const [, attribute, rule, operator, raw = ''] = ITEM.exec(text) ?? [];
  if (attribute === undefined) return undefined;
  if (operator === '=' && rule === undefined && raw === '*') return { kind: 'present', attribute };
  const pieces = raw.split('*').map(unescaped);
  if (!pieces.every((piece) => piece !== undefined)) return undefined;
  const [value = ''] = pieces;
  if (pieces.length > 1) {
    if (operator !== '=' || rule !== undefined) return undefined;
    const final = pieces.at(-1) ?? '';
    return {
      kind: 'substrings',
      attribute,
      initial: value,
      any: pieces.slice(1, -1).filter((one) => one !== ''),
      final,
    };
  }
  if (rule !== undefined) return operator === '=' ? { kind: 'rule', attribute, rule, value } : undefined;
  if (value === '') return undefined;
  return {
    kind: ({ '=': 'equal', '>=': 'least', '<=': 'most', '~=': 'like' } as const)[operator as '='],
    attribute,
    value,
  };
}

/** `\xx` is a byte of UTF-8; undefined where it is no escape or no text. */
function unescaped(text: string): string | undefined {
  if (/\\(?![0-9a-f]{2})/i.test(text)) return undefined;
  const bytes = text
    .split(/(\\[0-9a-f]{2})/i)
    .map((part) => (part.startsWith('\\') ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part)));
  const value = Buffer.concat(bytes).toString('utf8');
  return value.includes('\u{fffd}') ? undefined : value;
}
