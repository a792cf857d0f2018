// A caller's number → a county; the number is then dropped (B8). Mobile numbers have no county.
import { latinDigits } from '../../shared/digits.ts';
import type { Profile } from '../../shared/profile.ts';

/** The county whose landline prefix the number has, the longest prefix first; undefined: not known. */
export function createCountyOf(counties: Profile['counties']): (number: string) => string | undefined {
  const byPrefix = new Map<string, string>();
  for (const [id, { prefixes }] of Object.entries(counties)) for (const prefix of prefixes) byPrefix.set(prefix, id);
  const lengths = [...new Set([...byPrefix.keys()].map((prefix) => prefix.length))].sort((a, b) => b - a);
  return (number) => {
    const national = nationalForm(number);
    for (const length of lengths) {
      const county = byPrefix.get(national.slice(0, length));
      if (county !== undefined) return county;
    }
    return undefined;
  };
}

/** `+98 11 3322…`, `0098…`, `98…` and Persian digits as `01133…`; anything from another country as it is. */
export function nationalForm(number: string): string {
  const digits = latinDigits(number).replace(/[^\d+]/g, '');
  const abroad = /^(?:\+|00)(?!98)/.test(digits);
  if (abroad) return digits;
  const short = digits.replace(/^(?:\+98|0098|98(?=\d{10}$))/, '');
  // Without its area code a number belongs to no county that we could know (B10).
  return short.length === 10 && !short.startsWith('0') ? `0${short}` : short;
}
