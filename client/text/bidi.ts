/** A Latin name keeps its own direction inside a Persian sentence (Unicode's left-to-right isolate). */
export const isolateLtr = (name: string): string => `\u2066${name}\u2069`;

/** A name that people chose reads as it is written, and turns nothing around it (the first-strong isolate). */
export const isolateAuto = (name: string): string => `\u2068${name}\u2069`;
