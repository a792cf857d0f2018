// npm run test:long runs the full counts; npm test a few seeded rounds of each.
export const long = process.env['LONG'] === '1';

/** The count that a variable asks for, else the full or the short one. */
export const rounds = (variable: string, short: number, full: number): number =>
  Number(process.env[variable] ?? (long ? full : short));
