/** A record's own member, whatever its prototype holds. Object.hasOwn is younger than the browsers of old TVs. */
export const ownMember = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.prototype.hasOwnProperty.call(record, key) ? record[key] : undefined;
