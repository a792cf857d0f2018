/** The last of a list; Array.prototype.at is younger than the browsers of old TVs. */
export const last = <T>(list: readonly T[]): T | undefined => list[list.length - 1];
