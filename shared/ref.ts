// SAMAD's tracking code: the one place of an event where many digits may stand; only clerks and above read it.
export const refPattern = /^[A-Za-z0-9-]{1,32}$/;

/** A mobile or a landline of Iran with its leading zero, or with its country code where no year 1398 could stand. */
const telephone = /^(?:0[1-9]\d{9}|0098[1-9]\d{9}|989\d{9})$/;

/** A citizen's number that somebody typed into the field for the code (B8). */
export const readsAsTelephone = (ref: string): boolean => telephone.test(ref.replaceAll('-', ''));

export const isFitRef = (ref: string): boolean => refPattern.test(ref) && !readsAsTelephone(ref);
