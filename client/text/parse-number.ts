/** The number that somebody typed, in Persian, Arabic or Latin digits; undefined when it is none or below zero. */
export function parseNumber(text: string): number | undefined {
  const latin = text
    .trim()
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace('٫', '.');
  return /^\d{1,7}(\.\d{1,3})?$/.test(latin) ? Number(latin) : undefined;
}
