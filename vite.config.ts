import { availableParallelism } from 'node:os';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';
// Its types only: where the packages for development were left out, this file must load all the same.
import type {} from 'vitest/config';
import { droppableClasses } from './server/build/droppable-classes.ts';
import { earlySkeleton } from './server/build/early-skeleton.ts';
import { packed } from './server/build/packed.ts';
import { plainSelectors } from './server/build/plain-selectors.ts';
import { MINUTE } from './shared/time.ts';

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
  test: {
    root: '.',
    testTimeout: 4 * MINUTE,
    hookTimeout: 4 * MINUTE,
    // What is waited for comes when the machine comes to it; where the time itself is checked, the test says how long.
    expect: { poll: { timeout: MINUTE } },
    reporters: ['default', './tests/reporter.ts'],
    setupFiles: ['tests/support/given-seed.ts'],
    // Which test belongs where, and why: tests/README.md.
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.unit.test.ts'],
          // They share nothing but modules, so one thread for each core runs them all, and loads each module once.
          pool: 'threads',
          isolate: false,
          // By itself Vitest leaves a core to its own process, which here has little to do: of two cores it used one.
          maxWorkers: availableParallelism(),
          unstubGlobals: true,
          unstubEnvs: true,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.unit.test.ts'],
          // Real sockets, disks and browsers: two thirds of the time they wait, so four files keep two cores busy.
          maxWorkers: 4,
          // A busy machine may starve a browser or a process of its own. The run's end names what needed this second try.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
