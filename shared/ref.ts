// SAMAD's tracking code: the one field of an event where many digits may stand; only clerks and above read it.
export const refPattern = /^[A-Za-z0-9-]{1,32}$/;

/**
 * Of what has only digits between letters, hyphens taken out:
 * - 10 digits are a mobile or landline without its zero (a spreadsheet drops it) or a national number, unless they begin
 *   with a year from 1390 to 1449, as a code of year and serial does;
 * - 11 digits that begin with 0 are a mobile or a landline;
 * - 98, 098 or 0098 and a number of ten digits is one with its country code; a code that begins with the date 98/11/02 is not.
 * Any other length may be a code: 1 to 9 digits, 11 without a zero in front, and more.
 */
const unfit =
  /^(?:(?!139\d|14[0-4]\d)\d{10}|0\d{10}|0{0,2}98(?:1[137]|2[1345678]|3[1458]|4[145]|5[1468]|6[16]|7[1467]|8[13467])[2-9]\d{7}|0{0,2}989\d{9})$/;

/** A citizen's number that was typed into the field for the code, alone or beside one (B8). */
export const readsAsTelephone = (ref: string): boolean => ref.split(/[A-Za-z]+/).some(hidesOne);

function hidesOne(part: string): boolean {
  const groups = part.split('-').filter((group) => group !== '');
  if (unfit.test(groups.join(''))) return true;
  return groups.some((_, from) =>
    groups.slice(from).some((__, more) => {
      const some = groups.slice(from, from + more + 1);
      // 1405-09-02-1234567 is a date and a serial number; 12-0902-123-4567 and 12-09-02-12-34-567 are none.
      return unfit.test(some.join('')) && (more === 0 || more >= 4 || some.every((group) => group.length >= 3));
    }),
  );
}

export const isFitRef = (ref: string): boolean => refPattern.test(ref) && !readsAsTelephone(ref);
export const expectedRef =
  'expected a tracking code of at most 32 letters, digits and "-": no telephone or national number (10 digits that begin with no year, 11 that begin with 0, or 98 and 10)';
