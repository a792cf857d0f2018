import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
import { droppableClasses } from './server/build/droppable-classes.ts';
import { earlySkeleton } from './server/build/early-skeleton.ts';
import { packed } from './server/build/packed.ts';
import { plainSelectors } from './server/build/plain-selectors.ts';

export default defineConfig({
  root: 'client',
  plugins: [droppableClasses(), plainSelectors(), svelte({ configFile: false }), earlySkeleton(), packed()],
  // While screens are being written: the built server answers beside Vite's.
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/socket.io': { target: 'ws://127.0.0.1:3000', ws: true } } },
  // Chromium 87 is what the screens run in, and tests/build finds what is younger. For anything below 98 every private member
  // becomes a function call that a weak device feels, because of a defect of static fields alone, which nothing here uses.
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'chrome98',
    cssTarget: 'chrome87',
    assetsInlineLimit: 0,
    // On a slow machine the bundler warns of its own pace; nobody who starts the server can do anything about it.
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
});
