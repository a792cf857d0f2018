// What a machine can see in the code beside types. How code looks is prettier's business alone.
import { fileURLToPath } from 'node:url';
import svelte from 'eslint-plugin-svelte';
import tseslint from 'typescript-eslint';

const root = fileURLToPath(new URL('.', import.meta.url));
const parserOptions = { projectService: true, tsconfigRootDir: root, extraFileExtensions: ['.svelte'] };

export default tseslint.config(
  { ignores: ['dist/', 'data/', 'node_modules/', 'tests/fixtures/', 'tests/artefacts/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  ...svelte.configs['flat/recommended'],
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser } },
  {
    files: ['**/*.ts', '**/*.svelte'],
    plugins: { '@typescript-eslint': tseslint.plugin },
    languageOptions: { parserOptions },
    rules: {
      // Nothing that can fail runs unwatched, and no member of a union is forgotten.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/no-base-to-string': 'error',
      '@typescript-eslint/restrict-plus-operands': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error', // verbatimModuleSyntax asks for the rest of `import type`
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
      'no-empty': 'error',
      'no-self-compare': 'error',
      'no-unreachable': 'error',
      'no-unsafe-finally': 'error',
      'no-control-regex': 'off',
      'no-prototype-builtins': 'error',
      'no-constant-condition': ['error', { checkLoops: false }],
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // Keyed everywhere: a row that moves is the same row.
      'svelte/require-each-key': 'error',
      'svelte/no-at-html-tags': 'error',
      'prefer-const': 'off',
    },
  },
  { files: ['server/**', 'client/**', 'shared/**'], rules: { 'max-lines': ['error', 300] } },
  {
    // A test names odd values in its messages, and hands async functions to old callbacks.
    files: ['tests/**'],
    rules: {
      '@typescript-eslint/no-base-to-string': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
    },
  },
  // The server speaks through its log; a screen has only the console, and there only trouble is told.
  { files: ['server/**', 'shared/**'], rules: { 'no-console': 'error' } },
  { files: ['client/**'], rules: { 'no-console': ['error', { allow: ['info', 'warn', 'error'] }] } },
);
