// One citizen's number and name, the ways to hide them in what comes in, and a look for them in all that is kept.

/** Ways to write the number 0911 123 4567. */
export const numbers = [
  ...['09111234567', '+989111234567', '00989111234567', '989111234567', '9111234567', '۰۹۱۱۱۲۳۴۵۶۷', '٠٩١١١٢٣٤٥٦٧'],
  ...['+۹۸۹۱۱۱۲۳۴۵۶۷', '０９１１１２３４５６７', '0911۱۲۳4567', '0911\u200c1234567'],
  ...['0911-123-4567', '0911_123_4567', '(0911) 123 4567', '0911.123.4567'],
];
/** A landline of Sari without its area code. */
export const local = '33221100';
/** A caller's name. */
export const name = 'Canaryqoli';

/** Digits of any script as Latin ones, without what nobody sees. */
export const plainDigits = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, '')
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[０-９]/g, (digit) => String(digit.charCodeAt(0) - 0xff10));
const holdsAny = (kept: unknown, ...canaries: string[]): boolean => {
  // Keys are letters, so what stands between two fields never joins their digits.
  const text = plainDigits(JSON.stringify(kept))
    .toLowerCase()
    .replace(/[^\p{L}\d]/gu, '');
  return canaries.some((canary) => text.includes(canary));
};
export const holdsNumber = (kept: unknown): boolean => holdsAny(kept, '9111234567', local);
export const holdsName = (kept: unknown): boolean => holdsAny(kept, name.toLowerCase());

/** The ways in which a value can take the canary's place, or carry it; the first five give text. */
export const disguises = (canary: string): ((old: unknown) => unknown)[] => [
  () => canary,
  (old) => `${String(old)}${canary}`,
  (old) => `${String(old)}-${canary}`,
  (old) => `${canary}-${String(old)}`,
  (old) => `${String(old)}/${canary}/x`,
  () => Number(plainDigits(canary).replace(/\D/g, '')),
  () => Number(plainDigits(canary).replace(/\D/g, '')) * 1000,
  () => ({ [canary]: {} }),
  (old) => (typeof old === 'object' ? { ...old, [canary]: {} } : { [canary]: 1 }),
  (old) => (typeof old === 'object' ? { ...old, [canary]: 1 } : [canary]),
  (old) => (typeof old === 'object' ? { ...old, number: canary, callerName: canary } : old),
];
export const textDisguises = (canary: string) => disguises(canary).slice(0, 5);
