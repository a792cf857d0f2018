// The extension in an agent's contact, which is a dial string: options in brackets, then alternatives.

const closers: Readonly<Record<string, string>> = { '{': '}', '[': ']', '<': '>' };

/** What follows a group of options; in one of braces stand variables such as `${caller_destination}`, braces of their own. */
function afterGroup(text: string): string {
  const open = text[0] ?? '';
  const close = closers[open] ?? '';
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === open) depth++;
    if (text[i] === close && --depth === 0) return text.slice(i + 1);
  }
  // Braces that do not pair, in a value; without an end there is nothing to dial.
  const end = text.lastIndexOf(close);
  return end < 0 ? '' : text.slice(end + 1);
}

/** The extension that rings first: `{a=${b},c=d}[leg_timeout=8]user/1201@default,user/1202@default` → `1201`. */
export function extensionOf(contact: string): string {
  let rest = contact.trim();
  while (closers[rest[0] ?? ''] !== undefined && rest !== '') rest = afterGroup(rest).trim();
  // `${sofia_contact(internal/1001@pbx.example.ir)}` looks up where that user is registered.
  const [, lookedUp] = /^\$\{\w+\(([^)]*)\)/.exec(rest) ?? [];
  const [first = ''] = (lookedUp ?? rest).split(/[|,]|:_:/);
  const parts = first.split('/');
  const place = parts[0]?.toLowerCase() === 'loopback' ? parts[1] : parts.at(-1);
  return (place ?? '').replace(/^sips?:/i, '').split(/[@%;]/)[0] ?? '';
}
