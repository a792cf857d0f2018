// What oxlint (tests/oxlint.json) does not see: components, the console, and lengths of time in numbers. Without types: one program for each
// component takes minutes, and svelte-check reads their types.
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

/** Numbers that are a length of time in milliseconds, but for the counts that look the same. */
const COUNTS = "Property[key.name=/^(events|ingestLimit)$/], CallExpression[callee.name='whole']";
const MINUTES = '/^(60|120|180|240|300|360|600|900|1_?200|1_?800|3_?600|7_?200|86_?400|604_?800)_?000$/';
const lengthsOfTime = [
  `:not(${COUNTS}) > Literal[raw=${MINUTES}]`,
  "BinaryExpression[operator='*'][right.raw=/^1_?000$/] Literal[raw=/^(60|3_?600|86_?400)$/]",
  "BinaryExpression[operator='*'][left.value=24][right.name='HOUR']",
].map((selector) => ({ selector, message: 'Use MINUTE, HOUR, DAY or WEEK of shared/time.ts.' }));

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'tests/fixtures/', 'tests/artefacts/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...svelte.configs['flat/recommended'].map((one) => ({ files: ['**/*.svelte', '**/*.svelte.ts'], ...one })),
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parserOptions: { parser: tseslint.parser, extraFileExtensions: ['.svelte'] } },
    rules: {
      // Keyed everywhere: a row that moves is the same row.
      'svelte/require-each-key': 'error',
      'svelte/no-at-html-tags': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-var': 'error',
      'no-empty': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
      'max-lines': ['error', 300],
      'no-console': ['error', { allow: ['info', 'warn', 'error'] }],
      'svelte/no-unused-props': 'off',
      'svelte/require-store-reactive-access': 'off',
    },
  },
  { files: ['server/**/*.ts', 'shared/**/*.ts'], rules: { 'no-console': 'error' } },
  { files: ['client/**/*.ts'], rules: { 'no-console': ['error', { allow: ['info', 'warn', 'error'] }] } },
  {
    files: ['server/**', 'client/**', 'shared/**', 'tests/**'],
    ignores: ['shared/time.ts', 'client/public/**', 'tests/bench/**'],
    rules: { 'no-restricted-syntax': ['error', ...lengthsOfTime] },
  },
);
