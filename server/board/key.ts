// 32 letters and digits that are not mistaken for each other.
const LETTERS = Array.from('abcdefghijkmnpqrstuvwxyz23456789', (letter) => letter.charCodeAt(0));

/**
 * An opaque key of one visit for the board: the same on every node (B2), and it does not show the call's id.
 * 60 bits of two lanes of FNV-1a as 12 letters; not a secret, only a name.
 */
export function visitKey(call: string, visit: number): string {
  let a = 0x811c9dc5 ^ visit;
  let b = 0x01000193 ^ visit;
  for (let i = 0; i < call.length; i++) {
    const code = call.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
  }
  b ^= b >>> 15;
  const letter = (bits: number): number => LETTERS[bits & 31] ?? 0;
  return String.fromCharCode(
    letter(a),
    letter(a >>> 5),
    letter(a >>> 10),
    letter(a >>> 15),
    letter(a >>> 20),
    letter(a >>> 25),
    letter(b),
    letter(b >>> 5),
    letter(b >>> 10),
    letter(b >>> 15),
    letter(b >>> 20),
    letter(b >>> 25),
  );
}
