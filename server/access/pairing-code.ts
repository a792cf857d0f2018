// A pairing code as people type it: in any case, with a dash or spaces, with the digits of their own keyboard.

/** `xpk-۳۴c` → `XPK34C`; undefined when no code could have been meant. */
export function readPairingCode(typed: string): string | undefined {
  const code = typed
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\s-]/g, '')
    .toUpperCase();
  return /^[A-Z0-9]{6}$/.test(code) ? code : undefined;
}
