import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';
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
  build: { outDir: '../dist', emptyOutDir: true, target: 'chrome98', cssTarget: 'chrome87', assetsInlineLimit: 0 },
  test: {
    root: '.',
    include: ['tests/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // What is waited for comes when the machine comes to it; where the time itself is checked, the test says how long.
    expect: { poll: { timeout: 30_000 } },
    // Real sockets, disks and browsers: more files at once would only time each other out.
    maxWorkers: 2,
    reporters: ['default', './tests/reporter.ts'],
  },
});
