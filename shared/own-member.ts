// Object.hasOwn is younger than the browsers of old TVs.
export const isOwnMember = (record: object, key: string): boolean => Object.prototype.hasOwnProperty.call(record, key);

/** A record's own member, whatever its prototype holds. */
export const ownMember = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  isOwnMember(record, key) ? record[key] : undefined;
