// How much of many like cases a test goes through: all in `npm test`, a fifth in `npm run test:unit`, which runs while one writes.

const isQuick = process.env['QUICK'] === '1';

/** Of random cases, so many. */
export const randomRuns = (all: number): number => (isQuick ? Math.ceil(all / 5) : all);

/** Of listed cases, these. */
export const everyFew = <T>(all: readonly T[]): readonly T[] => (isQuick ? all.filter((_, n) => n % 5 === 0) : all);
