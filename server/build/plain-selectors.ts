// Svelte scopes the further parts of a selector by `:where(.svelte-…)`, which Chromium knows from 88 on: in 87 the whole rule
// is dropped. The class alone selects the same, only with more weight.
import type { Plugin } from 'vite';

export const withoutWhere = (css: string): string => css.replace(/:where\((\.svelte-[\w-]+)\)/g, '$1');

export const plainSelectors = (): Plugin => ({
  name: 'plain-selectors',
  enforce: 'pre',
  transform: {
    filter: { id: /[?&]svelte&type=style/ },
    handler: (code) => ({ code: withoutWhere(code), map: null }),
  },
});
