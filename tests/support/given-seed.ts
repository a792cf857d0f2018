// Properties that print their seed only when they fail take it back like all random tests: SEED=7 npx vitest run FILE.
const seed = process.env['SEED'];
if (seed !== undefined) {
  const { default: fc } = await import('fast-check');
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });
}
