// Digits of the scripts that people here type.
const toLatin = (first: number) => (digit: string) => String(digit.charCodeAt(0) - first);

/** Persian and Arabic digits as Latin ones; everything else stays. */
export const latinDigits = (text: string): string =>
  text.replace(/[\u06f0-\u06f9]/g, toLatin(0x06f0)).replace(/[\u0660-\u0669]/g, toLatin(0x0660));

/** Latin digits as Persian ones, one for one: no grouping, and leading zeros stay. */
export const persianDigits = (text: string): string =>
  text.replace(/\d/g, (digit) => String.fromCharCode(0x06f0 + Number(digit)));
