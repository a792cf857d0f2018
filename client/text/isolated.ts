/** A Latin name keeps its own direction inside a Persian sentence (Unicode's left-to-right isolate). */
export const isolated = (name: string): string => `\u2066${name}\u2069`;
