// A pairing code as people type it: in any case, with a dash or spaces, with the digits of their own keyboard.
import { latinDigits } from '../../shared/digits.ts';

/** `xpk-۳۴c` → `XPK34C`; undefined when no code could have been meant. */
export function readPairingCode(typed: string): string | undefined {
  const code = latinDigits(typed).replace(/[\s-]/g, '').toUpperCase();
  return /^[A-Z0-9]{6}$/.test(code) ? code : undefined;
}
